"""The models of this process, opened once: the embedder, and the chat model that is configured or found on this machine."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass
from typing import Literal

from nullus.llm import addresses
from nullus.llm.addresses import open_provider
from nullus.llm.embedders import open_embedder, parse
from nullus.llm.errors import ModelUnknown
from nullus.llm.ports import ChatProvider, Embedder, Message, Part, Patience
from nullus.llm.providers import PROVIDERS
from nullus.llm.settings import LlmSettings
from nullus.platform.errors import NullusError
from nullus.platform.outbound import Outbound
from nullus.platform.settings import InvalidSetting

_DETECT_SECONDS = 0.5
_DETECT_AGAIN_SECONDS = 30.0
_NAME_AGAIN_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model that answers, and how this installation came to use it."""

    provider: ChatProvider
    name: str
    origin: Literal["settings", "detected"]
    settings: LlmSettings

    def stream(
        self, messages: Sequence[Message], *, max_tokens: int | None = None, temperature: float | None = None
    ) -> AsyncGenerator[Part, None]:
        """The answer, within the limits of the settings. See ports.ChatProvider.stream."""
        limits = self.settings
        return self.provider.stream(
            messages,
            model=self.name,
            max_tokens=min(max_tokens or limits.answer_tokens, limits.answer_tokens),
            temperature=limits.temperature if temperature is None else temperature,
            patience=Patience(limits.first_token_seconds, limits.between_tokens_seconds, limits.total_seconds),
        )


class Gateway:
    """Every model of one process. Opening is lazy, so that a server that is down does not keep Nullus from starting."""

    def __init__(self, settings: LlmSettings) -> None:
        """Checks the settings; contacts nobody. Raises InvalidSetting."""
        parse(settings.embedder)
        if settings.provider not in {"", "none", *PROVIDERS}:
            raise InvalidSetting(
                name="NULLUS_LLM_PROVIDER", value=settings.provider, problem=f"use {', '.join(PROVIDERS)} or none"
            )
        self.settings = settings
        self.outbound = Outbound(addresses.allowed(settings))
        self._embedder: Embedder | None = None
        self._opening = asyncio.Lock()
        self._found: ChatModel | None = None
        self._found_until = 0.0
        self._looking = asyncio.Lock()

    async def embedder(self) -> Embedder:
        """The embedder, opened at the first call. Raises the typed errors of llm.errors until it can be."""
        if self._embedder is None:
            async with self._opening:
                if self._embedder is None:
                    self._embedder = await open_embedder(self.settings, self.outbound)
        return self._embedder

    async def chat_model(self) -> ChatModel | None:
        """The model that answers; None when none is set and no Ollama runs here.

        A configured server is asked for its models only where no name is set; its errors are raised. Detection is
        asked again every 30 seconds, waits at most half a second and never raises.
        """
        kind = self.settings.provider
        if kind == "none":
            return None
        if kind and self.settings.model:
            return ChatModel(
                open_provider(kind, self.settings, self.outbound), self.settings.model, "settings", self.settings
            )
        async with self._looking:
            now = asyncio.get_running_loop().time()
            if now >= self._found_until:
                self._found = await (self._first_of(kind) if kind else self._detect())
                self._found_until = asyncio.get_running_loop().time() + (
                    _NAME_AGAIN_SECONDS if self._found else _DETECT_AGAIN_SECONDS
                )
            return self._found

    def forget_detected(self) -> None:
        """Look again at the next call: the detected server did not answer."""
        self._found_until = 0.0

    async def close(self) -> None:
        await self.outbound.close()

    async def _first_of(self, kind: str) -> ChatModel:
        provider = open_provider(kind, self.settings, self.outbound)
        names = await provider.models()
        if not names:
            raise ModelUnknown(address=provider.address, model="NULLUS_LLM_MODEL")
        return ChatModel(provider, names[0], "settings", self.settings)

    async def _detect(self) -> ChatModel | None:
        provider = open_provider("ollama", self.settings, self.outbound)
        try:
            async with asyncio.timeout(_DETECT_SECONDS):
                names = await provider.models()
        except (NullusError, TimeoutError):
            return None
        wanted = self.settings.model
        if not names or (wanted and wanted not in names):
            return None
        return ChatModel(provider, wanted or names[0], "detected", self.settings)
