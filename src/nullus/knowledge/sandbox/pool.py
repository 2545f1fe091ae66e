"""`Sandbox`: documents in, prepared documents or failures out, several at a time."""

import asyncio
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from nullus.kit import Rest
from nullus.knowledge.parsers.failures import NeedsOcr, ParseFailed
from nullus.knowledge.sandbox import client, recognition
from nullus.knowledge.sandbox.client import Answer, DocumentSource, Ending, Zygote, ZygoteLost
from nullus.knowledge.sandbox.limits import SandboxLimits
from nullus.knowledge.sandbox.prepared import PageView, Picture, Prepared
from nullus.knowledge.sandbox.walls import Levels

_BATCH: Final = 200  # documents that one child reads at most; the kernel passes up to 253 descriptors at once
_SMALL: Final = 256 * 1024  # larger files have a child to themselves
_REST_SECONDS: Final = 10.0  # without work, after which the fork server (40 MiB) ends; starting it takes 0.3 s


@dataclass(slots=True, eq=False)
class _Waiting:
    """A document on its way through the sandbox."""

    name: str
    file: int
    answer: "asyncio.Future[Prepared | ParseFailed]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Sandbox:
    """Reads documents of strangers in children that can do nothing else. Use it as an asynchronous context.

    Safe for concurrent use; at most `limits.parallel` children run. The fork server is started at the first need and again
    whenever it died; it ends after `rest_seconds` without work. When this process dies, by whatever signal, nothing of it stays.
    """

    def __init__(self, limits: SandboxLimits | None = None, *, rest_seconds: float = _REST_SECONDS) -> None:
        self.limits = limits or SandboxLimits()
        self._work = Rest(rest_seconds, self._end_when_idle)
        self._zygote: Zygote | None = None
        self._starting = asyncio.Lock()
        self._slots = asyncio.Semaphore(self.limits.parallel)
        self._recognising = asyncio.Semaphore(self.limits.parallel)
        self._groups: dict[str, list[_Waiting]] = {}
        self._draining = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._work.stop()
        async with self._starting:
            await self._end()

    async def levels(self) -> Levels:
        """The walls that stand on this machine. Raises ParseFailed("unavailable") when the fork server does not start."""
        found = (await self._ready(check=False)).levels
        if found is None:
            raise ParseFailed("unavailable", "the fork server said nothing")
        return found

    async def prepare(self, source: DocumentSource, name: str, *, group: str | None = None) -> Prepared:
        """Read, cut and analyse one document. Raises ParseFailed with the reason.

        `source` is a path, an open descriptor (stays the caller's) or bytes; `name` helps to tell the format. Small
        documents of one `group` that wait at the same time share a child, which saves most of their cost; a document that
        took over its child could falsify the others', so a group must be one workspace. None: a child of its own.
        """
        file = client.open_source(source)
        try:
            waiting = _Waiting(name, file)
            if group is None or os.fstat(file).st_size > _SMALL:
                async with self._slots:
                    answer = await self._alone(waiting)
            else:
                answer = await self._together(group, waiting)
            if isinstance(answer, NeedsOcr):
                answer = await self._recognised(answer, name, file)
        finally:
            os.close(file)
        if isinstance(answer, ParseFailed):
            raise answer
        return answer

    async def show(
        self,
        source: DocumentSource,
        page: int,
        wanted: Sequence[tuple[str, int, int]] = (),
        others: Sequence[int] = (),
        *,
        draw: bool = False,
    ) -> PageView:
        """One page (1-based) of a PDF for a reader, in a child of its own. Raises ParseFailed with the reason.

        `wanted`: passages, each with the characters of it that are to be marked; `others`: pages that are looked through for
        them where this one does not hold them. `draw`: the picture, instead of the places.
        """
        asked = {"page": page, "wanted": list(wanted), "others": list(others), "draw": draw}
        file = client.open_source(source)
        try:
            async with self._slots:
                found, end = await self._run([""], [file], {"show": asked})
        finally:
            os.close(file)
        answer = found[0] if found else client.failure_of(end)
        if isinstance(answer, ParseFailed):
            raise answer
        if not isinstance(answer, PageView) or (draw and answer.width and not answer.rows):
            raise ParseFailed("damaged", "something else instead of a page")
        return answer

    async def _together(self, group: str, waiting: _Waiting) -> Prepared | ParseFailed:
        """Wait with the others of the group for a child."""
        queue = self._groups.setdefault(group, [])
        queue.append(waiting)
        task = asyncio.create_task(self._drain(group))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            return await waiting.answer
        finally:
            if waiting in queue:
                queue.remove(waiting)

    async def _drain(self, group: str) -> None:
        """One child for what waits in a group once there is room for a child; nothing when another one took all."""
        async with self._slots:
            queue = self._groups.get(group, [])
            # Shared fairly among the children that could still be started beside this one.
            share = -(-len(queue) // max(1, self.limits.parallel - self._draining))
            batch = queue[: min(share, _BATCH)]
            del queue[: len(batch)]
            if not queue:
                self._groups.pop(group, None)
            if not batch:
                return
            self._draining += 1
            try:
                await self._batch(batch)
            except BaseException as error:
                for waiting in batch:
                    if not waiting.answer.done():
                        failure = (
                            error
                            if isinstance(error, ParseFailed)
                            else ParseFailed("unavailable", type(error).__name__)
                        )
                        waiting.answer.set_result(failure)
                raise
            finally:
                self._draining -= 1

    async def _batch(self, batch: list[_Waiting]) -> None:
        """Answer these; whoever is left without an answer when the child dies gets a child of its own."""
        # A caller that gives up closes its file; ours stay open as long as they may still be read.
        files = [os.dup(waiting.file) for waiting in batch if not waiting.answer.done()]
        batch = [waiting for waiting in batch if not waiting.answer.done()]
        try:
            found, _ = await self._run([waiting.name for waiting in batch], files, {})
            for waiting, answer in zip(batch, found, strict=False):
                if not waiting.answer.done():
                    waiting.answer.set_result(_document(answer))
            for waiting, file in list(zip(batch, files, strict=True))[len(found) :]:
                answer = await self._alone(_Waiting(waiting.name, file))
                if not waiting.answer.done():
                    waiting.answer.set_result(answer)
        finally:
            for file in files:
                os.close(file)

    async def _alone(self, waiting: _Waiting) -> Prepared | ParseFailed:
        found, end = await self._run([waiting.name], [waiting.file], {})
        return _document(found[0]) if found else client.failure_of(end)

    async def _run(
        self, names: Sequence[str], files: Sequence[int], extra: dict[str, Any]
    ) -> tuple[list[Answer], Ending]:
        """One child; the caller holds a slot. A fork server that died is replaced once."""
        with self._work:
            try:
                return await client.run(await self._ready(), self.limits, names, files, extra)
            except ZygoteLost:
                pass
            try:
                return await client.run(await self._ready(), self.limits, names, files, extra)
            except ZygoteLost:
                raise ParseFailed("unavailable", "the fork server died twice") from None

    async def _end_when_idle(self) -> None:
        async with self._starting:
            if not self._work.busy:
                await self._end()

    async def _end(self) -> None:
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            await zygote.stop()

    async def _ready(self, *, check: bool = True) -> Zygote:
        async with self._starting:
            if self._zygote is not None and not self._zygote.alive:
                await self._end()
            if self._zygote is None:
                self._zygote = await Zygote.start(self.limits.analyser, self.limits.fonts)
            zygote = self._zygote
        if check and zygote.levels is not None and not (zygote.levels.enough or self.limits.allow_weak):
            raise ParseFailed("unavailable", "neither Landlock nor seccomp, and allow_weak is off")
        return zygote

    async def _recognised(self, needed: NeedsOcr, name: str, file: int) -> Prepared | ParseFailed:
        """The document again, with the text of its pictures; without recognition, with what text there is."""
        program = await asyncio.to_thread(recognition.find, self.limits.ocr_languages) if self.limits.ocr else None
        texts: dict[int, str] = {}
        if program is not None:
            if len(needed.pages) > self.limits.ocr_pages:
                return ParseFailed(
                    "too_large", f"{len(needed.pages)} pages to recognise, at most {self.limits.ocr_pages}"
                )
            async with asyncio.TaskGroup() as pages:
                tasks = [pages.create_task(self._page(program, name, file, page)) for page in needed.pages]
            found = dict(zip(needed.pages, (task.result() for task in tasks), strict=True))
            failures = [text for text in found.values() if isinstance(text, ParseFailed)]
            if len(failures) == len(found):
                return failures[0]
            texts = {page: text for page, text in found.items() if isinstance(text, str)}
        recognised = client.descriptor_of(json.dumps(texts).encode())
        try:
            async with self._slots:
                answers, end = await self._run([name], [file, recognised], {"ocr": True})
        finally:
            os.close(recognised)
        answer = _document(answers[0]) if answers else client.failure_of(end)
        if isinstance(answer, ParseFailed) and answer.reason == "empty" and program is None:
            return needed
        return answer

    async def _page(self, program: recognition.Program, name: str, file: int, page: int) -> str | ParseFailed:
        """One page drawn in a child and recognised; a page that fails does not fail the others."""
        async with self._recognising:
            try:
                async with self._slots:
                    found, end = await self._run([name], [file], {"draw": page})
                picture = found[0] if found else client.failure_of(end)
                if isinstance(picture, Picture):
                    return await recognition.recognise(program, picture, self.limits)
                return picture if isinstance(picture, ParseFailed) else ParseFailed("damaged", "no picture")
            except ParseFailed as failure:
                return failure


def _document(answer: Answer) -> Prepared | ParseFailed:
    """An answer to `prepare`; a hostile child may send a picture instead."""
    if isinstance(answer, (Picture, PageView)):
        return ParseFailed("damaged", "a picture instead of a document")
    return answer


async def levels(limits: SandboxLimits | None = None) -> Levels:
    """The walls of this machine, for `doctor`. Raises ParseFailed("unavailable")."""
    async with Sandbox(limits) as sandbox:
        return await sandbox.levels()
