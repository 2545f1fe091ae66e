"""Members: nobody gives more than they hold, the last owner stays, whoever goes has no rights left."""

import asyncio
import itertools

import pytest
from sqlalchemy import text
from tests.identity.people import person
from tests.identity.spaces import Space, acting, acts_of, change_account, operator, space

from nullus.identity.spaces import groups, members
from nullus.identity.spaces.errors import BeyondYourRole, LastOwner, MemberNotFound, SessionNeeded
from nullus.kit import new_id
from nullus.platform.actor import ROLE_SCOPES, Actor, Role
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted


async def give(made: Space, actor: Actor, to: Actor, role: Role) -> members.Member:
    assert to.person_id
    async with made.db.transaction(actor) as tx:
        return await members.change_role(tx, actor, to.person_id, role)


async def take_out(made: Space, actor: Actor, who: Actor) -> None:
    assert who.person_id
    if who.person_id == actor.person_id:
        async with made.db.system_transaction() as tx:
            await members.leave(tx, actor)
    else:
        async with made.db.transaction(actor) as tx:
            await members.remove(tx, actor, who.person_id)


async def test_the_list_shows_everybody_and_addresses_to_those_who_manage(database: Database) -> None:
    made = await space(database, "owner", "viewer")
    async with database.transaction(made.owner) as tx:
        listed = await members.list_members(tx, made.owner)
    assert [each.role for each in listed] == ["owner", "viewer"]
    assert all(each.email for each in listed)
    async with database.transaction(made.viewer) as tx:
        seen = await members.list_members(tx, made.viewer)
    assert [bool(each.email) for each in seen] == [False, True]


async def test_the_list_goes_on_after_its_last_one(database: Database) -> None:
    made = await space(database, "owner", "admin", "editor", "viewer")
    async with database.transaction(made.owner) as tx:
        first = await members.list_members(tx, made.owner, None, 2)
        rest = await members.list_members(tx, made.owner, first[-1].account_id, 10)
    assert [each.role for each in (*first, *rest)] == ["owner", "admin", "editor", "viewer"]


@pytest.mark.parametrize(
    ("by", "of", "to", "may"),
    [
        ("owner", "admin", "owner", True),
        ("owner", "viewer", "guest", True),
        ("admin", "viewer", "editor", True),
        ("admin", "viewer", "admin", True),
        ("admin", "viewer", "owner", False),
        ("admin", "owner", "viewer", False),
        ("admin", "admin", "owner", False),
    ],
)
async def test_nobody_gives_more_than_they_hold(database: Database, by: Role, of: Role, to: Role, may: bool) -> None:
    made = await space(database, "owner", "admin", "viewer")
    other = made.actors[of] if of != by else await made.join(of)
    await made.join("owner")
    if may:
        assert (await give(made, made.actors[by], other, to)).role == to
        assert await acts_of(database, made.id) == ["member.changed"]
    else:
        with pytest.raises(BeyondYourRole):
            await give(made, made.actors[by], other, to)
        assert await made.role_of(other.person_id) == of


@pytest.mark.parametrize("by", ["editor", "viewer", "guest"])
async def test_others_do_not_manage_members(database: Database, by: Role) -> None:
    made = await space(database, "owner", by)
    for act in (give(made, made.actors[by], made.actors[by], "admin"), take_out(made, made.actors[by], made.owner)):
        with pytest.raises((NotPermitted, MemberNotFound)):
            await act
    assert await made.role_of(made.owner.person_id) == "owner"


async def test_a_key_with_less_than_its_maker_gives_less(database: Database) -> None:
    made = await space(database, "owner", "viewer")
    narrow = Actor(
        "person",
        made.id,
        made.owner.person_id,
        new_id(),
        frozenset({"members", "account"}),
        role="owner",
        credential="key",
    )
    with pytest.raises(BeyondYourRole):
        await give(made, narrow, made.viewer, "admin")


async def test_what_counts_is_the_role_of_now(database: Database) -> None:
    made = await space(database, "owner", "admin", "viewer")
    await give(made, made.owner, made.admin, "viewer")
    with pytest.raises(BeyondYourRole):  # its credential was looked up while it was still an admin's
        await give(made, made.admin, made.viewer, "editor")


async def test_a_suspended_admin_gives_nothing(database: Database) -> None:
    made = await space(database, "owner", "admin", "viewer")
    await change_account(database, made.admin.person_id, state="suspended")
    with pytest.raises(BeyondYourRole):
        await give(made, made.admin, made.viewer, "editor")


async def test_the_operator_may_do_all_of_it(database: Database) -> None:
    made = await space(database, "owner", "viewer")
    assert (await give(made, operator(made.id), made.viewer, "owner")).role == "owner"
    await take_out(made, operator(made.id), made.owner)
    with pytest.raises(LastOwner):
        await take_out(made, operator(made.id), made.viewer)


async def test_the_last_owner_neither_leaves_nor_steps_down(database: Database) -> None:
    made = await space(database, "owner", "admin")
    with pytest.raises(LastOwner):
        await take_out(made, made.owner, made.owner)
    with pytest.raises(LastOwner):
        await give(made, made.owner, made.owner, "admin")
    assert await made.role_of(made.owner.person_id) == "owner"


