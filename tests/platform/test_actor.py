"""Who is acting survives the queue unchanged, and may do what its scopes say and nothing else."""

import json

import pytest

from nullus.kit import new_id
from nullus.platform.actor import SCOPES, Actor
from nullus.platform.errors import NotPermitted


@pytest.mark.parametrize("full", [True, False])
def test_an_actor_comes_back_from_json_as_it_went(full: bool) -> None:
    actor = (
        Actor("person", new_id(), new_id(), new_id(), frozenset(SCOPES), "request", "ko")
        if full
        else Actor("key", new_id())
    )
    assert Actor.from_json(json.loads(json.dumps(actor.to_json()))) == actor


def test_an_actor_may_only_what_its_scopes_say() -> None:
    actor = Actor("key", new_id(), scopes=frozenset({"search"}))
    actor.require("search")
    for scope in set(SCOPES) - {"search"}:
        assert not actor.may(scope)
        with pytest.raises(NotPermitted) as refused:
            actor.require(scope)
        assert scope in refused.value.message_in("ko")
    assert not Actor("operator", new_id()).may("search")


def test_a_star_is_everything() -> None:
    assert all(Actor("operator", new_id(), scopes=frozenset({"*"})).may(scope) for scope in SCOPES)


def test_an_actor_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Actor("key", new_id()).kind = "operator"  # type: ignore[misc]
