"""Service accounts: programs with a role in one workspace and with nothing anywhere else."""

import asyncio

import pytest
from sqlalchemy import text
from tests.identity.spaces import acts_of, change_account, operator, space

from nullus.identity.spaces import members, programs
from nullus.identity.spaces.errors import BeyondYourRole, LastOwner, ProgramLimit, ProgramNotFound
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted


async def test_a_program_has_a_role_no_more_than_its_makers(database: Database) -> None:
    made = await space(database, "owner", "admin")
    async with database.transaction(made.admin) as tx:
        bot = await programs.create(tx, made.admin, "indexer", "editor")
        assert (bot.kind, bot.role, bot.name) == ("service", "editor", "indexer")
        assert [each.account_id for each in await programs.list_programs(tx, made.admin)] == [bot.account_id]
        with pytest.raises(BeyondYourRole):
            await programs.create(tx, made.admin, "king", "owner")
    assert await acts_of(database, made.id) == ["service_account.created"]


async def test_deleting_a_program_leaves_nothing_of_it(database: Database) -> None:
    made = await space(database, "owner")
    async with database.transaction(made.owner) as tx:
        bot = await programs.create(tx, made.owner, "indexer", "viewer")
        await programs.remove(tx, made.owner, bot.account_id)
        with pytest.raises(ProgramNotFound):
            await programs.get(tx, made.owner, bot.account_id)
    async with database.system_transaction() as tx:
        left = await tx.execute(text("select count(*) from identity.accounts where id = :id"), {"id": bot.account_id})
        assert left.scalar() == 0
    assert (await acts_of(database, made.id))[-1] == "service_account.deleted"


async def test_a_program_that_owns_a_workspace_does_not_keep_it(database: Database) -> None:
    made = await space(database, "owner")
    async with database.transaction(made.owner) as tx:
        await programs.create(tx, made.owner, "backup", "owner")
    with pytest.raises(LastOwner):
        async with database.transaction(made.owner) as tx:
            await members.remove(tx, made.owner, made.owner.person_id or new_id())


async def test_people_and_foreign_programs_are_no_programs_here(database: Database) -> None:
    made, other = await space(database, "owner", "viewer"), await space(database, "owner")
    async with database.transaction(other.owner) as tx:
        theirs = await programs.create(tx, other.owner, "theirs", "viewer")
    for wanted in (theirs.account_id, made.viewer.person_id, new_id()):
        assert wanted
        with pytest.raises(ProgramNotFound):
            async with database.transaction(made.owner) as tx:
                await programs.remove(tx, made.owner, wanted)
    assert await made.role_of(made.viewer.person_id) == "viewer"


async def test_only_who_manages_members_makes_programs(database: Database) -> None:
    made = await space(database, "owner", "editor")
    for act in (
        lambda tx: programs.create(tx, made.editor, "x", "viewer"),
        lambda tx: programs.list_programs(tx, made.editor),
    ):
        with pytest.raises(NotPermitted):
            async with database.transaction(made.editor) as tx:
                await act(tx)
    async with database.transaction(operator(made.id)) as tx:
        assert (await programs.create(tx, operator(made.id), "the operator's", "owner")).role == "owner"


async def test_a_tier_bounds_programs_however_many_are_made_at_once(database: Database) -> None:
    made = await space(database, "owner")
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.tiers (name, title_en, title_ko, limits) values ('two-programs', '2', '2', "
                "jsonb_build_object('service_accounts', 2))"
            )
        )
    await change_account(database, made.owner.person_id, tier="two-programs")

    async def make(actor: Actor) -> None:
        async with database.transaction(actor) as tx:
            await programs.create(tx, actor, "one of many", "viewer")

    ended = await asyncio.gather(*(make(made.owner) for _ in range(10)), return_exceptions=True)
    assert sum(each is None for each in ended) == 2
    assert sum(isinstance(each, ProgramLimit) for each in ended) == 8