async def test_of_fifty_owners_that_leave_at_once_one_stays(database: Database) -> None:
    made = await space(database)
    owners = [await made.join("owner") for _ in range(50)]

    async def go(number: int) -> None:
        if number % 2:
            await take_out(made, owners[number], owners[number])
        else:
            await give(made, owners[number], owners[number], "viewer")

    ended = await asyncio.gather(*(go(number) for number in range(50)), return_exceptions=True)
    refused = [each for each in ended if each is not None]
    assert [type(each) for each in refused] == [LastOwner]
    roles = [await made.role_of(each.person_id) for each in owners]
    assert roles.count("owner") == 1


async def test_two_owners_that_remove_each_other_at_once_leave_one(database: Database) -> None:
    for _ in range(5):
        made = await space(database, "owner")
        other = await made.join("owner")
        await asyncio.gather(
            take_out(made, made.owner, other), take_out(made, other, made.owner), return_exceptions=True
        )
        roles = {await made.role_of(made.owner.person_id), await made.role_of(other.person_id)}
        assert roles == {"owner", None}


async def test_anybody_may_leave(database: Database) -> None:
    made = await space(database, "owner", "guest", "viewer")
    for each in (made.guest, made.viewer):
        await take_out(made, each, each)
        assert await made.role_of(each.person_id) is None
    assert await acts_of(database, made.id) == ["member.removed", "member.removed"]


async def test_who_is_removed_leaves_no_keys_and_no_groups(database: Database) -> None:
    made = await space(database, "owner", "editor")
    account = made.editor.person_id
    assert account
    async with database.transaction(made.owner) as tx:
        group = await groups.create(tx, made.owner, "team")
        await groups.add_member(tx, made.owner, group.id, account)
    async with database.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.credentials (id, workspace_id, kind, name, hash, scopes, account_id) "
                "values (:id, :workspace, 'key', 'k', :hash, '{}', :account)"
            ),
            {"id": new_id(), "workspace": made.id, "hash": new_id().bytes, "account": account},
        )
    await take_out(made, made.owner, made.editor)
    async with database.system_transaction() as tx:
        live = await tx.execute(
            text("select count(*) from identity.credentials where account_id = :id and revoked_at is null"),
            {"id": account},
        )
        assert live.scalar() == 0
    async with database.transaction(made.owner) as tx:
        assert (await groups.get(tx, made.owner, group.id)).member_ids == []


async def test_an_owner_hands_over(database: Database) -> None:
    made = await space(database, "owner", "viewer", "admin")
    assert made.viewer.person_id
    async with database.transaction(made.owner) as tx:
        assert (await members.hand_over(tx, made.owner, made.viewer.person_id)).role == "owner"
    assert await made.role_of(made.owner.person_id) == "admin"
    with pytest.raises(NotPermitted):
        async with database.transaction(made.admin) as tx:
            await members.hand_over(tx, made.admin, made.viewer.person_id)
    with pytest.raises(BeyondYourRole):  # no longer an owner, whatever its credential says
        async with database.transaction(made.owner) as tx:
            await members.hand_over(tx, made.owner, made.viewer.person_id)


async def test_people_of_other_workspaces_are_like_nobody(database: Database) -> None:
    made, other = await space(database, "owner", "viewer"), await space(database, "owner", "viewer")
    for wanted in (other.viewer.person_id, other.owner.person_id, new_id(), await person(database)):
        assert wanted
        for act in (
            lambda tx, who: members.get(tx, made.owner, who),
            lambda tx, who: members.change_role(tx, made.owner, who, "viewer"),
            lambda tx, who: members.remove(tx, made.owner, who),
            lambda tx, who: members.hand_over(tx, made.owner, who),
        ):
            with pytest.raises(MemberNotFound):
                async with database.transaction(made.owner) as tx:
                    await act(tx, wanted)
    assert await other.role_of(other.viewer.person_id) == "viewer"


async def test_an_owner_of_one_workspace_is_nothing_in_the_next(database: Database) -> None:
    made, other = await space(database, "owner"), await space(database, "owner", "viewer")
    account = made.owner.person_id
    assert account
    pretending = acting(other.id, account, "owner")
    with pytest.raises((BeyondYourRole, MemberNotFound)):
        await give(other, pretending, other.viewer, "admin")


def test_every_role_holds_less_than_the_one_above() -> None:
    scopes = [ROLE_SCOPES[role] for role in ("owner", "admin", "editor", "viewer", "guest")]
    assert all(lower < upper for upper, lower in itertools.pairwise(scopes))


async def test_a_key_does_not_leave_for_its_maker(database: Database) -> None:
    made = await space(database, "owner", "viewer")
    key = Actor(
        "person", made.id, made.viewer.person_id, new_id(), frozenset({"account"}), role="viewer", credential="key"
    )
    with pytest.raises(SessionNeeded):
        await take_out(made, key, key)
    assert await made.role_of(made.viewer.person_id) == "viewer"
