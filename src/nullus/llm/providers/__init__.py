"""The registry of chat providers: one file and one line each."""

from collections.abc import Callable

from nullus.llm import addresses
from nullus.llm.ports import ChatProvider
from nullus.llm.providers import ollama, openai
from nullus.llm.settings import LlmSettings
from nullus.llm.wire import Server
from nullus.platform.outbound import Outbound
from nullus.platform.settings import InvalidSetting

PROVIDERS: dict[str, Callable[[Server, LlmSettings], ChatProvider]] = {
    "ollama": ollama.OllamaProvider,
    "openai": openai.OpenAiProvider,
}
PROTOCOLS = {"ollama": "Ollama", "openai": "OpenAI"}


def open_provider(kind: str, settings: LlmSettings, outbound: Outbound) -> ChatProvider:
    """The provider of a kind at the settings' address. Raises InvalidSetting."""
    if kind not in PROVIDERS:
        raise InvalidSetting(name="NULLUS_LLM_PROVIDER", value=kind, problem=f"use {', '.join(PROVIDERS)} or none")
    server = Server(outbound, addresses.chat_address(settings, kind), PROTOCOLS[kind], settings.key)
    return PROVIDERS[kind](server, settings)
