"""Signing in with e-mail and password: the same work, answer and time whether or not there is such an account."""

from dataclasses import dataclass

from nullus.identity.credentials import ceremonies
from nullus.identity.entrance import sessions, throttle
from nullus.identity.entrance.sessions import Place, SignedIn
from nullus.identity.factors import factors
from nullus.identity.people import account_store, accounts, password_rules
from nullus.identity.people.accounts import Account
from nullus.identity.people.emails import parse
from nullus.identity.people.errors import EmailRefused, PasswordTooShortAlone, WrongSignIn
from nullus.identity.resources import Resources


@dataclass(frozen=True, slots=True)
class SecondFactorPending:
    """The password was right; `token` and a code make a session (POST /auth/mfa/verify)."""

    token: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """What somebody typed, and where. `device`: the cookie of a device that signed in before."""

    email: str
    password: str
    code: str | None
    place: Place
    device: str | None


async def sign_in(resources: Resources, attempt: Attempt) -> SignedIn | SecondFactorPending:
    """Check e-mail and password. Raises WrongSignIn, PasswordTooShortAlone, TooManyAttempts, TooManySignIns."""
    try:
        key = parse(attempt.email).key
    except EmailRefused:
        key = attempt.email[:300].casefold()  # takes the same way as any unknown address
    async with resources.db.system_transaction() as tx:
        account = await accounts.find_by_email(tx, key)
        account_id = account.id if account else None
        device = throttle.read_device(resources.device_key, attempt.device, account_id)
        source = await throttle.source_of(tx, account_id, attempt.place.address, device)
        await throttle.admit(tx, "login", key, source)
    right, renewed = await resources.passwords.check(attempt.password, account.password_hash if account else None)
    if account is None or not right or account.state != "active" or account.kind != "person":
        raise WrongSignIn
    return await _second_step(resources, account, attempt, key, source, renewed)


async def _second_step(
    resources: Resources, account: Account, attempt: Attempt, key: str, source: throttle.Source, renewed: str | None
) -> SignedIn | SecondFactorPending:
    """The password was right: a session, or what is still owed for one."""
    methods = ["password"]
    async with resources.db.system_transaction() as tx:
        await throttle.forgive(tx, "login", key, source)
        if renewed is not None:
            await account_store.update(tx, account.id, {"password_hash": renewed})
        owed = await factors.has_second_factor(tx, account.id)
        if not owed and password_rules.is_short_alone(attempt.password):
            raise PasswordTooShortAlone
        if owed and not attempt.code:
            return SecondFactorPending(await ceremonies.add_pending(tx, account.id, methods=methods))
    if owed and attempt.code:
        await factors.check_code(resources.db, resources.sealer, account.id, attempt.code)
        methods.append("code")
    async with resources.db.system_transaction() as tx:
        return await sessions.open_session(tx, resources, account, attempt.place, methods)
