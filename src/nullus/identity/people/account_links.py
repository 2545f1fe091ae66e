"""Links that are mailed: a row waits for its token, and the token exists only in the mail that carries it.

Asking for a mail writes the row (and a job that names it) without any token; whoever sends the mail mints one then. A link
works once; a newer one of the same kind does not end it before it was used, but using one ends them all.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from nullus.identity.credentials import store
from nullus.identity.credentials.minting import digest, mint
from nullus.identity.people import link_store
from nullus.identity.people.errors import MailLinkNotValid
from nullus.kit import new_id
from nullus.platform.database import Tx

LinkKind = Literal["verify", "reset", "email_change"]
WAITING = timedelta(days=7)
"""How long a mail may wait for the mail server, or for the operator who hands its link over."""
LIFETIMES: dict[str, timedelta] = {
    "verify": timedelta(hours=24),
    "reset": timedelta(minutes=30),
    "email_change": timedelta(hours=2),
}
PAGES: dict[str, str] = {"verify": "verify", "reset": "reset", "email_change": "email"}


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is about: whose it is, and what was kept when it was asked for."""

    id: UUID
    account_id: UUID
    data: Mapping[str, Any]


async def reserve(tx: Tx, kind: LinkKind, account_id: UUID, data: Mapping[str, Any], *, dead: bool = False) -> UUID:
    """The row of a link to come. `dead`: one that never works, where an answer must not tell that there is none."""
    credential_id = new_id()
    await store.add_credential(
        tx,
        credential_id=credential_id,
        workspace_id=None,
        kind=kind,
        name="",
        digest=secrets.token_bytes(32),  # nobody knows what this is the digest of
        scopes=[],
        expires_at=datetime.now(UTC) + WAITING,
        account_id=account_id,
        data=data,
        revoked_at=datetime.now(UTC) if dead else None,
    )
    return credential_id


async def mint_link(tx: Tx, public_url: str, kind: str, credential_id: UUID) -> str | None:
    """The address to send for a row that waits; a second call makes a new one and ends the first. None when it is over."""
    token = mint(kind)
    if not await link_store.give_token(tx, credential_id, kind, digest(token), LIFETIMES[kind]):
        return None
    return f"{public_url}/{PAGES[kind]}#{token}"


async def newest(tx: Tx, kind: LinkKind, account_id: UUID) -> UUID | None:
    """The newest row of a kind that still waits or works."""
    return await link_store.newest(tx, kind, account_id)


async def look(tx: Tx, kind: LinkKind, token: str) -> Link:
    """Whose link it is, without using it. Raises MailLinkNotValid."""
    return _link(await link_store.look(tx, kind, digest(token)))


async def use(tx: Tx, kind: LinkKind, token: str) -> Link:
    """Use a link: exactly one of many callers gets it, and the account's other links of the kind end. Raises MailLinkNotValid."""
    link = _link(await link_store.use(tx, kind, digest(token)))
    await link_store.end_all(tx, kind, link.account_id)
    return link


def _link(row: Any) -> Link:
    if row is None:
        raise MailLinkNotValid
    return Link(row.id, row.account_id, row.data)
