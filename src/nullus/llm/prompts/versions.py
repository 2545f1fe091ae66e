"""Versions of prompts: the package's own, and those that were written here: drafted, promoted, rolled back, never changed.

A version is what it is for ever, because answers name it. What is in use is one row, read again every two seconds by every
process, so that a promotion acts everywhere within five.
"""

import asyncio
import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from weakref import WeakKeyDictionary

from sqlalchemy import Row

from nullus import audit
from nullus.llm.prompts import catalogue, store, templates
from nullus.llm.prompts.catalogue import LANGUAGES, Declared, declared
from nullus.llm.prompts.errors import (
    PromptAtFirst,
    PromptInUse,
    PromptInvalid,
    PromptUnchanged,
    PromptVersionNotFound,
    TooManyVersions,
)
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import Language, Text

FRESH_SECONDS = 2.0
MOST_VERSIONS = 1000
_NUMBER = re.compile(r"(?:(?P<name>[a-z_]+)@|@)?(?P<number>[0-9]{1,6})")
Texts = Mapping[Language, str]
State = Literal["package", "draft", "current", "former"]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt as it is used: `id` names its version in answers (`answer.v1`, `answer@3`)."""

    id: str
    name: str
    language: Language
    text: str

    def fill(self, **values: str) -> str:
        """The text with its variables filled; values are never read as templates. Raises KeyError for one that is not given."""
        return templates.fill(self.text, values)


@dataclass(frozen=True, slots=True)
class Version:
    """One version. `number` is None for the package's own; `promoted_at` is when it was last taken into use."""

    id: str
    name: str
    number: int | None
    state: State
    texts: Texts
    based_on: str | None = None
    note: str = ""
    created_at: datetime | None = None
    promoted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """A prompt with the id of the version in use, and how many were written here."""

    declared: Declared
    current: str
    versions: int


async def current(db: Database, name: str, language: Language) -> Prompt:
    """The version in use, at most two seconds old. Raises PromptNotFound."""
    prompt = declared(name)
    found = (await _in_use(db)).get(name)
    if found is None:
        return Prompt(prompt.first, name, language, catalogue.first_text(name, language))
    return Prompt(_id(name, found.number), name, language, found.texts[language])


async def of_version(db: Database, name: str, version: str, language: Language) -> Prompt:
    """A version whether it is in use or not, as an evaluation of a draft needs it. Raises PromptVersionNotFound."""
    async with db.system_transaction() as tx:
        found = await get(tx, name, version)
    return Prompt(found.id, name, language, found.texts[language])


async def list_prompts(tx: Tx) -> list[Overview]:
    """Every prompt, by name."""
    rows = {row.name: row for row in await store.overview(tx)}
    found = []
    for name, prompt in sorted(catalogue.PROMPTS.items()):
        row = rows.get(name)
        number = row.current if row else None
        found.append(Overview(prompt, _id(name, number), row.versions if row else 0))
    return found


async def versions_of(tx: Tx, name: str) -> list[Version]:
    """Every version, the newest first, the package's own last. Raises PromptNotFound."""
    prompt = declared(name)
    number = await store.current(tx, name)
    rows = await store.versions(tx, name)
    return [*(_version(row, number) for row in rows), _package(prompt, number)]


async def get(tx: Tx, name: str, version: str) -> Version:
    """One version, by its id or number. Raises PromptNotFound, PromptVersionNotFound."""
    prompt = declared(name)
    in_use = await store.current(tx, name)
    number = _number(prompt, version)
    if number is None:
        return _package(prompt, in_use)
    row = await store.find(tx, name, number)
    if row is None:
        raise PromptVersionNotFound(name=name, version=version)
    return _version(row, in_use)


async def draft(
    tx: Tx, actor: Actor, name: str, texts: Texts, *, based_on: str | None = None, note: str = ""
) -> Version:
    """Write a version: what is given replaces the base's text in that language. It is used once it is promoted.

    `based_on`: the version in use where it is not said. Raises PromptInvalid for a text without a required variable, with an
    unknown one, or with what looks like an expression; PromptUnchanged, TooManyVersions.
    """
    actor.require("operate")
    prompt = declared(name)
    for language, given in texts.items():
        _check(prompt, language, given)
    await store.lock(tx, name)
    base = await get(tx, name, based_on or _id(name, await store.current(tx, name)))
    whole = {**base.texts, **texts}
    if whole == dict(base.texts):
        raise PromptUnchanged(version=base.id, name=name)
    number = await store.next_number(tx, name)
    if number > MOST_VERSIONS:
        raise TooManyVersions(name=name, limit=MOST_VERSIONS)
    await store.add(tx, name, number, whole, base.id, note)
    await _record(tx, actor, "prompt.drafted", name, number)
    return await get(tx, name, str(number))


