"""How the scripted server speaks each protocol of the registry, so that one contract holds for all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.llm.scripted_server import (
    Reply,
    anthropic_calls,
    anthropic_stream,
    gemini_calls,
    gemini_stream,
    ollama_calls,
    ollama_stream,
    openai_calls,
    openai_stream,
)


@dataclass(frozen=True)
class Speaker:
    """One protocol: where it listens, what it answers, and where the key has to be."""

    kind: str
    base: str
    chat: str
    stream: Callable[..., Reply]
    calls: Callable[..., Reply]
    listing: str
    models: object
    media: str = "text/event-stream"
    key: tuple[str, str] = ("authorization", "Bearer sesame")
    cut_off: str = "length"
    """The reason of the protocol for an answer that became too long."""

    def frame(self, data: bytes) -> bytes:
        """One piece of the stream with these bytes in it."""
        return data + b"\n" if self.kind == "ollama" else b"data: " + data + b"\n\n"

    @property
    def comment(self) -> bytes:
        """What may come at any time and says nothing."""
        return b"\n" if self.kind == "ollama" else b": still here\n\n"


SPEAKERS = {
    each.kind: each
    for each in (
        Speaker(
            "ollama",
            "",
            "/api/chat",
            ollama_stream,
            ollama_calls,
            "/api/tags",
            {"models": [{"name": "tiny"}, {"name": "nomic-embed-text", "details": {"family": "nomic-bert"}}]},
            media="application/x-ndjson",
        ),
        Speaker(
            "openai",
            "/v1",
            "/v1/chat/completions",
            openai_stream,
            openai_calls,
            "/v1/models",
            {"data": [{"id": "tiny"}, {"id": "text-embedding-3"}, {"id": "jina-reranker"}]},
        ),
        Speaker(
            "anthropic",
            "",
            "/v1/messages",
            anthropic_stream,
            anthropic_calls,
            "/v1/models?limit=1000",
            {"data": [{"type": "model", "id": "tiny"}], "has_more": False},
            key=("x-api-key", "sesame"),
            cut_off="max_tokens",
        ),
        Speaker(
            "gemini",
            "/v1beta",
            "/v1beta/models/tiny:streamGenerateContent?alt=sse",
            gemini_stream,
            gemini_calls,
            "/v1beta/models?pageSize=1000",
            {
                "models": [
                    {"name": "models/tiny", "supportedGenerationMethods": ["generateContent", "countTokens"]},
                    {"name": "models/gemini-embedding-001", "supportedGenerationMethods": ["embedContent"]},
                ]
            },
            key=("x-goog-api-key", "sesame"),
            cut_off="MAX_TOKENS",
        ),
    )
}
