"""One provider of the operator's list: what is known of it, and the models behind it, opened."""

import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from nullus.llm.directory.errors import ProviderUnusable
from nullus.llm.embedders.remote import Limits, RemoteEmbedder
from nullus.llm.ports import ChatProvider, Embedder, Reranker
from nullus.llm.providers import PROVIDERS
from nullus.llm.providers.adapter import RerankCall
from nullus.llm.settings import LlmSettings
from nullus.llm.vectors import clean
from nullus.llm.wire import Server
from nullus.platform.errors import Text
from nullus.platform.outbound import AddressRefused, Outbound, origin_of, refuse_reason
from nullus.platform.sensitivity import Sensitivity

Purpose = Literal["chat", "embed", "rerank"]
_RERANK_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Offered:
    """A model of a provider. `context_tokens`: what it reads at once; `tools`: whether it can call any."""

    name: str
    purpose: Purpose = "chat"
    context_tokens: int = 8192
    tools: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """A provider as the operator described it. `problem` is the code of what the last trial failed with."""

    name: str
    kind: str
    address: str
    clearance: Sensitivity
    models: tuple[Offered, ...]
    enabled: bool = True
    key: str = field(default="", repr=False)
    has_key: bool = False
    checked_at: datetime | None = None
    problem: str | None = None
    changed_at: datetime | None = None

    def of(self, purpose: Purpose) -> list[Offered]:
        return [each for each in self.models if each.purpose == purpose]


class ServerReranker:
    """A reranking model on a server."""

    def __init__(self, server: Server, kind: str, model: str, retries: int) -> None:
        self.model = model
        self._server = server
        self._kind = kind
        self._retries = retries

    async def rerank(self, query: str, passages: Sequence[str]) -> list[float]:
        """See ports.Reranker."""
        rerank = PROVIDERS[self._kind].rerank
        if rerank is None:
            raise ProviderUnusable(problem=f"{self._kind} has no reranking")
        if not passages:
            return []
        texts = [clean(each) for each in passages]
        found = await rerank(
            RerankCall(self._server, self.model, clean(query), texts, _RERANK_SECONDS, min(1, self._retries))
        )
        if not all(math.isfinite(score) for score in found):
            raise self._server.violation("a score is not a number")
        return list(found)


class Opened:
    """A provider with what speaks to it. Opening contacts nobody."""

    def __init__(self, known: Known, outbound: Outbound, settings: LlmSettings) -> None:
        adapter = PROVIDERS[known.kind]
        contexts = {each.name: each.context_tokens for each in known.models}
        self.known = known
        self._settings = settings
        self._server = adapter.server(outbound, known.address, known.key, _key_mend(known.name))
        self.chat: ChatProvider = adapter.chat(self._server, lambda model: contexts.get(model, settings.context_tokens))

    async def embedder(self, model: str, *, dimension: int = 0) -> Embedder:
        """An embedding model of it; asks the server once for the dimension where it is not given.

        Raises ProviderUnusable where its protocol has none, and the typed errors of llm.errors.
        """
        embed = PROVIDERS[self.known.kind].embed
        if embed is None:
            raise ProviderUnusable(problem=f"{self.known.kind} has no embeddings")
        limits = Limits(self._settings.embed_seconds, self._settings.retries, dimension)
        embedder = RemoteEmbedder(self.known.kind, model, self._server, limits, embed)
        await embedder.learn_dimension()
        return embedder

    def reranker(self, model: str) -> Reranker:
        """A reranking model of it. Raises ProviderUnusable where its protocol has none."""
        if PROVIDERS[self.known.kind].rerank is None:
            raise ProviderUnusable(problem=f"{self.known.kind} has no reranking")
        return ServerReranker(self._server, self.known.kind, model, self._settings.retries)


def address_of(kind: str, url: str) -> str:
    """The address as it is kept. Raises ProviderUnusable for one that is unclear or that no server of ours has."""
    address = PROVIDERS[kind].address(url)
    try:
        origin_of(address)
    except AddressRefused as error:
        raise ProviderUnusable(problem=str(error.fields["problem"])) from error
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        raise ProviderUnusable(problem="the address has a query or a fragment")
    host = parts.hostname or ""
    try:
        refused = refuse_reason(host, str(ipaddress.ip_address(host)))
    except ValueError:
        refused = None  # a name: it is looked up, and its address checked, at every connection
    if refused:
        raise ProviderUnusable(problem=f"{host} is not used: {refused}")
    return address


def _key_mend(name: str) -> Text:
    return Text(
        en=f"Give a valid key with --key-file: `nullus providers change {name} --key-file FILE`.",
        ko=f"올바른 키를 --key-file로 주세요: `nullus providers change {name} --key-file 파일`.",
    )
