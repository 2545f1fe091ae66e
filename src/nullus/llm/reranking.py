"""Which reranking model is asked: the one that the settings name, in this process or of a provider, else those of the providers."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nullus.llm.directory import Directory
from nullus.llm.egress import Place
from nullus.llm.errors import NoReranker, RerankerMissing
from nullus.llm.ports import Reranker
from nullus.llm.rerankers import RERANKERS, parse
from nullus.platform.errors import Text

_AGAIN_SECONDS = 60.0
"""For so long nobody tries again to load a model that could not be loaded: fetching it may take a minute to fail."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A reranking model and where it is; opening one of this process may take long the first time."""

    place: Place
    open: Callable[[], Awaitable[Reranker]]


class Rerankers:
    """The reranking models of one process. A model of its own is loaded at the first call and stays."""

    def __init__(self, value: str, directory: Directory | None) -> None:
        """`value`: NULLUS_LLM_RERANKER. Raises InvalidSetting."""
        self.kind, self.model = parse(value)
        self._directory = directory
        self._loading: asyncio.Task[Reranker] | None = None
        self._failed_until = 0.0

    async def choices(self) -> list[Choice]:
        """Who may be asked, in order. Raises NoReranker, or RerankerMissing where the one that the settings name is not there."""
        if self.kind:
            return [Choice(Place(self.kind, self.model, "personal"), self.local)]
        found = []
        for opened in await self._directory.candidates() if self._directory is not None else ():
            for each in opened.known.of("rerank"):
                place = Place(opened.known.name, each.name, opened.known.clearance, opened.known.address)
                if self.model in {"", place.provider, place.model, f"{place.provider}/{place.model}"}:
                    found.append(Choice(place, _already(opened.reranker(each.name))))
        if not found and self.model:
            raise RerankerMissing(name=self.model, problem=_UNKNOWN, mend=_NAME)
        if not found:
            raise NoReranker
        return found

    async def local(self) -> Reranker:
        """The model of this process. Who leaves does not stop its loading. Raises RerankerMissing."""
        loading, now = self._loading, asyncio.get_running_loop().time()
        if loading is None or (now >= self._failed_until and _broke(loading)):
            self._failed_until = now + _AGAIN_SECONDS
            loading = self._loading = asyncio.create_task(asyncio.to_thread(RERANKERS[self.kind], self.model))
        return await asyncio.shield(loading)


def _broke(loading: "asyncio.Task[Reranker]") -> bool:
    return loading.done() and (loading.cancelled() or loading.exception() is not None)


def _already(reranker: Reranker) -> Callable[[], Awaitable[Reranker]]:
    async def opened() -> Reranker:
        return reranker

    return opened


_UNKNOWN = Text(en="no provider here has it", ko="여기 있는 공급자 중에는 그 모델이 없습니다")
_NAME = Text(
    en="Name one that `nullus providers list` shows with the purpose rerank in NULLUS_LLM_RERANKER, or leave it empty.",
    ko="`nullus providers list`에서 용도가 rerank인 모델을 NULLUS_LLM_RERANKER에 적거나 비워 두세요.",
)
