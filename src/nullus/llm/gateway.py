"""The one place where a model is called, whatever for: chosen by its route, allowed by the egress policy, paid for, recorded."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from nullus.llm import addresses, egress, redaction
from nullus.llm.cache import AnswerCache
from nullus.llm.calls import ModelCall, Task
from nullus.llm.directory import Directory
from nullus.llm.egress import EgressRefused, Place
from nullus.llm.embedders import open_embedder, parse
from nullus.llm.errors import NoReranker
from nullus.llm.installed import Installed
from nullus.llm.offers import offered
from nullus.llm.ports import Embedder, Message, Patience, Vectors
from nullus.llm.ports import Part as ProviderPart
from nullus.llm.providers import PROVIDERS
from nullus.llm.reranking import Rerankers
from nullus.llm.routing import sending
from nullus.llm.routing.attempts import Machine, answered
from nullus.llm.routing.bills import Bill, open_bill
from nullus.llm.routing.breaker import Breakers, Own
from nullus.llm.routing.candidates import Candidate, Origin, ordered
from nullus.llm.routing.errors import BadRoute, ModelNotOffered, NoModel
from nullus.llm.routing.keeping import kept_or_said
from nullus.llm.routing.one import Part, Running
from nullus.llm.routing.routes import Routes
from nullus.llm.routing.shared import SharedBreakers
from nullus.llm.settings import LlmSettings
from nullus.llm.spending.ledger import Ledger
from nullus.llm.spending.prices import Price
from nullus.observability import logs
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NullusError
from nullus.platform.outbound import Outbound
from nullus.platform.sensitivity import LABELS, Sensitivity, covers, label_of
from nullus.platform.settings import InvalidSetting

log = logs.get("nullus.llm")


@dataclass(frozen=True, slots=True)
class Prospect:
    """Who will probably answer. Compose for `context_tokens`: what does not fit into a later model is not sent to it."""

    context_tokens: int
    answer_tokens: int
    origin: Origin


class Gateway:
    """Every model of one process. Opening is lazy, so that a server that is down does not keep Nullus from starting."""

    def __init__(
        self,
        settings: LlmSettings,
        db: Database | None = None,
        ledger: Ledger | None = None,
        directory: Directory | None = None,
    ) -> None:
        """Checks the settings; contacts nobody. Without a database there are no routes, nothing is shared between processes, no
        refusal is recorded and no answer kept; without a ledger nothing is counted, without a directory there are only the
        models of the settings.

        Raises InvalidSetting.
        """
        _check(settings)
        self.settings = settings
        self.outbound = Outbound(addresses.allowed(settings))
        self.routes = Routes(db)
        self._db = db
        self._installed = Installed(settings, self.outbound)
        self._machine = Machine(Breakers(SharedBreakers(db) if db else Own(), fewest=settings.breaker_calls))
        self._hidden = redaction.Options(names=settings.hidden_names, find_names=settings.hide_names)
        self._running = Running(settings.answer_tokens, settings.temperature, ledger, self._hidden)
        self._ledger = ledger
        self._directory = directory
        self.rerankers = Rerankers(settings.reranker, directory)
        self._cache = AnswerCache(db, settings.cache_seconds, settings.cache_answers) if db is not None else None
        self._patience = Patience(settings.first_token_seconds, settings.between_tokens_seconds, settings.total_seconds)
        self._embedder: Embedder | None = None
        self._opening = asyncio.Lock()

    async def chat(self, call: ModelCall) -> AsyncGenerator[Part, None]:
        """The answer of the first model of the task's route that gives one: Deltas, perhaps ToolCalls, then Completed.

        Close the iterator to stop the model. Raises EgressRefused (recorded) where only models are left that may not see
        it, NoModel, ModelNotOffered, ModelTooSmall, BudgetExceeded, NoModelAnswered, and the errors of a model that is the
        only one, or that broke off after its first word.
        """
        candidates = await self._candidates(call.task, call.wanted)
        if not candidates:
            raise ModelNotOffered(model=call.wanted) if call.wanted else NoModel()
        answering = answered(call, candidates, self._patience, self._machine, self._running)
        try:
            async with aclosing(kept_or_said(call, candidates, self._cache, self._ledger, answering)) as parts:
                async for part in parts:
                    yield part
        except EgressRefused as refused:
            await self._record(call.actor, call.task, refused)
            raise
        except NullusError:
            if any(each.origin == "detected" for each in candidates):
                self.forget_detected()
            raise

    async def prospect(self, task: Task, sensitivity: Sensitivity, wanted: str | None = None) -> Prospect | None:
        """Who will probably answer a call; None where there is no model. Raises ModelNotOffered for one that the asker chose and
        that is not here, and what a configured server fails with."""
        candidates = await self._candidates(task, wanted)
        if not candidates:
            if wanted:
                raise ModelNotOffered(model=wanted)
            return None
        first = next((each for each in candidates if covers(each.clearance, sensitivity)), candidates[0])
        return Prospect(first.context_tokens, self.settings.answer_tokens, first.origin)

    async def price(self, task: Task, wanted: str | None = None) -> Price:
        """What the model that is tried first costs; nothing where there is none, or nobody counts."""
        try:
            candidates = await self._candidates(task, wanted) if self._ledger is not None else []
        except NullusError:  # whoever calls the model is told
            candidates = []
        if self._ledger is None or not candidates:
            return Price()
        first = candidates[0]
        return await self._ledger.prices.of(first.provider, first.model, local=first.local)

    async def candidates(self, task: Task) -> list[Candidate]:
        """The models of a task in the order in which they are tried. Raises what a configured server fails with."""
        return await self._candidates(task, None)

    async def resting(self, candidate: Candidate) -> float:
        """Seconds for which a model is left alone because it failed too often; 0: it is not."""
        return await self._machine.breakers.resting((candidate.provider, candidate.model))

    async def order(self, task: Task) -> list[Candidate]:
        """The models of a task in the order in which they are tried. A server that does not say its models is left out."""
        try:
            return await self._candidates(task, None)
        except NullusError:
            return []

    async def check_route(self, models: Sequence[str]) -> None:
        """Raises BadRoute for a name of which there is no model."""
        known = await self._everything()
        for name in models:
            if not ordered(known, (), name):
                raise BadRoute(name=name)

    def trial(self, candidate: Candidate) -> AsyncGenerator[ProviderPart, None]:
        """Ask one model for a word, whatever is known of it: to see whether it answers."""
        clearance = egress.clear("public", candidate)
        messages = [Message("user", "Say OK.")]
        return sending.chat(clearance, candidate, messages, max_tokens=8, temperature=0.0, patience=self._patience)

    async def installed(self) -> Candidate | None:
        """The model of the settings, or the one that was detected. See installed.Installed."""
        return await self._installed.candidate()

    async def embedder(self) -> Embedder:
        """The embedder, opened at the first call: to know what it is. What is to be embedded goes through `embed_…`.

        Raises the typed errors of llm.errors until it can be opened.
        """
        if self._embedder is None:
            async with self._opening:
                if self._embedder is None:
                    self._embedder = await open_embedder(self.settings, self.outbound)
        return self._embedder

    async def warm_embedder(self) -> None:
        """Open the embedder and use it once, so that the first who needs it does not wait."""
        embedder = await self.embedder()
        place = self._place_of(embedder)
        await sending.embed_query(egress.clear("public", place), place, embedder, "warming up")

    async def may_embed(self, actor: Actor, sensitivity: Sensitivity) -> None:
        """Raises EgressRefused (recorded) where the embedder may not see such data."""
        if not self.embeds_anything:
            await self._cleared(actor, sensitivity, self._place_of(await self.embedder()))

    async def embed_documents(self, actor: Actor, texts: Sequence[str], sensitivity: Sensitivity) -> Vectors:
        """Float32 [n, dimension]. Raises EgressRefused (recorded) and the errors of the embedder."""
        embedder = await self.embedder()
        place = self._place_of(embedder)
        clearance = await self._cleared(actor, sensitivity, place)
        shown = _hidden(place, texts, self._hidden)
        async with await self._billed(actor, "embed", place, shown):
            return await sending.embed_documents(clearance, place, embedder, shown)

    async def embed_query(self, actor: Actor, text: str, sensitivity: Sensitivity) -> Vectors:
        """Float32 [dimension]. Raises EgressRefused (recorded) and the errors of the embedder."""
        embedder = await self.embedder()
        place = self._place_of(embedder)
        clearance = await self._cleared(actor, sensitivity, place)
        (shown,) = _hidden(place, [text], self._hidden)
        async with await self._billed(actor, "embed", place, [shown]):
            return await sending.embed_query(clearance, place, embedder, shown)

    async def rerank(self, actor: Actor, query: str, passages: Sequence[str], sensitivity: Sensitivity) -> list[float]:
        """A score for each passage, higher is better, of the first reranking model that may see them and answers.

        Raises NoReranker, RerankerMissing, EgressRefused (recorded) where only models are left that may not see them, and what
        the last model that was asked failed with.
        """
        refused: EgressRefused | None = None
        failed: NullusError | None = None
        for choice in await self.rerankers.choices():
            place = choice.place
            try:
                clearance = egress.clear(sensitivity, place)
                hidden, *shown = _hidden(place, [query, *passages], self._hidden)
                async with await self._billed(actor, "rerank", place, [hidden, *shown]):
                    return await sending.rerank(clearance, place, await choice.open(), hidden, shown)
            except EgressRefused as error:
                refused = error
            except NullusError as error:
                failed = error
                log.warning("llm.rerank_failed", provider=place.provider, model=place.model, code=error.code)
        if refused is not None:
            await self._record(actor, "rerank", refused)
        raise failed or refused or NoReranker()

    @property
    def embeds_anything(self) -> bool:
        """Whether the embedder may see everything, so that nobody needs to find out a label for it."""
        return self.embedder_clearance() == LABELS[-1]

    def forget_detected(self) -> None:
        """Look again at the next call. See installed.Installed."""
        self._installed.forget()

    async def close(self) -> None:
        await self.outbound.close()

    async def _candidates(self, task: Task, wanted: str | None) -> list[Candidate]:
        return ordered(await self._everything(), await self.routes.of(task), wanted)

    async def _everything(self) -> list[Candidate]:
        added = [] if self._directory is None else offered(await self._directory.candidates())
        try:
            installed = await self.installed()
        except NullusError:
            if not added:
                raise
            installed = None
        return [await self._priced(each) for each in [*added, *([installed] if installed else [])]]

    async def _priced(self, candidate: Candidate) -> Candidate:
        if self._ledger is None:
            return candidate
        price = await self._ledger.prices.of(candidate.provider, candidate.model, local=candidate.local)
        return replace(candidate, price=price.per_million_read + price.per_million_written if price.known else None)

    def _place_of(self, embedder: Embedder) -> Place:
        kind, _ = parse(self.settings.embedder)
        address = addresses.embedder_address(self.settings) if kind in PROVIDERS else ""
        return Place(embedder.name, embedder.model, self.embedder_clearance(), address)

    def embedder_clearance(self) -> Sensitivity:
        """The highest label that the embedder may see."""
        kind, _ = parse(self.settings.embedder)
        if kind not in PROVIDERS:  # in this process
            return "personal"
        said = self.settings.embedder_clearance
        return label_of(said) if said else egress.default_clearance(addresses.embedder_address(self.settings))

    async def _billed(self, actor: Actor, task: Task, place: Place, texts: Sequence[str]) -> Bill:
        """What it costs; nothing for what this process does itself."""
        ledger = self._ledger if place.address else None
        call = ModelCall(task, actor, (), place.clearance, prompt="")
        return await open_bill(ledger, call, place, texts, 0, self.settings.embed_seconds)

    async def _cleared(self, actor: Actor, sensitivity: Sensitivity, place: Place) -> egress.Clearance:
        try:
            return egress.clear(sensitivity, place)
        except EgressRefused as refused:
            await self._record(actor, "embed", refused)
            raise

    async def _record(self, actor: Actor, task: Task, refused: EgressRefused) -> None:
        if self._db is not None:
            await egress.record(self._db, actor, task, refused)


def _hidden(place: Place, texts: Sequence[str], options: redaction.Options) -> list[str]:
    """The texts as this place may see them: without what is private, unless it may see everything."""
    if place.clearance == LABELS[-1]:
        return list(texts)
    return [each.content for each in redaction.mask([Message("user", text) for text in texts], options).messages]


def _check(settings: LlmSettings) -> None:
    parse(settings.embedder)
    if settings.provider not in {"", "none", *PROVIDERS}:
        raise InvalidSetting(
            name="NULLUS_LLM_PROVIDER", value=settings.provider, problem=f"use {', '.join(PROVIDERS)} or none"
        )
    for name, value in (("CLEARANCE", settings.clearance), ("EMBEDDER_CLEARANCE", settings.embedder_clearance)):
        if value and value not in LABELS:
            raise InvalidSetting(name=f"NULLUS_LLM_{name}", value=value, problem=f"use {', '.join(LABELS)}")
