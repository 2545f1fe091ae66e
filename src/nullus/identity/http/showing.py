"""How the things of this room look on the wire."""

from nullus.identity.people.accounts import Account
from nullus.identity.schemas.accounts import AccountOut


def account_out(account: Account) -> AccountOut:
    return AccountOut(
        id=account.id,
        kind=account.kind,
        state=account.state,
        email=account.email,
        email_verified=account.email_verified_at is not None,
        name=account.name,
        language=account.language,
        time_zone=account.time_zone,
        tier=account.tier,
        platform_roles=list(account.platform_roles),
        created_at=account.created_at,
        last_seen_at=account.last_seen_at,
    )
