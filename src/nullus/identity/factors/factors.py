"""Second factors: an authenticator app (TOTP) and recovery codes.

Guessing is hopeless and nobody is locked out by it: an account has ten wrong single codes, and one more every two hours.
When somebody has used them up, two codes that follow each other (twelve digits), a recovery code and a passkey still work.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from nullus import audit
from nullus.identity.credentials import ceremonies
from nullus.identity.factors import codes, factor_store
from nullus.identity.factors.errors import FactorNotFound, LastWayIn, NoAppPending, PendingOver, TooManyCodes, WrongCode
from nullus.identity.limits import rates_store
from nullus.identity.limits.rates import Ask, Rate
from nullus.identity.people.errors import AccountNeeded
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.errors import NullusError
from nullus.platform.sealing import Sealer

GUESSES = 10
GUESS_RATE = Rate(GUESSES, seconds=20 * 3600.0)
DRAFT_LIFETIME = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class NewApp:
    """Shown once: the secret for an authenticator app, and the same as a QR code's text."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Factor:
    """An app or a passkey as it is listed."""

    id: UUID
    kind: str
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account has besides its password; `recovery_left` of its recovery codes are unused."""

    factors: list[Factor]
    recovery_left: int


def owner_of(actor: Actor) -> UUID:
    """The account whose factors an actor may see and change: a person's own. Raises AccountNeeded."""
    if actor.kind != "person" or actor.person_id is None:
        raise AccountNeeded
    return actor.person_id


async def list_factors(tx: Tx, account_id: UUID) -> Factors:
    rows = await factor_store.confirmed(tx, account_id)
    shown = [Factor(row.id, row.kind, row.name, row.created_at, row.used_at) for row in rows if row.kind != "recovery"]
    return Factors(shown, sum(row.kind == "recovery" and row.used_at is None for row in rows))


async def get_factor(tx: Tx, actor: Actor, factor_id: UUID) -> Factor:
    """One of the actor's own. Raises FactorNotFound, for others' alike."""
    if actor.kind == "person" and actor.person_id is not None:
        for each in (await list_factors(tx, actor.person_id)).factors:
            if each.id == factor_id:
                return each
    raise FactorNotFound


async def has_second_factor(tx: Tx, account_id: UUID) -> bool:
    """Whether a right password is not enough for this account."""
    return await factor_store.app_of(tx, account_id) is not None


async def begin_app(tx: Tx, sealer: Sealer, account_id: UUID, label: str, name: str = "") -> NewApp:
    """Make the secret of an authenticator app; it counts once a code of it has confirmed it."""
    await factor_store.forget(tx, account_id, "totp", drafts=True)
    secret = codes.new_secret()
    sealed = sealer.seal(secret.encode(), "totp", str(account_id))
    await factor_store.add(
        tx, factor_id=new_id(), account_id=account_id, kind="totp", name=name, secret=sealed, confirmed=False
    )
    return NewApp(secret, codes.otpauth_uri(secret, label))


async def confirm_app(tx: Tx, sealer: Sealer, actor: Actor, code: str, now: float | None = None) -> list[str]:
    """Switch the second factor on (or change to another app); returns new recovery codes, shown this once.

    Raises NoAppPending and WrongCode.
    """
    account_id = owner_of(actor)
    draft = await factor_store.draft_of(tx, account_id, DRAFT_LIFETIME)
    if draft is None:
        raise NoAppPending
    step = codes.matching_step(_secret_of(sealer, account_id, draft.secret), codes.plain(code), now)
    if step is None:
        raise WrongCode
    await factor_store.forget(tx, account_id, "totp", but=draft.id)
    await factor_store.confirm(tx, draft.id, step)
    await _record(tx, actor, "factor.added", draft.id, "totp")
    return await renew_recovery(tx, actor)


async def renew_recovery(tx: Tx, actor: Actor) -> list[str]:
    """Replace the recovery codes; earlier ones stop working. Raises FactorNotFound without an app."""
    account_id = owner_of(actor)
    if await factor_store.app_of(tx, account_id) is None:
        raise FactorNotFound
    await factor_store.forget(tx, account_id, "recovery")
    made = codes.new_recovery_codes()
    for code in made:
        digest = codes.recovery_digest(account_id, code)
        await factor_store.add(
            tx, factor_id=new_id(), account_id=account_id, kind="recovery", name="", secret=digest, confirmed=True
        )
    await _record(tx, actor, "recovery_codes.made", None, "recovery")
    return made


