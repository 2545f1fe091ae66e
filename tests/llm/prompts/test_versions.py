"""Versions of prompts: drafted, refused, compared, promoted, rolled back, and seen by every process."""

import asyncio
import time

import psycopg
import pytest
from sqlalchemy import text
from tests.conftest import somebody
from tests.postgres_server import SharedServer

from nullus.llm.prompts import current, of_version, versions
from nullus.llm.prompts.catalogue import first_text
from nullus.llm.prompts.errors import (
    PromptAtFirst,
    PromptInUse,
    PromptInvalid,
    PromptNotFound,
    PromptUnchanged,
    PromptVersionNotFound,
)
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted, NullusError
from nullus.platform.postgres import Access

OPERATOR = somebody("*", kind="operator")


@pytest.fixture(autouse=True)
async def untouched(database: Database) -> None:
    """Every prompt as the package has it, and nothing remembered."""
    async with database.system_transaction() as tx:
        await tx.execute(text("update llm.prompts set current = null, history = '{}'"))
    versions._seen.clear()


async def draft(db: Database, name: str = "answer", actor: Actor = OPERATOR, **texts: str) -> versions.Version:
    async with db.system_transaction() as tx:
        return await versions.draft(tx, actor, name, texts)  # type: ignore[arg-type]


async def promote(db: Database, version: str, name: str = "answer") -> versions.Version:
    async with db.system_transaction() as tx:
        return await versions.promote(tx, OPERATOR, name, version)


async def roll_back(db: Database, name: str = "answer") -> versions.Version:
    async with db.system_transaction() as tx:
        return await versions.roll_back(tx, OPERATOR, name)


async def in_use(db: Database, name: str = "answer") -> str:
    versions._seen.clear()
    return (await current(db, name, "en")).id


async def test_without_edits_the_package_speaks(database: Database) -> None:
    prompt = await current(database, "answer", "ko")
    assert (prompt.id, prompt.text) == ("answer.v1", first_text("answer", "ko"))
    assert "k3y" in prompt.fill(key="k3y")
    with pytest.raises(PromptNotFound):
        await current(database, "nonsense", "en")


async def test_a_draft_is_kept_but_not_used_until_it_is_promoted(database: Database) -> None:
    made = await draft(database, en="Short rules {key}.")
    assert made.state == "draft"
    assert made.based_on == "answer.v1"
    assert made.texts["ko"] == first_text("answer", "ko")
    assert await in_use(database) == "answer.v1"
    tried = await of_version(database, "answer", made.id, "en")
    assert (tried.id, tried.text) == (made.id, "Short rules {key}.")
    assert (await promote(database, made.id)).state == "current"
    assert await in_use(database) == made.id


async def test_promotions_are_taken_back_one_by_one(database: Database) -> None:
    first, second = await draft(database, en="one {key}"), await draft(database, en="two {key}")
    await promote(database, first.id)
    await promote(database, str(second.number))
    assert (await roll_back(database)).id == first.id
    assert await in_use(database) == first.id
    assert (await roll_back(database)).id == "answer.v1"
    with pytest.raises(PromptAtFirst):
        await roll_back(database)
    async with database.system_transaction() as tx:
        states = {each.id: each.state for each in await versions.versions_of(tx, "answer")}
    assert (states[first.id], states[second.id], states["answer.v1"]) == ("former", "former", "current")


async def test_the_package_version_can_be_promoted_again(database: Database) -> None:
    made = await draft(database, en="three {key}")
    await promote(database, made.id)
    await promote(database, "answer.v1")
    assert await in_use(database) == "answer.v1"
    assert (await roll_back(database)).id == made.id
    with pytest.raises(PromptInUse):
        await promote(database, made.id)


