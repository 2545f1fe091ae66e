"""The registry of providers: one file and one line each."""

from nullus.llm.providers import anthropic, gemini, ollama, openai
from nullus.llm.providers.adapter import Adapter

PROVIDERS: dict[str, Adapter] = {
    "ollama": ollama.ADAPTER,
    "openai": openai.ADAPTER,
    "anthropic": anthropic.ADAPTER,
    "gemini": gemini.ADAPTER,
}
