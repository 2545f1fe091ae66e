"""Embedding models of any OpenAI-compatible server (POST …/embeddings)."""

from typing import Any

from nullus.llm import addresses, wire
from nullus.llm.embedders.remote import RemoteEmbedder
from nullus.llm.settings import LlmSettings
from nullus.platform.outbound import Outbound


async def open_embedder(model: str, settings: LlmSettings, outbound: Outbound) -> RemoteEmbedder:
    """Connects once, to learn the dimension. Raises the typed errors of llm.errors."""
    address = addresses.embedder_address(settings)
    key, name = addresses.embedder_key(settings)
    embedder = RemoteEmbedder("openai", model, wire.Server(outbound, address, "OpenAI", key, name), settings, ask)
    await embedder.learn_dimension()
    return embedder


async def ask(server: wire.Server, model: str, texts: list[str], seconds: float, retries: int) -> Any:
    body = {"model": model, "input": texts, "encoding_format": "float"}
    setting = "NULLUS_LLM_EMBED_SECONDS"
    content = await wire.ask(
        server, "POST", "/embeddings", body, model=model, seconds=seconds, setting=setting, retries=retries
    )
    try:
        rows = sorted(content["data"], key=lambda row: int(row["index"]))
        if [row["index"] for row in rows] != list(range(len(texts))):
            raise server.violation("the vectors are not numbered as the texts were")
        return [row["embedding"] for row in rows]
    except (TypeError, KeyError, ValueError):
        raise server.violation("the answer has no embeddings") from None
