"""Embedding models of an Ollama server (POST /api/embed)."""

from typing import Any

from nullus.llm import addresses, wire
from nullus.llm.embedders.remote import RemoteEmbedder
from nullus.llm.settings import LlmSettings
from nullus.platform.outbound import Outbound


async def open_embedder(model: str, settings: LlmSettings, outbound: Outbound) -> RemoteEmbedder:
    """Connects once, to learn the dimension. Raises the typed errors of llm.errors."""
    address = addresses.embedder_address(settings)
    key, name = addresses.embedder_key(settings)
    embedder = RemoteEmbedder("ollama", model, wire.Server(outbound, address, "Ollama", key, name), settings, ask)
    await embedder.learn_dimension()
    return embedder


async def ask(server: wire.Server, model: str, texts: list[str], seconds: float, retries: int) -> Any:
    body = {"model": model, "input": texts, "truncate": True}
    setting = "NULLUS_LLM_EMBED_SECONDS"
    content = await wire.ask(
        server, "POST", "/api/embed", body, model=model, seconds=seconds, setting=setting, retries=retries
    )
    if not isinstance(content, dict) or not isinstance(content.get("embeddings"), list):
        raise server.violation("the answer has no embeddings")
    return content["embeddings"]