@pytest.mark.parametrize(
    ("name", "draft_text", "english", "korean"),
    [
        ("answer", "no key", "the variable {key} is missing", "없습니다: {key}"),
        (
            "answer",
            "{key} {user}",
            "asks for {user}, which nobody fills; there is {key}",
            "값이 없는 변수를 씁니다: {user}",
        ),
        ("translate", "{key}", "the variable {language} is missing", "{language}"),
        ("answer", "{key} {key.__class__}", "looks like an expression", "식처럼 보이는 것"),
        ("answer", "  ", "it is blank", "비어 있습니다"),
        ("answer", "{key}" + "x" * 20_000, "longer than 20000", "20000자"),
        ("answer", "{key}\0", "control characters", "제어 문자"),
    ],
)
async def test_a_draft_that_cannot_be_filled_is_refused_in_both_languages(
    database: Database, name: str, draft_text: str, english: str, korean: str
) -> None:
    with pytest.raises(PromptInvalid) as refused:
        await draft(database, name, en=draft_text)
    assert english in refused.value.message_in("en")
    assert korean in refused.value.message_in("ko")
    assert "{name}" in (refused.value.hint_in("en") or "")


async def test_nothing_new_unknown_versions_and_strangers_are_refused(database: Database) -> None:
    with pytest.raises(PromptUnchanged):
        await draft(database, en=first_text("answer", "en"))
    for version in ("answer@9999", "title@1", "answer.v2", "0", "@", "x", "answer@１", ""):
        with pytest.raises(PromptVersionNotFound):
            await of_version(database, "answer", version, "en")
    with pytest.raises(NotPermitted):
        await draft(database, actor=somebody("documents:write"), en="x {key}")


async def test_the_difference_is_a_unified_diff(database: Database) -> None:
    made = await draft(database, "title", en=first_text("title", "en").replace("three to eight", "two to four"))
    async with database.system_transaction() as tx:
        found = await versions.difference(tx, "title", "title.v1", made.id)
    assert found["ko"] == ""
    lines = found["en"].splitlines()
    assert lines[:2] == ["--- title.v1.en", f"+++ {made.id}.en"]
    assert "-1. Write a title of three to eight words that says what the conversation is about." in lines
    assert "+1. Write a title of two to four words that says what the conversation is about." in lines


async def test_another_process_uses_a_promotion_within_five_seconds(database: Database, access: Access) -> None:
    other = Database(access.app_url, pool_size=1)
    made = await draft(database, en="elsewhere {key}")
    assert (await current(other, "answer", "en")).id == "answer.v1"
    await promote(database, made.id)
    began = time.monotonic()
    while (await current(other, "answer", "en")).id != made.id:
        assert time.monotonic() - began < 5
        await asyncio.sleep(0.05)
    await other.close()


async def test_drafts_at_the_same_moment_get_numbers_of_their_own(database: Database) -> None:
    made = await asyncio.gather(*(draft(database, "rewrite", en=f"{{key}} {n}") for n in range(6)))
    assert sorted(each.number or 0 for each in made) == list(range(1, 7))


async def test_acts_are_in_the_audit_trail_without_the_text(
    database: Database, postgres_server: SharedServer, access: Access
) -> None:
    made = await draft(database, "judge", en="secret wording {key}")
    await promote(database, made.id, "judge")
    await roll_back(database, "judge")
    with psycopg.connect(postgres_server.superuser_url(access)) as connection:
        rows = connection.execute(
            "select action, details from audit.entries where object_id = 'judge' order by id"
        ).fetchall()
    assert [action for action, _ in rows] == ["prompt.drafted", "prompt.promoted", "prompt.rolled_back"]
    assert rows[-1][1] == {"version": "judge.v1"}
    assert "secret" not in str(rows)


async def test_a_workspace_cannot_write_prompts(database: Database) -> None:
    async with database.transaction(somebody()) as tx:
        seen = (await tx.execute(text("select count(*) from llm.prompt_versions"))).scalar_one()
    assert seen == 0
    with pytest.raises(Exception, match="row-level security"):
        async with database.transaction(somebody()) as tx:
            await tx.execute(text("insert into llm.prompts (name) values ('x')"))


def test_every_refusal_is_said_in_both_languages() -> None:
    from nullus.llm.prompts import errors

    kinds = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, NullusError)]
    for kind in kinds:
        if kind is not NullusError:
            assert kind.hint is not None
            assert kind.message.en != kind.message.ko


@pytest.mark.parametrize("version", ["0", "1", "answer.v1"])
async def test_a_prompt_that_nobody_declared_has_no_versions(database: Database, version: str) -> None:
    with pytest.raises(PromptNotFound):
        await promote(database, version, "0" * 60)
    async with database.system_transaction() as tx:
        with pytest.raises(PromptNotFound):
            await versions.roll_back(tx, OPERATOR, "0" * 60)
