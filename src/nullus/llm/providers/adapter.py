"""What one protocol of model servers is made of: how to chat, to embed and to rerank in it, and where its key goes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from nullus.llm.ports import ChatProvider
from nullus.llm.wire import Server
from nullus.platform.errors import Text
from nullus.platform.outbound import Outbound

ContextOf = Callable[[str], int]
"""From the name of a model to the tokens that it reads at once."""


@dataclass(frozen=True, slots=True)
class EmbedCall:
    """One batch of texts for an embedding model."""

    server: Server
    model: str
    texts: list[str]
    purpose: Literal["query", "document"]
    seconds: float
    retries: int


@dataclass(frozen=True, slots=True)
class RerankCall:
    """One question and its passages for a reranking model."""

    server: Server
    model: str
    query: str
    passages: Sequence[str]
    seconds: float
    retries: int


@dataclass(frozen=True, slots=True)
class Adapter:
    """One protocol. `default` is its usual address; `path` is put behind an address that has none.

    `context`: tokens that its models read at once as far as is known; 0 leaves it to the settings. `embed` gives nested
    lists of numbers in the order of the texts, `rerank` a score for each passage in order; None where the protocol has no
    such call.
    """

    kind: str
    title: str
    chat: Callable[[Server, ContextOf], ChatProvider]
    default: str
    path: str = ""
    key_header: str = "Authorization"
    fixed: Mapping[str, str] = field(default_factory=dict)
    context: int = 0
    embed: Callable[[EmbedCall], Awaitable[Any]] | None = None
    rerank: Callable[[RerankCall], Awaitable[Any]] | None = None

    def address(self, url: str) -> str:
        """An address as the operator wrote it in the form that is used, or the protocol's usual one."""
        address = url.strip() if "://" in url else f"http://{url.strip()}"
        if not url.strip():
            address = self.default
        if urlsplit(address).path in {"", "/"}:
            address = address.rstrip("/") + self.path
        return address.rstrip("/")

    def server(self, outbound: Outbound, address: str, key: str, key_mend: Text) -> Server:
        return Server(outbound, address, self.title, key, key_mend, self.key_header, self.fixed)
