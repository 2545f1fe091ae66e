"""The chat model that the settings name, or an Ollama that happens to run on this machine."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from nullus.llm import addresses, egress
from nullus.llm.errors import ModelUnknown
from nullus.llm.ports import ChatProvider
from nullus.llm.routing.candidates import Candidate
from nullus.llm.settings import LlmSettings
from nullus.platform.errors import NullusError
from nullus.platform.outbound import Outbound
from nullus.platform.sensitivity import label_of

_GLANCE_SECONDS = 0.5  # a question does not wait longer for a server that was never seen
_LOOK_SECONDS = 5.0  # somebody asked for it, or it was there before: a busy machine may need longer than a glance
_DETECT_AGAIN_SECONDS = 30.0
_NAME_AGAIN_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A model that answers, and how this installation came to use it."""

    provider: ChatProvider
    name: str
    origin: Literal["settings", "detected"]


class Installed:
    """Finds it, and remembers what was found for a while."""

    def __init__(self, settings: LlmSettings, outbound: Outbound) -> None:
        self._settings = settings
        self._outbound = outbound
        self._found: ChatModel | None = None
        self._found_until = 0.0
        self._asked_for = False
        self._looking = asyncio.Lock()

    async def chat_model(self) -> ChatModel | None:
        """The model that answers; None when none is set and no Ollama runs here.

        A configured server is asked for its models only where no name is set; its errors are raised. Detection
        never raises. It looks again every 30 seconds and waits half a second then; 5 seconds after `forget`, and for
        a server that was there when it last looked.
        """
        kind = self._settings.provider
        if kind == "none":
            return None
        if kind and self._settings.model:
            provider = addresses.open_provider(kind, self._settings, self._outbound)
            return ChatModel(provider, self._settings.model, "settings")
        async with self._looking:
            now = asyncio.get_running_loop().time()
            if now >= self._found_until:
                self._found = await (self._first_of(kind) if kind else self._detect())
                self._found_until = asyncio.get_running_loop().time() + (
                    _NAME_AGAIN_SECONDS if self._found else _DETECT_AGAIN_SECONDS
                )
            return self._found

    async def candidate(self) -> Candidate | None:
        """The same as a model that can be chosen."""
        found = await self.chat_model()
        if found is None:
            return None
        address, said = found.provider.address, self._settings.clearance
        return Candidate(
            provider=found.provider.kind,
            model=found.name,
            chat=found.provider,
            clearance=label_of(said) if said else egress.default_clearance(address),
            local=egress.is_here(address),
            context_tokens=self._settings.context_tokens,
            origin=found.origin,
        )

    def forget(self) -> None:
        """Look again at the next call, and closely: what was detected did not answer, or somebody wants to know."""
        self._found_until = 0.0
        self._asked_for = True

    async def _first_of(self, kind: str) -> ChatModel:
        provider = addresses.open_provider(kind, self._settings, self._outbound)
        names = await provider.models()
        if not names:
            raise ModelUnknown(address=provider.address, model="NULLUS_LLM_MODEL")
        return ChatModel(provider, names[0], "settings")

    async def _detect(self) -> ChatModel | None:
        provider = addresses.open_provider("ollama", self._settings, self._outbound)
        patience = _LOOK_SECONDS if self._asked_for or self._found else _GLANCE_SECONDS
        self._asked_for = False
        try:
            async with asyncio.timeout(patience):
                names = await provider.models()
        except (NullusError, TimeoutError):
            return None
        wanted = self._settings.model
        if not names or (wanted and wanted not in names):
            return None
        return ChatModel(provider, wanted or names[0], "detected")