async def remove(tx: Tx, actor: Actor, factor_id: UUID) -> None:
    """Remove an app (and the recovery codes with it) or a passkey.

    Raises FactorNotFound, and LastWayIn for the only way into an account.
    """
    account_id = owner_of(actor)
    ways = await factor_store.ways_in(tx, account_id)
    kind = await factor_store.remove(tx, account_id, factor_id)
    if kind is None:
        raise FactorNotFound
    if kind == "passkey" and not ways.password and not ways.federated and ways.passkeys == 1:
        raise LastWayIn
    if kind == "totp":
        await factor_store.forget(tx, account_id, "recovery")
    await _record(tx, actor, "passkey.removed" if kind == "passkey" else "factor.removed", factor_id, kind)


async def check_code(db: Database, sealer: Sealer, account_id: UUID, code: str, now: float | None = None) -> None:
    """Whether a code of the account's app, or one of its recovery codes, is right; it works this once.

    Raises WrongCode and TooManyCodes; what a wrong guess costs is written down before.
    """
    async with db.system_transaction() as tx:
        problem = await _try_code(tx, sealer, account_id, codes.plain(code), now)
    if problem is not None:
        await _record_refusal(db, account_id, problem)
        raise problem


async def finish_pending(
    db: Database, sealer: Sealer, token: str, code: str, now: float | None = None
) -> ceremonies.Ceremony:
    """The second step of a sign-in: whose it was. Raises PendingOver, WrongCode, TooManyCodes."""
    problem: NullusError | None = PendingOver()
    async with db.system_transaction() as tx:
        found = await ceremonies.try_pending(tx, token)
        if found is not None and found.account_id is not None:
            problem = await _try_code(tx, sealer, found.account_id, codes.plain(code), now)
            if problem is None and not await ceremonies.end_pending(tx, token):
                problem = PendingOver()
    if problem is not None or found is None:
        if found is not None and found.account_id is not None and problem is not None:
            await _record_refusal(db, found.account_id, problem)
        raise problem or PendingOver()
    return found


async def _try_code(tx: Tx, sealer: Sealer, account_id: UUID, code: str, now: float | None) -> NullusError | None:
    """The error to raise once this is committed, so that guesses stay counted."""
    if codes.is_recovery(code):
        if not await factor_store.use_recovery(tx, account_id, codes.recovery_digest(account_id, code)):
            return WrongCode()
        await _record_use(tx, account_id, None, "recovery")
        return None
    app = await factor_store.app_of(tx, account_id)
    if app is None:
        return WrongCode()
    single = codes.is_single(code)
    guess = Ask("code.account", str(account_id), GUESS_RATE).key
    if single and await rates_store.take(tx, [(guess, GUESS_RATE.interval, GUESS_RATE.seconds)]):
        return TooManyCodes()
    step = codes.matching_step(_secret_of(sealer, account_id, app.secret), code, now)
    # Of a double code both halves have to be unused, so that one overheard code is no half of it.
    if step is None or not await factor_store.advance(tx, app.id, step, step if single else step - 1):
        return WrongCode()
    if single:
        await rates_store.give_back(tx, guess, GUESS_RATE.interval)
    await _record_use(tx, account_id, app.id, "totp")
    return None


async def _record(tx: Tx, actor: Actor, action: str, factor_id: UUID | None, kind: str) -> None:
    await audit.record(
        tx,
        actor,
        action,
        object_kind="factor",
        object_id=factor_id,
        subjects=[owner_of(actor)],
        details={"factor": kind},
    )


async def _record_use(tx: Tx, account_id: UUID, factor_id: UUID | None, kind: str) -> None:
    """Nobody is signed in yet, so the entry has no actor; it is about the account."""
    await audit.record(
        tx,
        None,
        "factor.used",
        object_kind="factor",
        object_id=factor_id,
        subjects=[account_id],
        details={"factor": kind},
    )


async def _record_refusal(db: Database, account_id: UUID, problem: NullusError) -> None:
    """The edge records that a request was refused; this one says whose account it was about."""
    await audit.record_refusal(
        db,
        None,
        "factor.used",
        object_kind="account",
        object_id=account_id,
        subjects=[account_id],
        details={"code": problem.code},
    )


def _secret_of(sealer: Sealer, account_id: UUID, sealed: bytes) -> str:
    return sealer.open(bytes(sealed), "totp", str(account_id)).decode()
