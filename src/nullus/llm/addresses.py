"""From the settings to the addresses that may be contacted, and to the servers behind them."""

from nullus.llm.ports import ChatProvider
from nullus.llm.providers import PROVIDERS
from nullus.llm.settings import LlmSettings
from nullus.llm.wire import Server, key_setting
from nullus.platform.outbound import Outbound
from nullus.platform.settings import InvalidSetting

OLLAMA = PROVIDERS["ollama"].default


def embedder_address(settings: LlmSettings) -> str:
    """The embedding server: its own setting, else the chat server of the same kind, else the kind's usual address."""
    kind = settings.embedder.partition(":")[0].strip()
    shared = settings.url if settings.provider == kind else ""
    return _address(kind, settings.embedder_url or shared, "NULLUS_LLM_EMBEDDER_URL")


def embedder_server(settings: LlmSettings, outbound: Outbound) -> Server:
    """The embedding server with its key. The chat server's key goes to the chat server's address only."""
    kind = settings.embedder.partition(":")[0].strip()
    key, setting = settings.embedder_key, "NULLUS_LLM_EMBEDDER_KEY"
    if settings.provider == kind and not settings.embedder_url and not key:
        key, setting = settings.key, "NULLUS_LLM_KEY"
    return PROVIDERS[kind].server(outbound, embedder_address(settings), key, key_setting(setting))


def chat_address(settings: LlmSettings, kind: str) -> str:
    """The chat server's address for a protocol."""
    return _address(kind, settings.url, "NULLUS_LLM_URL")


def open_provider(kind: str, settings: LlmSettings, outbound: Outbound) -> ChatProvider:
    """The chat server of the settings, in a protocol. Raises InvalidSetting."""
    if kind not in PROVIDERS:
        raise InvalidSetting(name="NULLUS_LLM_PROVIDER", value=kind, problem=f"use {', '.join(PROVIDERS)} or none")
    address = chat_address(settings, kind)
    server = PROVIDERS[kind].server(outbound, address, settings.key, key_setting("NULLUS_LLM_KEY"))
    return PROVIDERS[kind].chat(server, lambda _: settings.context_tokens)


def allowed(settings: LlmSettings) -> list[str]:
    """Every address that the settings name, for the outbound client."""
    found = []
    if settings.embedder.partition(":")[0].strip() in PROVIDERS:
        found.append(embedder_address(settings))
    kind = settings.provider or "ollama"  # which is looked for where nobody said anything
    if kind in PROVIDERS:
        found.append(chat_address(settings, kind))
    return found


def _address(kind: str, url: str, setting: str) -> str:
    if not url and kind == "openai":  # so many servers speak it that the one that is meant has to be named
        raise InvalidSetting(name=setting, value="", problem=f"{kind} needs the address of its server")
    return PROVIDERS[kind].address(url or (OLLAMA if kind == "ollama" else ""))
