"""Groups: named sets of a workspace's own members."""

import pytest
from tests.identity.spaces import acts_of, space

from nullus.identity.spaces import groups
from nullus.identity.spaces.errors import GroupExists, GroupNotFound, MemberNotFound
from nullus.kit import new_id
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted


async def test_a_group_is_made_renamed_filled_emptied_and_deleted(database: Database) -> None:
    made = await space(database, "admin", "viewer")
    admin, who = made.admin, made.viewer.person_id
    assert who
    async with database.transaction(admin) as tx:
        group = await groups.create(tx, admin, "연구팀")
        assert (await groups.rename(tx, admin, group.id, "연구 2팀")).name == "연구 2팀"
        for _ in range(2):
            assert (await groups.add_member(tx, admin, group.id, who)).member_ids == [who]
        assert [each.name for each in await groups.list_groups(tx, admin)] == ["연구 2팀"]
        for _ in range(2):
            assert (await groups.remove_member(tx, admin, group.id, who)).member_ids == []
        await groups.remove(tx, admin, group.id)
        with pytest.raises(GroupNotFound):
            await groups.get(tx, admin, group.id)
    assert await made.role_of(who) == "viewer"
    assert await acts_of(database, made.id) == [
        "group.created",
        "group.changed",
        "group_member.added",
        "group_member.removed",
        "group.deleted",
    ]


async def test_a_name_is_taken_once_in_a_workspace(database: Database) -> None:
    made, other = await space(database, "owner"), await space(database, "owner")
    async with database.transaction(made.owner) as tx:
        await groups.create(tx, made.owner, "a")
        second = await groups.create(tx, made.owner, "b")
        with pytest.raises(GroupExists):
            await groups.create(tx, made.owner, "a")
        with pytest.raises(GroupExists):
            await groups.rename(tx, made.owner, second.id, "a")
        assert (await groups.rename(tx, made.owner, second.id, "b")).name == "b"
    async with database.transaction(other.owner) as tx:
        await groups.create(tx, other.owner, "a")


async def test_editors_see_groups_and_do_not_change_them(database: Database) -> None:
    made = await space(database, "owner", "editor")
    async with database.transaction(made.owner) as tx:
        group = await groups.create(tx, made.owner, "a")
    for act in (
        lambda tx: groups.create(tx, made.editor, "b"),
        lambda tx: groups.rename(tx, made.editor, group.id, "b"),
        lambda tx: groups.add_member(tx, made.editor, group.id, made.editor.person_id or new_id()),
        lambda tx: groups.remove(tx, made.editor, group.id),
    ):
        with pytest.raises(NotPermitted):
            async with database.transaction(made.editor) as tx:
                await act(tx)
    async with database.transaction(made.editor) as tx:
        assert len(await groups.list_groups(tx, made.editor)) == 1


async def test_a_guest_sees_only_the_groups_and_the_places_of_its_own(database: Database) -> None:
    made = await space(database, "owner", "guest", "viewer")
    assert made.guest.person_id
    assert made.viewer.person_id
    async with database.transaction(made.owner) as tx:
        shared, hidden = await groups.create(tx, made.owner, "shared"), await groups.create(tx, made.owner, "hidden")
        for who in (made.guest.person_id, made.viewer.person_id):
            await groups.add_member(tx, made.owner, shared.id, who)
        await groups.add_member(tx, made.owner, hidden.id, made.viewer.person_id)
    async with database.transaction(made.guest) as tx:
        seen = await groups.list_groups(tx, made.guest)
        assert [(each.name, each.member_ids) for each in seen] == [("shared", [made.guest.person_id])]
        with pytest.raises(GroupNotFound):
            await groups.get(tx, made.guest, hidden.id)


async def test_foreign_groups_and_people_are_like_none(database: Database) -> None:
    made, other = await space(database, "owner", "viewer"), await space(database, "owner", "viewer")
    assert made.viewer.person_id
    assert other.viewer.person_id
    async with database.transaction(other.owner) as tx:
        theirs = await groups.create(tx, other.owner, "theirs")
        await groups.add_member(tx, other.owner, theirs.id, other.viewer.person_id)
    who = made.viewer.person_id
    for wanted in (theirs.id, new_id()):
        for act in (
            lambda tx, which: groups.get(tx, made.owner, which),
            lambda tx, which: groups.rename(tx, made.owner, which, "mine"),
            lambda tx, which: groups.remove(tx, made.owner, which),
            lambda tx, which: groups.add_member(tx, made.owner, which, who),
            lambda tx, which: groups.remove_member(tx, made.owner, which, who),
        ):
            with pytest.raises(GroupNotFound):
                async with database.transaction(made.owner) as tx:
                    await act(tx, wanted)
    async with database.transaction(made.owner) as tx:
        mine = await groups.create(tx, made.owner, "mine")
        with pytest.raises(MemberNotFound):
            await groups.add_member(tx, made.owner, mine.id, other.viewer.person_id)
    async with database.transaction(other.owner) as tx:
        assert (await groups.get(tx, other.owner, theirs.id)).member_ids == [other.viewer.person_id]
