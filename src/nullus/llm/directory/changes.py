"""Adding, changing and removing a provider: checked by a live call before it is kept, and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from nullus import audit
from nullus.llm import egress
from nullus.llm.directory import store, trials
from nullus.llm.directory.errors import (
    ProviderChanged,
    ProviderKnown,
    ProviderNotFound,
    ProviderUnusable,
    TooManyProviders,
)
from nullus.llm.directory.listing import Directory, sealed_for
from nullus.llm.directory.provider import Known, Offered, Opened, address_of
from nullus.llm.directory.trials import Trial
from nullus.llm.providers import PROVIDERS
from nullus.platform.actor import Actor
from nullus.platform.errors import NullusError
from nullus.platform.outbound import Outbound, origin_of
from nullus.platform.sensitivity import Sensitivity

MOST = 50
RESERVED = frozenset({"settings", "detected", "bundled", "test"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be changed; None leaves it as it is. An empty key takes the key away."""

    url: str | None = None
    key: str | None = None
    clearance: Sensitivity | None = None
    models: Sequence[Offered] | None = None
    enabled: bool | None = None


async def add(
    directory: Directory, actor: Actor, name: str, kind: str, wish: Wish, *, unchecked: bool = False
) -> tuple[Known, Trial | None]:
    """Put a provider on the list, after it answered. Without models the first that the server lists is taken.

    Raises ProviderUnusable, ProviderKnown, TooManyProviders, ProviderWithoutModels, and what the live call fails with.
    """
    if name in RESERVED:
        raise ProviderUnusable(problem=f"the name {name} is taken by Nullus itself")
    address = address_of(kind, wish.url or "")
    known = Known(
        name=name,
        kind=kind,
        address=address,
        clearance=wish.clearance or egress.default_clearance(address),
        models=tuple(wish.models or ()),
        enabled=wish.enabled is not False,
        key=wish.key or "",
        has_key=bool(wish.key),
    )
    known, trial = await _proved(directory, known, unchecked=unchecked)
    async with directory.db.system_transaction() as tx:
        outcome = await store.add(tx, _row(directory, known), MOST)
        if outcome == "known":
            raise ProviderKnown(name=name)
        if outcome == "full":
            raise TooManyProviders(most=MOST)
        await audit.record(tx, actor, "provider.added", details=_details(known))
    directory.forget()
    return known, trial


async def change(
    directory: Directory, actor: Actor, name: str, wish: Wish, *, unchecked: bool = False
) -> tuple[Known, Trial | None]:
    """Change a provider; tried again where its address, key or models change.

    Raises ProviderNotFound, ProviderUnusable, ProviderChanged, and what the live call fails with.
    """
    before = await directory.find(name)
    address = before.address if wish.url is None else address_of(before.kind, wish.url)
    if origin_of(address) != origin_of(before.address) and before.has_key and wish.key is None:
        raise ProviderUnusable(problem="the key belongs to the former server; give the key of the new one as well")
    key = before.key if wish.key is None else wish.key
    after = replace(
        before,
        address=address,
        key=key,
        has_key=bool(key),
        clearance=wish.clearance or before.clearance,
        models=before.models if wish.models is None else tuple(wish.models),
        enabled=before.enabled if wish.enabled is None else wish.enabled,
    )
    trial = None
    if (after.address, after.key, after.models) != (before.address, before.key, before.models):
        after, trial = await _proved(directory, after, unchecked=unchecked)
    async with directory.db.system_transaction() as tx:
        if not await store.change(tx, _row(directory, after), before.changed_at):
            raise ProviderChanged(name=name)
        changed = [
            field for field in ("address", "key", "clearance", "models", "enabled") if _differs(before, after, field)
        ]
        details = _details(after) | {"changed": ",".join(changed)}
        await audit.record(tx, actor, "provider.changed", details=details)
    directory.forget()
    return after, trial


async def remove(directory: Directory, actor: Actor, name: str) -> None:
    """Take a provider from the list, and its key with it. Raises ProviderNotFound."""
    async with directory.db.system_transaction() as tx:
        if not await store.remove(tx, name):
            raise ProviderNotFound(name=name)
        await audit.record(tx, actor, "provider.removed", details={"provider": name})
    directory.forget()


async def try_again(directory: Directory, name: str) -> tuple[Known, Trial | NullusError]:
    """Try a provider as it is; what came of it is kept with it. Raises ProviderNotFound and what opening its key fails with."""
    known = await directory.find(name)
    outcome: Trial | NullusError
    try:
        outcome = await _tried(directory, known)
    except NullusError as error:
        outcome = error
    problem = outcome.code if isinstance(outcome, NullusError) else None
    async with directory.db.system_transaction() as tx:
        await store.checked(tx, name, problem, known.changed_at)
    return replace(known, checked_at=datetime.now(UTC), problem=problem), outcome


def usual_context(directory: Directory, kind: str) -> int:
    """What a model reads at once where nobody said."""
    return PROVIDERS[kind].context or directory.settings.context_tokens


async def _proved(directory: Directory, known: Known, *, unchecked: bool) -> tuple[Known, Trial | None]:
    """The provider with the models that it will have, after it answered; unchecked, as it was described."""
    for each in known.models:
        purposes = {"embed": PROVIDERS[known.kind].embed, "rerank": PROVIDERS[known.kind].rerank, "chat": True}
        if not purposes[each.purpose]:
            raise ProviderUnusable(problem=f"{known.kind} has no models for {each.purpose}")
    if len({each.name for each in known.models}) != len(known.models):
        raise ProviderUnusable(problem="a model is named twice")
    if unchecked:
        if not known.models:
            raise ProviderUnusable(problem="a provider that is not tried needs the name of a model (--model)")
        return replace(known, checked_at=None, problem=None), None
    trial = await _tried(directory, known)
    if not known.models:
        known = replace(known, models=(Offered(trial.models[0], context_tokens=usual_context(directory, known.kind)),))
    return replace(known, checked_at=datetime.now(UTC), problem=None), trial


async def _tried(directory: Directory, known: Known) -> Trial:
    """Asked by a client of its own: until it is kept, nothing else may go there."""
    outbound = Outbound([known.address])
    try:
        return await trials.tried(Opened(known, outbound, directory.settings), directory.settings)
    finally:
        await outbound.close()


def _row(directory: Directory, known: Known) -> dict[str, Any]:
    bound = sealed_for(known.name, known.address)
    return {
        "name": known.name,
        "kind": known.kind,
        "address": known.address,
        "key": directory.sealer.seal(known.key.encode(), *bound) if known.key else None,
        "clearance": known.clearance,
        "models": [
            {
                "name": each.name,
                "purpose": each.purpose,
                "context_tokens": each.context_tokens,
                "tools": each.tools,
            }
            for each in known.models
        ],
        "enabled": known.enabled,
        "checked_at": known.checked_at,
        "problem": known.problem,
    }


def _differs(before: Known, after: Known, field: str) -> bool:
    return bool(getattr(before, field) != getattr(after, field))


def _details(known: Known) -> dict[str, str | int | bool]:
    return {
        "provider": known.name,
        "kind": known.kind,
        "host": origin_of(known.address),
        "sensitivity": known.clearance,
        "state": "enabled" if known.enabled else "disabled",
    }
