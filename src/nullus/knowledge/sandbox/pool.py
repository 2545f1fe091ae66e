"""`Sandbox`: documents in, prepared documents or failures out, several at a time."""

import asyncio
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self

from nullus.knowledge.parsers.failures import NeedsOcr, ParseFailed
from nullus.knowledge.sandbox import client, recognition
from nullus.knowledge.sandbox.client import Answer, DocumentSource, Zygote, ZygoteLost
from nullus.knowledge.sandbox.limits import SandboxLimits
from nullus.knowledge.sandbox.prepared import Picture, Prepared
from nullus.knowledge.sandbox.walls import Levels

_BATCH = 64  # documents that one child reads; the kernel passes at most 253 descriptors at once


class Sandbox:
    """Reads documents of strangers in children that can do nothing else. Use it as an asynchronous context.

    Safe for concurrent use; at most `limits.parallel` children run. The fork server is started at the first need and again
    whenever it died. When this process dies, by whatever signal, nothing of it stays.
    """

    def __init__(self, limits: SandboxLimits | None = None) -> None:
        self.limits = limits or SandboxLimits()
        self._zygote: Zygote | None = None
        self._starting = asyncio.Lock()
        self._slots = asyncio.Semaphore(self.limits.parallel)
        self._recognising = asyncio.Semaphore(self.limits.parallel)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        zygote, self._zygote = self._zygote, None
        if zygote is not None:
            await zygote.stop()

    async def levels(self) -> Levels:
        """The walls that stand on this machine. Raises ParseFailed("unavailable") when the fork server does not start."""
        found = (await self._ready(check=False)).levels
        assert found is not None  # noqa: S101 - a started fork server has said so
        return found

    async def prepare(self, source: DocumentSource, name: str) -> Prepared:
        """Read, cut and analyse one document. Raises ParseFailed with the reason.

        `source` is a path, an open descriptor (stays the caller's) or bytes; `name` helps to tell the format.
        """
        [answer] = await self.prepare_many([(source, name)])
        if isinstance(answer, ParseFailed):
            raise answer
        return answer

    async def prepare_many(self, sources: Sequence[tuple[DocumentSource, str]]) -> list[Prepared | ParseFailed]:
        """Many documents with few children, which for small ones is several times faster; answers in the order given.

        Documents that share a child could, if one of them took it over, falsify each other's text: pass only documents
        that belong together (one workspace). When a child dies, each of its documents without answer gets its own.
        """
        answers: list[Prepared | ParseFailed] = []
        for at in range(0, len(sources), _BATCH):
            answers += await self._batch(sources[at : at + _BATCH])
        return answers

    async def _batch(self, sources: Sequence[tuple[DocumentSource, str]]) -> list[Prepared | ParseFailed]:
        files: list[int] = []
        try:
            for source, _ in sources:
                files.append(
                    await asyncio.to_thread(client.open_source, source)
                    if isinstance(source, bytes)
                    else client.open_source(source)
                )
            names = [name for _, name in sources]
            found, end = await self._run(names, files, {})
            answers = [answer for answer in found if not isinstance(answer, Picture)]
            if len(files) == 1 and not answers:
                answers = [client.failure_of(end)]
            done = [
                await self._recognised(a, n, f) if isinstance(a, NeedsOcr) else a
                for a, n, f in zip(answers, names, files, strict=False)
            ]
            for at in range(len(done), len(files)):
                done += await self._batch([(files[at], names[at])])
            return done
        finally:
            for file in files:
                os.close(file)

    async def _run(
        self, names: Sequence[str], files: Sequence[int], extra: dict[str, Any]
    ) -> tuple[list[Answer], client.Ending]:
        async with self._slots:
            for last in (False, True):
                zygote = await self._ready()
                try:
                    return await client.run(zygote, self.limits, names, files, extra)
                except ZygoteLost:
                    if last:
                        raise ParseFailed("unavailable", "the fork server died twice") from None
        raise AssertionError("unreachable")

    async def _ready(self, *, check: bool = True) -> Zygote:
        async with self._starting:
            if self._zygote is not None and not self._zygote.alive:
                await self._zygote.stop()
                self._zygote = None
            if self._zygote is None:
                self._zygote = await Zygote.start(self.limits.analyser)
            zygote = self._zygote
        if check and zygote.levels is not None and not (zygote.levels.enough or self.limits.allow_weak):
            raise ParseFailed("unavailable", "neither Landlock nor seccomp; allow_weak is off")
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
            pages = await asyncio.gather(
                *(self._page(program, name, file, page) for page in needed.pages), return_exceptions=True
            )
            for page, text in zip(needed.pages, pages, strict=True):
                if isinstance(text, ParseFailed):
                    if len(needed.pages) == 1:
                        return text
                elif isinstance(text, BaseException):
                    raise text
                else:
                    texts[page] = text
        recognised = client.descriptor_of(json.dumps(texts).encode())
        try:
            found, end = await self._run([name], [file, recognised], {"ocr": True})
        finally:
            os.close(recognised)
        answer = found[0] if found else client.failure_of(end)
        if isinstance(answer, Picture):
            return client.failure_of(end)
        if isinstance(answer, ParseFailed) and answer.reason == "empty" and program is None:
            return needed
        return answer

    async def _page(self, program: recognition.Program, name: str, file: int, page: int) -> str:
        async with self._recognising:
            found, end = await self._run([name], [file], {"draw": page})
            picture = found[0] if found else client.failure_of(end)
            if isinstance(picture, ParseFailed):
                raise picture
            if not isinstance(picture, Picture):
                raise ParseFailed("damaged", "no picture")
            return await recognition.recognise(program, picture, self.limits)


async def levels(limits: SandboxLimits | None = None) -> Levels:
    """The walls of this machine, for `doctor`."""
    async with Sandbox(limits) as sandbox:
        with suppress(ParseFailed):
            return await sandbox.levels()
    raise ParseFailed("unavailable", "the fork server did not start")