async def promote(tx: Tx, actor: Actor, name: str, version: str) -> Version:
    """Take a version into use.

    Raises PromptNotFound, PromptVersionNotFound, PromptInUse; PromptInvalid for one that cannot be filled any more.
    """
    actor.require("operate")
    declared(name)
    await store.lock(tx, name)
    found = await get(tx, name, version)
    if found.number == await store.current(tx, name):
        raise PromptInUse(version=found.id, name=name)
    for language, text in found.texts.items():
        _check(declared(name), language, text)
    await store.promote(tx, name, found.number)
    await _record(tx, actor, "prompt.promoted", name, found.number)
    return await get(tx, name, found.id)


async def roll_back(tx: Tx, actor: Actor, name: str) -> Version:
    """Take back the last promotion: what was in use before it is in use again. Raises PromptAtFirst."""
    actor.require("operate")
    declared(name)
    await store.lock(tx, name)
    if not await store.roll_back(tx, name):
        raise PromptAtFirst(name=name)
    number = await store.current(tx, name)
    await _record(tx, actor, "prompt.rolled_back", name, number)
    return await get(tx, name, _id(name, number))


async def difference(tx: Tx, name: str, old: str, new: str) -> dict[Language, str]:
    """What changed from one version to another, as a unified diff for each language; empty where nothing did."""
    before, after = await get(tx, name, old), await get(tx, name, new)
    return {
        language: "".join(
            difflib.unified_diff(
                _lines(before.texts[language]),
                _lines(after.texts[language]),
                f"{before.id}.{language}",
                f"{after.id}.{language}",
            )
        )
        for language in LANGUAGES
    }


def _lines(text: str) -> Sequence[str]:
    return text.splitlines(keepends=True) if text.endswith("\n") else f"{text}\n".splitlines(keepends=True)


def _check(prompt: Declared, language: Language, text: str) -> None:
    faults = templates.check(text, required=prompt.required, known=prompt.known)
    if faults:
        raise PromptInvalid(name=prompt.name, language=language, problem=_problem(prompt, faults))


def _problem(prompt: Declared, faults: templates.Faults) -> Text:
    """The first fault, as part of a sentence. Texts are formatted when they are shown, so braces are doubled."""
    if faults.blank:
        return Text(en="it is blank", ko="비어 있습니다")
    if faults.too_long:
        most = templates.LONGEST
        return Text(en=f"it is longer than {most} characters", ko=f"{most}자를 넘습니다")
    if faults.unprintable:
        return Text(en="it holds control characters", ko="제어 문자가 들어 있습니다")
    if faults.expressions:
        shown = _plain(", ".join(faults.expressions))
        return Text(
            en=f"it holds what looks like an expression, and none is executed: {shown}",
            ko=f"식처럼 보이는 것이 들어 있습니다. 식은 실행하지 않습니다: {shown}",
        )
    if faults.unknown:
        shown, known = _places(faults.unknown), _places(sorted(prompt.known))
        return Text(
            en=f"it asks for {shown}, which nobody fills; there is {known}",
            ko=f"값이 없는 변수를 씁니다: {shown}. 쓸 수 있는 변수: {known}",
        )
    shown = _places(faults.missing)
    return Text(en=f"the variable {shown} is missing", ko=f"꼭 있어야 하는 변수가 없습니다: {shown}")


def _places(names: Sequence[str]) -> str:
    return _plain(", ".join("{" + each + "}" for each in names))


def _plain(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _number(prompt: Declared, version: str) -> int | None:
    """The number of a version by its id; None for the package's own. Raises PromptVersionNotFound."""
    if version in {prompt.first, prompt.first.partition(".")[2]}:
        return None
    match = _NUMBER.fullmatch(version)
    if match is None or match["name"] not in {None, prompt.name}:
        raise PromptVersionNotFound(name=prompt.name, version=version)
    return int(match["number"])


def _id(name: str, number: int | None) -> str:
    return catalogue.PROMPTS[name].first if number is None else f"{name}@{number}"


def _package(prompt: Declared, in_use: int | None) -> Version:
    texts = {language: catalogue.first_text(prompt.name, language) for language in LANGUAGES}
    return Version(prompt.first, prompt.name, None, "current" if in_use is None else "package", texts)


def _version(row: Row[Any], in_use: int | None) -> Version:
    state: State = "current" if row.number == in_use else "former" if row.promoted_at else "draft"
    return Version(
        f"{row.name}@{row.number}",
        row.name,
        row.number,
        state,
        row.texts,
        row.based_on,
        row.note,
        row.created_at,
        row.promoted_at,
    )


async def _record(tx: Tx, actor: Actor, action: str, name: str, number: int | None) -> None:
    await audit.record(tx, actor, action, object_kind="prompt", object_id=name, details={"version": _id(name, number)})


@dataclass(slots=True)
class _Seen:
    """What one process last saw in use."""

    rows: dict[str, Row[Any]]
    until: float


_seen: "WeakKeyDictionary[Database, _Seen]" = WeakKeyDictionary()


async def _in_use(db: Database) -> dict[str, Row[Any]]:
    """The promoted versions by name."""
    known = _seen.get(db)
    now = asyncio.get_running_loop().time()
    if known is None or now >= known.until:
        async with db.system_transaction() as tx:
            rows = await store.in_use(tx)
        known = _seen[db] = _Seen({row.name: row for row in rows}, now + FRESH_SECONDS)
    return known.rows
