"""Workspaces: mine and nobody else's; made within a tier's limit; where a session acts and a new person begins."""

import asyncio

import pytest
from sqlalchemy import text
from tests.identity.people import person
from tests.identity.spaces import acting, acts_of, change_account, operator, space

from nullus.identity.credentials import store
from nullus.identity.credentials.minting import digest
from nullus.identity.people.errors import AccountNeeded, WorkspaceNotFound
from nullus.identity.spaces import workspaces
from nullus.identity.spaces.errors import SessionNeeded, WorkspaceLimit
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted


async def session_of(database: Database, actor: Actor) -> None:
    """A live session row for an actor made by hand."""
    assert actor.credential_id
    async with database.system_transaction() as tx:
        await store.add_credential(
            tx,
            credential_id=actor.credential_id,
            workspace_id=actor.workspace_id,
            kind="session",
            name="",
            digest=digest(actor.credential_id.hex),
            scopes=["*"],
            expires_at=None,
            account_id=actor.person_id,
        )


async def test_people_see_the_workspaces_that_they_belong_to_and_no_others(database: Database) -> None:
    mine, other = await space(database, "owner"), await space(database, "owner", "viewer")
    await other.join("viewer", mine.owner.person_id)
    async with database.system_transaction() as tx:
        listed = await workspaces.list_mine(tx, mine.owner)
        assert {(each.id, each.role, each.members, each.current) for each in listed} == {
            (mine.id, "owner", 1, True),
            (other.id, "viewer", 3, False),
        }
        assert [each.id for each in await workspaces.list_mine(tx, other.viewer)] == [other.id]
        everything = await workspaces.list_mine(tx, operator(mine.id), limit=1000)
    assert {mine.id, other.id} <= {each.id for each in everything}


async def test_a_foreign_workspace_is_like_none(database: Database) -> None:
    mine, other = await space(database, "owner"), await space(database, "owner")
    key = Actor(
        "person", mine.id, mine.owner.person_id, new_id(), frozenset({"account"}), role="owner", credential="key"
    )
    await other.join("owner", mine.owner.person_id)
    stranger = (await space(database, "owner")).owner
    for actor, wanted in ((stranger, other.id), (stranger, new_id()), (key, other.id)):
        for call in (workspaces.get, lambda tx, who, which: workspaces.rename(tx, who, which, "x"), workspaces.switch):
            with pytest.raises(WorkspaceNotFound):
                async with database.system_transaction() as tx:
                    await call(tx, actor, wanted)


async def test_the_maker_owns_a_new_workspace(database: Database) -> None:
    mine = await space(database, "viewer")
    async with database.system_transaction() as tx:
        made = await workspaces.create(tx, mine.viewer, "새 공간")
    assert (made.name, made.role, made.members, made.current) == ("새 공간", "owner", 1, False)
    assert await acts_of(database, made.id) == ["workspace.created"]


async def test_a_tier_bounds_how_many_one_may_own_however_many_ask_at_once(database: Database) -> None:
    mine = await space(database, "viewer")
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.tiers (name, title_en, title_ko, limits) values ('three', '3', '3', "
                "jsonb_build_object('workspaces', 3))"
            )
        )
    await change_account(database, mine.viewer.person_id, tier="three")

    async def make() -> None:
        async with database.system_transaction() as tx:
            await workspaces.create(tx, mine.viewer, "one of many")

    ended = await asyncio.gather(*(make() for _ in range(20)), return_exceptions=True)
    assert sum(each is None for each in ended) == 3
    assert sum(isinstance(each, WorkspaceLimit) for each in ended) == 17


async def test_only_people_make_workspaces(database: Database) -> None:
    mine = await space(database, "owner")
    guest = await person(database)
    await change_account(database, guest, kind="guest")
    own_key = Actor("person", mine.id, mine.owner.person_id, scopes=frozenset({"account"}), credential="key")
    for actor in (acting(mine.id, guest, "guest"), own_key, Actor("key", mine.id, scopes=frozenset({"account"}))):
        with pytest.raises(AccountNeeded):
            async with database.system_transaction() as tx:
                await workspaces.create(tx, actor, "mine")


