"""Every call × every id in it, at any depth × everybody who has no business there: denied alike, and nothing has changed.

The calls are read from the assembled app, so none can be forgotten; an id of a kind that has no sample fails here.
"""

import json

import httpx
import pytest
from tests.matrix.calls import Call, IdField, calls, unnamed_ids
from tests.matrix.samples import SAMPLES
from tests.matrix.world import Identity, Place, World

from nullus.platform.actor import ROLE_SCOPES, SCOPES
from nullus.platform.web import PUBLIC

CASES = [(call, field) for call in calls() for field in call.ids]
NAMES = [f"{call} {field}" for call, field in CASES]
# A viewer belongs to the victim's workspace: their own session may act there.
SHARED = {("a viewer", "switchWorkspace")}
NOWHERE = "5eed0000-0000-4000-8000-00000000000a"
CLOSED = [call for call in calls() if call.policy != PUBLIC]


def test_every_id_of_every_call_says_of_what_it_is() -> None:
    assert not unnamed_ids(), "take these by a Loader or a Ref (docs/explanation/calls.md)"


def test_every_kind_of_id_has_a_sample() -> None:
    kinds = {field.kind: str(call) for call, field in CASES}
    missing = {kind: call for kind, call in kinds.items() if kind not in SAMPLES}
    assert not missing, f"say in tests/matrix/samples.py how one of these is made: {missing}"
    assert not set(SAMPLES) - set(kinds), "no call takes these any more"


@pytest.mark.parametrize(("call", "field"), CASES, ids=NAMES)
async def test_an_id_of_others_is_answered_like_one_that_never_was(
    world: World, victim: Place, identities: list[Identity], call: Call, field: IdField
) -> None:
    members = [each.account_id for each in identities if each.account_id]  # what they leave of their own is theirs
    before = world.fingerprint(victim, but=members)
    for identity in identities:
        if (identity.name, call.description["operationId"]) in SHARED:
            continue
        foreign = await asked(identity, call, {field: victim.samples[field.kind]})
        never = await asked(identity, call, {field: SAMPLES[field.kind].never})
        shown = f"{identity.name}: {foreign.status_code} {foreign.text[:300]} / {never.status_code} {never.text[:300]}"
        assert foreign.status_code < 500 > never.status_code, shown
        if not identity.known:
            assert foreign.status_code == never.status_code == 401, shown
        elif identity.within is not None:
            if call.policy in SCOPES and call.policy not in ROLE_SCOPES[identity.within]:
                assert foreign.status_code == never.status_code == 403, shown
            elif identity.within == "guest":
                assert foreign.status_code == 404, shown
                assert same(foreign, victim.samples[field.kind]) == same(never, SAMPLES[field.kind].never), shown
        else:
            assert foreign.status_code == (404 if holds(identity, call) else 403), shown
            assert same(foreign, victim.samples[field.kind]) == same(never, SAMPLES[field.kind].never), shown
    assert world.fingerprint(victim, but=members) == before


@pytest.mark.parametrize(("call", "field"), CASES, ids=NAMES)
async def test_the_owner_of_an_object_is_let_through(world: World, call: Call, field: IdField) -> None:
    """Else the refusals above would prove nothing."""
    place = await world.place("owner")
    place.samples = {each.kind: await SAMPLES[each.kind].make(place) for each in call.ids}
    client = await world.operator() if SAMPLES[field.kind].operators else place.client
    answer = await asked(Identity("the owner", client, place), call, {field: place.samples[field.kind]})
    assert answer.status_code not in {401, 403, 404, 405, 422}, answer.text
    assert answer.status_code < 500 or answer.json()["resultCode"] == "NO_MODEL", answer.text  # there is none here


@pytest.mark.parametrize("call", CLOSED, ids=map(str, CLOSED))
async def test_nobody_gets_past_the_door(identities: list[Identity], call: Call) -> None:
    for identity in identities:
        if not identity.known:
            answer = await asked(identity, call, {})
            assert answer.status_code == 401, f"{identity.name}: {answer.text}"


@pytest.mark.parametrize("call", CLOSED, ids=map(str, CLOSED))
async def test_a_workspace_of_others_cannot_be_entered_by_naming_it(
    victim: Place, identities: list[Identity], call: Call
) -> None:
    for identity in identities:
        if identity.known and identity.within is None:
            answers = []
            for workspace in (victim.workspace_id, NOWHERE):
                request = call.request(own(identity, call))
                request["headers"] = {**request.get("headers", {}), "X-Nullus-Workspace": workspace}
                answers.append(same(await identity.client.request(**request), workspace))
            assert answers[0] == answers[1], identity.name
            assert answers[0].startswith("404 "), answers


async def asked(identity: Identity, call: Call, given: dict[IdField, object]) -> httpx.Response:
    """Send a call; ids that it needs and that are not given are the asker's own, the others are left out."""
    return await identity.client.request(**call.request({**own(identity, call), **given}))


def own(identity: Identity, call: Call) -> dict[IdField, object]:
    """The asker's own objects for the ids that the call needs."""
    samples = identity.place.samples
    return {field: samples[field.kind] for field in call.ids if call.needs(field) and field.kind in samples}


def holds(identity: Identity, call: Call) -> bool:
    role = "admin" if identity.name == "an admin elsewhere" else "owner"
    return call.policy not in SCOPES or call.policy in ROLE_SCOPES[role]  # type: ignore[index]


def same(answer: httpx.Response, sent: object) -> str:
    """An answer without what must differ: the request's id, and the id that the asker sent."""
    body = answer.json()
    body.pop("requestId", None)
    return f"{answer.status_code} {json.dumps(body, sort_keys=True, ensure_ascii=False)}".replace(str(sent), "…")
