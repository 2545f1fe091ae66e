"""From the settings to the addresses that may be contacted: the only ones that the outbound client is told."""

from urllib.parse import urlsplit

from nullus.llm.settings import LlmSettings
from nullus.platform.settings import InvalidSetting

OLLAMA = "http://127.0.0.1:11434"


def embedder_address(settings: LlmSettings) -> str:
    """The embedding server: its own setting, else the chat server of the same kind, else Ollama's default."""
    kind = settings.embedder.partition(":")[0].strip()
    shared = settings.url if settings.provider == kind else ""
    return _address(kind, settings.embedder_url or shared, "NULLUS_LLM_EMBEDDER_URL")


def embedder_key(settings: LlmSettings) -> tuple[str, str]:
    """The key and the setting that holds it. The chat server's key goes to the chat server's address only."""
    shared = settings.provider == settings.embedder.partition(":")[0].strip() and not settings.embedder_url
    if shared and not settings.embedder_key:
        return settings.key, "NULLUS_LLM_KEY"
    return settings.embedder_key, "NULLUS_LLM_EMBEDDER_KEY"


def chat_address(settings: LlmSettings, kind: str) -> str:
    """The chat server's address for a protocol."""
    return _address(kind, settings.url, "NULLUS_LLM_URL")


def allowed(settings: LlmSettings) -> list[str]:
    """Every address that the settings name, for the outbound client."""
    found = []
    if settings.embedder.partition(":")[0].strip() in {"ollama", "openai"}:
        found.append(embedder_address(settings))
    if settings.provider in {"ollama", "openai"}:
        found.append(chat_address(settings, settings.provider))
    elif settings.provider == "":
        found.append(OLLAMA)
    return found


def _address(kind: str, url: str, setting: str) -> str:
    if not url:
        if kind != "ollama":
            raise InvalidSetting(name=setting, value="", problem=f"{kind} needs the address of its server")
        return OLLAMA
    address = url if "://" in url else f"http://{url}"
    if kind == "openai" and urlsplit(address).path in {"", "/"}:
        address = address.rstrip("/") + "/v1"
    return address.rstrip("/")