async def test_the_operator_makes_one_that_waits_for_its_owner(database: Database) -> None:
    first = await space(database)
    async with database.system_transaction() as tx:
        made = await workspaces.create(tx, operator(first.id), "for the team")
    assert (made.role, made.members) == (None, 0)


async def test_owners_rename_and_others_do_not(database: Database) -> None:
    mine = await space(database, "owner", "admin")
    async with database.system_transaction() as tx:
        assert (await workspaces.rename(tx, mine.owner, mine.id, "renamed")).name == "renamed"
        with pytest.raises(NotPermitted):
            await workspaces.rename(tx, mine.admin, mine.id, "taken")
    assert await acts_of(database, mine.id) == ["workspace.changed"]


async def test_rights_in_one_workspace_are_none_in_another(database: Database) -> None:
    mine, other = await space(database, "owner"), await space(database, "owner")
    await other.join("viewer", mine.owner.person_id)
    with pytest.raises(NotPermitted):
        async with database.system_transaction() as tx:
            await workspaces.rename(tx, mine.owner, other.id, "mine now")


async def test_a_session_moves_and_comes_back_there(database: Database) -> None:
    mine, other = await space(database, "owner"), await space(database, "owner")
    account = mine.owner.person_id
    await other.join("editor", account)
    await session_of(database, mine.owner)
    async with database.system_transaction() as tx:
        moved = await workspaces.switch(tx, mine.owner, other.id)
        assert (moved.id, moved.role, moved.current) == (other.id, "editor", True)
        row = await tx.execute(
            text(
                "select c.workspace_id, a.home_workspace_id from identity.credentials c "
                "join identity.accounts a on a.id = c.account_id where c.id = :id"
            ),
            {"id": mine.owner.credential_id},
        )
        assert tuple(row.one()) == (other.id, other.id)


async def test_a_key_stays_where_it_was_made(database: Database) -> None:
    mine = await space(database, "owner")
    key = Actor(
        "person", mine.id, mine.owner.person_id, new_id(), frozenset({"account"}), role="owner", credential="key"
    )
    with pytest.raises(SessionNeeded):
        async with database.system_transaction() as tx:
            await workspaces.switch(tx, key, mine.id)
    with pytest.raises(AccountNeeded):
        async with database.system_transaction() as tx:
            await workspaces.switch(tx, operator(mine.id), mine.id)


async def test_a_person_without_any_gets_one_of_their_own_once(database: Database) -> None:
    account = await person(database)
    async with database.system_transaction() as tx:
        homes = {await workspaces.make_home(tx, account, "ko") for _ in range(3)}
        (home,) = homes
        assert home
        found = await workspaces.get(tx, acting(home, account, "owner"), home)
    assert (found.name, found.role, found.members) == ("Somebody의 워크스페이스", "owner", 1)


async def test_many_sign_ins_at_once_make_one_personal_workspace(database: Database) -> None:
    account = await person(database)

    async def sign_in() -> object:
        async with database.system_transaction() as tx:
            return await workspaces.make_home(tx, account, "en")

    assert len(set(await asyncio.gather(*(sign_in() for _ in range(20))))) == 1


async def test_who_was_invited_begins_there_and_gets_no_other(database: Database) -> None:
    team = await space(database, "owner")
    account = await person(database)
    await team.join("viewer", account)
    async with database.system_transaction() as tx:
        assert await workspaces.make_home(tx, account, "en") == team.id
        assert len(await workspaces.list_mine(tx, acting(team.id, account, "viewer"))) == 1


async def test_who_was_taken_out_of_home_begins_elsewhere(database: Database) -> None:
    home, other = await space(database, "owner"), await space(database, "owner")
    account = await person(database)
    await other.join("viewer", account)
    await change_account(database, account, home_workspace_id=home.id)
    async with database.system_transaction() as tx:
        assert await workspaces.make_home(tx, account, "en") == other.id


async def test_a_tier_without_workspaces_gives_no_home(database: Database) -> None:
    account = await person(database)
    await change_account(database, account, tier="guest")
    async with database.system_transaction() as tx:
        assert await workspaces.make_home(tx, account, "en") is None
