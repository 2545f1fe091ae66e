"""How people may sign up: changed while the service runs, closed until somebody opens it."""

from dataclasses import asdict, dataclass
from typing import Literal

from nullus import audit
from nullus.identity.people import policy_store
from nullus.identity.people.errors import UnknownTier
from nullus.platform.actor import Actor, Role
from nullus.platform.database import Tx

SignUpMode = Literal["closed", "invitation", "open", "approval"]


@dataclass(frozen=True, slots=True)
class SignUp:
    """`role` and `tier` are what somebody gets who signs up without an invitation: in the first workspace, or, where there is
    no role, a workspace of their own.
    """

    mode: SignUpMode = "closed"
    role: Role | None = "guest"
    tier: str = "stargazer"


async def sign_up(tx: Tx) -> SignUp:
    """How people may sign up now."""
    kept = await policy_store.read(tx, "sign_up")
    return SignUp(**kept) if kept else SignUp()


async def set_sign_up(tx: Tx, actor: Actor, wanted: SignUp) -> None:
    """Change it, for everybody who comes from now on. Raises UnknownTier, NotPermitted."""
    actor.require("accounts")
    if not await policy_store.tier_exists(tx, wanted.tier):
        raise UnknownTier
    await policy_store.write(tx, "sign_up", asdict(wanted))
    details = {"policy": "sign_up", "mode": wanted.mode, "role": wanted.role, "tier": wanted.tier}
    await audit.record(tx, actor, "policy.changed", object_kind="policy", details=details)
