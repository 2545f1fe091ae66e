"""Invitations: a code gives what its inviter may give at that moment, as often as it says and no more."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from tests.identity.people import person
from tests.identity.spaces import Space, acting, acts_of, change_account, operator, space

from nullus.identity.people.errors import AccountNeeded, EmailRefused
from nullus.identity.spaces import groups, invitations, members
from nullus.identity.spaces.errors import (
    AlreadyMember,
    BeyondYourRole,
    GroupNotFound,
    InvitationCounted,
    InvitationNotFound,
    InvitationNotValid,
    TierNotOffered,
    TooMany,
)
from nullus.identity.spaces.invitations import Invitation, Wanted
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database
from nullus.platform.errors import NotPermitted


async def invite(made: Space, actor: Actor, wanted: Wanted) -> tuple[Invitation, str]:
    async with made.db.transaction(actor) as tx:
        return await invitations.create(tx, actor, wanted)


async def redeem(database: Database, account_id: UUID, code: str) -> invitations.Redeemed:
    async with database.system_transaction() as tx:
        return await invitations.redeem(tx, account_id, code)


async def test_a_code_lets_one_person_in_once(database: Database) -> None:
    made = await space(database, "admin")
    invitation, code = await invite(made, made.admin, Wanted("editor", note="for Kim"))
    assert code.startswith("nli_")
    first, second = await person(database), await person(database)
    found = await redeem(database, first, code)
    assert (found.workspace_id, found.role, found.tier) == (made.id, "editor", "stargazer")
    assert await made.role_of(first) == "editor"
    with pytest.raises(InvitationNotValid):
        await redeem(database, second, code)
    async with database.transaction(made.admin) as tx:
        listed = await invitations.list_invitations(tx, made.admin)
    assert [(each.id, each.uses, each.open, each.note) for each in listed] == [(invitation.id, 1, False, "for Kim")]
    assert await acts_of(database, made.id) == ["invitation.created", "invitation.redeemed"]


async def test_the_database_holds_only_a_digest_of_the_code(database: Database) -> None:
    made = await space(database, "admin")
    _, code = await invite(made, made.admin, Wanted("viewer"))
    async with database.system_transaction() as tx:
        for table in ("credentials", "invitations"):
            rows = (await tx.execute(text(f"select t::text from identity.{table} t"))).scalars().all()
            assert not [row for row in rows if code[4:] in row]


@pytest.mark.parametrize("uses", [1, 3])
async def test_of_fifty_at_once_exactly_so_many_get_in(database: Database, uses: int) -> None:
    made = await space(database, "admin")
    _, code = await invite(made, made.admin, Wanted("viewer", uses=uses))
    accounts = [await person(database) for _ in range(50)]
    ended = await asyncio.gather(*(redeem(database, each, code) for each in accounts), return_exceptions=True)
    assert sum(isinstance(each, invitations.Redeemed) for each in ended) == uses
    assert sum(isinstance(each, InvitationNotValid) for each in ended) == 50 - uses
    roles = [await made.role_of(each) for each in accounts]
    assert roles.count("viewer") == uses


async def test_one_person_fifty_times_at_once_is_one_membership_and_one_use(database: Database) -> None:
    made = await space(database, "admin")
    invitation, code = await invite(made, made.admin, Wanted("viewer", uses=50))
    account = await person(database)
    ended = await asyncio.gather(*(redeem(database, account, code) for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(each, invitations.Redeemed) for each in ended) == 1
    assert sum(isinstance(each, AlreadyMember) for each in ended) == 49
    async with database.transaction(made.admin) as tx:
        assert (await invitations.get(tx, made.admin, invitation.id)).uses == 1


async def test_revoking_and_redeeming_at_once_never_do_both(database: Database) -> None:
    made = await space(database, "admin")
    for _ in range(5):
        invitation, code = await invite(made, made.admin, Wanted("viewer"))
        account = await person(database)

        async def withdraw(which: UUID = invitation.id) -> None:
            async with database.transaction(made.admin) as tx:
                await invitations.revoke(tx, made.admin, which)

        ended = await asyncio.gather(redeem(database, account, code), withdraw(), return_exceptions=True)
        assert (await made.role_of(account) == "viewer") == isinstance(ended[0], invitations.Redeemed)
        with pytest.raises(InvitationNotValid):
            await redeem(database, await person(database), code)


async def test_a_bound_one_is_for_its_address_only(database: Database) -> None:
    made = await space(database, "admin")
    name = new_id().hex
    _, code = await invite(made, made.admin, Wanted("viewer", email=f" {name}@Example.ORG "))
    with pytest.raises(InvitationNotValid):
        await redeem(database, await person(database), code)
    assert (await redeem(database, await person(database, f"{name}@example.org"), code)).role == "viewer"


async def test_no_longer_valid_ones_answer_like_those_that_never_were(database: Database) -> None:
    made = await space(database, "admin")
    revoked, revoked_code = await invite(made, made.admin, Wanted("viewer"))
    _, old_code = await invite(made, made.admin, Wanted("viewer", expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    async with database.transaction(made.admin) as tx:
        await invitations.revoke(tx, made.admin, revoked.id)
    account, sentences = await person(database), set()
    for code in (
        revoked_code,
        old_code,
        "",
        "nli_",
        "nli_" + "x" * 43,
        "nlk_" + "x" * 43,
        "\0",
        "\udcff",
        "' or true --",
    ):
        for ask in (redeem(database, account, code), look(database, code)):
            with pytest.raises(InvitationNotValid) as refused:
                await ask
            sentences.add(refused.value.message_in("en"))
    assert len(sentences) == 1
    assert await made.role_of(account) is None


async def look(database: Database, code: str) -> invitations.Preview:
    async with database.system_transaction() as tx:
        return await invitations.preview(tx, code)


async def test_a_look_tells_the_workspace_and_the_inviter_and_uses_nothing_up(database: Database) -> None:
    made = await space(database, "admin")
    _, code = await invite(made, made.admin, Wanted("viewer"))
    for _ in range(3):
        assert await look(database, code) == invitations.Preview(f"space {made.id.hex[-6:]}", "Somebody")
    assert (await redeem(database, await person(database), code)).role == "viewer"
    _, code = await invite(made, operator(made.id), Wanted("viewer"))
    assert (await look(database, code)).inviter == ""


async def test_nobody_invites_beyond_their_role(database: Database) -> None:
    made = await space(database, "owner", "admin", "editor")
    with pytest.raises(BeyondYourRole):
        await invite(made, made.admin, Wanted("owner"))
    with pytest.raises(NotPermitted):
        await invite(made, made.editor, Wanted("viewer"))
    with pytest.raises(NotPermitted):
        await invite(made, made.owner, Wanted("viewer", tier="protostar"))
    assert (await invite(made, made.owner, Wanted("owner")))[0].role == "owner"


async def test_an_inviter_who_lost_the_right_lets_nobody_in(database: Database) -> None:
    made = await space(database, "owner", "viewer")
    for fall in ("demoted", "suspended", "removed", "deleted"):
        admin = await made.join("admin")
        assert admin.person_id
        _, code = await invite(made, admin, Wanted("viewer"))
        if fall == "suspended":
            await change_account(database, admin.person_id, state="suspended")
        elif fall == "deleted":
            async with database.system_transaction() as tx:
                await tx.execute(text("delete from identity.accounts where id = :id"), {"id": admin.person_id})
        else:
            async with database.transaction(made.owner) as tx:
                if fall == "demoted":
                    await members.change_role(tx, made.owner, admin.person_id, "viewer")
                else:
                    await members.remove(tx, made.owner, admin.person_id)
        account = await person(database)
        for ask in (redeem(database, account, code), look(database, code)):
            with pytest.raises(InvitationNotValid):
                await ask
        assert await made.role_of(account) is None


async def test_an_inviter_who_fell_a_step_lets_in_only_up_to_there(database: Database) -> None:
    made = await space(database, "owner")
    second = await made.join("owner")
    assert second.person_id
    _, high = await invite(made, second, Wanted("owner"))
    _, low = await invite(made, second, Wanted("viewer"))
    async with database.transaction(made.owner) as tx:
        await members.change_role(tx, made.owner, second.person_id, "admin")
    with pytest.raises(InvitationNotValid):
        await redeem(database, await person(database), high)
    assert (await redeem(database, await person(database), low)).role == "viewer"


async def test_demoting_and_redeeming_at_once_gives_no_more_than_is_left(database: Database) -> None:
    made = await space(database, "owner")
    for _ in range(5):
        admin = await made.join("admin")
        _, code = await invite(made, admin, Wanted("admin"))
        account = await person(database)

        async def demote(who: UUID | None = admin.person_id) -> None:
            assert who
            async with database.transaction(made.owner) as tx:
                await members.change_role(tx, made.owner, who, "viewer")

        await asyncio.gather(demote(), redeem(database, account, code), return_exceptions=True)
        with pytest.raises(InvitationNotValid):
            await redeem(database, await person(database), code)


async def test_only_operators_of_the_service_give_tiers(database: Database) -> None:
    made = await space(database, "owner", "viewer")
    with pytest.raises(NotPermitted):
        await invite(made, made.owner, Wanted("viewer", tier="protostar"))
    await change_account(database, made.viewer.person_id, platform_roles=["operator"])
    giver = acting(made.id, made.viewer.person_id or new_id(), "viewer", "operator")
    invitation, code = await invite(made, giver, Wanted(tier="protostar", uses=2))
    assert invitation.role is None
    account = await person(database)
    found = await redeem(database, account, code)
    assert (found.workspace_id, found.role, found.tier) == (None, None, "protostar")
    assert await made.role_of(account) is None
    await change_account(database, made.viewer.person_id, platform_roles=[])
    with pytest.raises(InvitationNotValid):
        await redeem(database, await person(database), code)


async def test_a_workspace_has_only_so_many_open_invitations(database: Database) -> None:
    made = await space(database, "owner")
    await invite(made, made.owner, Wanted("viewer"))
    codes = (
        "insert into identity.credentials (id, workspace_id, kind, name, hash, scopes, expires_at) select gen_random_uuid(), "
        "cast(:w as uuid), 'invitation', 'many', sha256(convert_to(cast(:w as text) || n, 'UTF8')), '{}', "
        "now() + interval '1 day' from generate_series(2, :most) n"
    )
    theirs = (
        "insert into identity.invitations (workspace_id, id, credential_id, role, group_ids, uses_max, note) "
        "select workspace_id, gen_random_uuid(), id, 'viewer', '{}', 1, '' from identity.credentials "
        "where workspace_id = cast(:w as uuid) and name = 'many'"
    )
    async with database.system_transaction() as tx:
        await tx.execute(text(codes), {"w": str(made.id), "most": invitations.MOST})
        await tx.execute(text(theirs), {"w": str(made.id)})
    with pytest.raises(TooMany):
        await invite(made, made.owner, Wanted("viewer"))


async def test_a_code_never_takes_away(database: Database) -> None:
    made = await space(database, "owner", "editor")
    await change_account(database, made.editor.person_id, tier="protostar")
    _, code = await invite(made, operator(made.id), Wanted("viewer", tier="stargazer"))
    with pytest.raises(AlreadyMember):
        await redeem(database, made.editor.person_id or new_id(), code)
    assert await made.role_of(made.editor.person_id) == "editor"
    _, better = await invite(made, made.owner, Wanted("admin"))
    found = await redeem(database, made.editor.person_id or new_id(), better)
    assert (found.role, found.tier) == ("admin", "protostar")


async def test_without_a_role_it_is_a_viewers_unless_it_gives_only_a_tier(database: Database) -> None:
    made = await space(database)
    async with database.transaction(operator(made.id)) as tx:
        group = await groups.create(tx, operator(made.id), "a")
    for wanted, role in (
        (Wanted(), "viewer"),
        (Wanted(tier="protostar"), None),
        (Wanted(tier="protostar", group_ids=[group.id]), "viewer"),
    ):
        assert (await invite(made, operator(made.id), wanted))[0].role == role


async def test_inviting_oneself_gains_nothing(database: Database) -> None:
    made = await space(database, "admin")
    _, code = await invite(made, made.admin, Wanted("admin"))
    with pytest.raises(AlreadyMember):
        await redeem(database, made.admin.person_id or new_id(), code)


async def test_groups_come_with_it_and_only_those_of_the_workspace(database: Database) -> None:
    made, other = await space(database, "owner"), await space(database, "owner")
    async with database.transaction(made.owner) as tx:
        kept, gone = await groups.create(tx, made.owner, "kept"), await groups.create(tx, made.owner, "gone")
    async with database.transaction(other.owner) as tx:
        theirs = await groups.create(tx, other.owner, "theirs")
    _, code = await invite(made, made.owner, Wanted("viewer", group_ids=[kept.id, gone.id]))
    for wanted in (theirs.id, new_id()):
        with pytest.raises(GroupNotFound):
            await invite(made, made.owner, Wanted("viewer", group_ids=[kept.id, wanted]))
    async with database.transaction(made.owner) as tx:
        await groups.remove(tx, made.owner, gone.id)
    account = await person(database)
    await redeem(database, account, code)
    async with database.transaction(made.owner) as tx:
        assert (await groups.get(tx, made.owner, kept.id)).member_ids == [account]


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Wanted(group_ids=[UUID(int=1)]), GroupNotFound),
        (Wanted("viewer", email="a@example.org", uses=2), InvitationCounted),
        (Wanted("viewer", email="nobody"), EmailRefused),
        (Wanted("viewer", email="a@example.org\r\nBcc: b@example.org"), EmailRefused),
        (Wanted(tier="no such tier"), TierNotOffered),
    ],
)
async def test_what_cannot_be_invited_is_refused(database: Database, wanted: Wanted, error: type[Exception]) -> None:
    made = await space(database)
    with pytest.raises(error):
        await invite(made, operator(made.id), wanted)


async def test_only_accounts_that_may_sign_in_redeem(database: Database) -> None:
    made = await space(database, "admin")
    _, code = await invite(made, made.admin, Wanted("viewer"))
    suspended, guest = await person(database, state="suspended"), await person(database)
    await change_account(database, guest, kind="guest")
    with pytest.raises(InvitationNotValid):
        await redeem(database, suspended, code)
    for account in (guest, new_id()):
        with pytest.raises(AccountNeeded):
            await redeem(database, account, code)
    assert (await redeem(database, await person(database), code)).role == "viewer"


async def test_the_first_invitation_makes_a_home(database: Database) -> None:
    made, other = await space(database, "admin"), await space(database, "admin")
    account = await person(database)
    for each in (made, other):
        _, code = await invite(each, each.admin, Wanted("viewer"))
        await redeem(database, account, code)
    async with database.system_transaction() as tx:
        home = await tx.execute(text("select home_workspace_id from identity.accounts where id = :id"), {"id": account})
        assert home.scalar() == made.id


async def test_a_foreign_invitation_is_like_none(database: Database) -> None:
    made, other = await space(database, "owner", "viewer"), await space(database, "owner")
    theirs, code = await invite(other, other.owner, Wanted("viewer"))
    mine, _ = await invite(made, made.owner, Wanted("viewer"))
    for actor, wanted in ((made.owner, theirs.id), (made.owner, new_id()), (made.viewer, mine.id)):
        for act in (invitations.get, invitations.revoke):
            with pytest.raises(InvitationNotFound):
                async with database.transaction(actor) as tx:
                    await act(tx, actor, wanted)
    async with database.transaction(made.viewer) as tx:
        assert await invitations.list_invitations(tx, made.viewer) == []
    assert (await redeem(database, await person(database), code)).role == "viewer"


async def test_a_mailed_code_replaces_the_one_before(database: Database) -> None:
    made = await space(database, "admin")
    name = f"{new_id().hex}@example.org"
    invitation, code = await invite(made, made.admin, Wanted("viewer", email=name))
    async with database.system_transaction() as tx:
        mailed = await invitations.address(tx, made.id, invitation.id)
    assert mailed
    assert mailed.to == name
    account = await person(database, name)
    with pytest.raises(InvitationNotValid):
        await redeem(database, account, code)
    assert (await redeem(database, account, mailed.code)).role == "viewer"
    async with database.system_transaction() as tx:
        assert await invitations.address(tx, made.id, invitation.id) is None
