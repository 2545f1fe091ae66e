"""Passkeys (WebAuthn): a way in without a password. The device checks who holds it, so one passkey is two factors.

Who made a device is not asked, so statements about that (attestation) are not even read.
"""

import base64
import binascii
import json
import secrets
from typing import Any
from uuid import UUID

import webauthn
from cryptography.exceptions import UnsupportedAlgorithm
from webauthn.helpers import encode_cbor, options_to_json, parse_cbor
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from nullus import audit
from nullus.identity.credentials import ceremonies
from nullus.identity.factors import factor_store, factors
from nullus.identity.factors.errors import PasskeyKnown, PasskeyRefused, TooManyPasskeys
from nullus.identity.factors.relying_party import RelyingParty
from nullus.kit import new_id
from nullus.platform.actor import Actor
from nullus.platform.database import Database, Tx
from nullus.platform.sealing import Sealer

MOST = 20
_CHALLENGE_BYTES = 32
_ADD, _ENTER, _STEP_UP = "passkey.add", "passkey.enter", "passkey.step_up"
# What the library and the parsers below it raise over bytes that a stranger made up.
_UNREADABLE = (
    WebAuthnException,
    UnsupportedAlgorithm,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OverflowError,
    RecursionError,
)


async def begin_adding(tx: Tx, party: RelyingParty, account_id: UUID, label: str) -> dict[str, Any]:
    """What the browser's `navigator.credentials.create` wants. Raises TooManyPasskeys."""
    known = await _passkeys_of(tx, account_id)
    if len(known) >= MOST:
        raise TooManyPasskeys(most=MOST)
    challenge = secrets.token_bytes(_CHALLENGE_BYTES)
    await ceremonies.add_challenge(tx, challenge, _ADD, account_id=account_id)
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name="Nullus",
        user_id=account_id.bytes,
        user_name=label,
        user_display_name=label,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=known,
    )
    return _as_json(options)


async def finish_adding(
    db: Database, sealer: Sealer, party: RelyingParty, actor: Actor, name: str, answer: dict[str, Any]
) -> factors.Factor:
    """Keep a new passkey of the actor. Raises PasskeyRefused, PasskeyKnown and TooManyPasskeys."""
    account_id, challenge = factors.owner_of(actor), _challenge_of(answer)
    async with db.system_transaction() as tx:
        if not await ceremonies.answer_challenge(tx, challenge, _ADD, account_id):
            raise PasskeyRefused
    try:
        found = webauthn.verify_registration_response(
            credential=_without_statement(answer),
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _UNREADABLE as error:
        raise PasskeyRefused from error
    factor_id = new_id()
    async with db.system_transaction() as tx:
        if len(await _passkeys_of(tx, account_id)) >= MOST:
            raise TooManyPasskeys(most=MOST)
        kept = await factor_store.add(
            tx,
            factor_id=factor_id,
            account_id=account_id,
            kind="passkey",
            name=name,
            secret=sealer.seal(found.credential_public_key, "passkey", str(account_id)),
            handle=found.credential_id,
            counter=found.sign_count,
            confirmed=True,
        )
        if not kept:
            raise PasskeyKnown
        await audit.record(tx, actor, "passkey.added", object_kind="factor", object_id=factor_id, subjects=[account_id])
        return await factors.get_factor(tx, actor, factor_id)


async def begin_entering(tx: Tx, party: RelyingParty) -> dict[str, Any]:
    """What `navigator.credentials.get` wants, the same for everybody: the device finds the account."""
    return await _begin(tx, party, _ENTER, None)


async def begin_step_up(tx: Tx, party: RelyingParty, account_id: UUID) -> dict[str, Any]:
    """The same for somebody who is signed in already: only their own passkeys."""
    return await _begin(tx, party, _STEP_UP, account_id)


async def finish_entering(db: Database, sealer: Sealer, party: RelyingParty, answer: dict[str, Any]) -> UUID:
    """Whose passkey answered. Raises PasskeyRefused, whatever is wrong."""
    return await _finish(db, sealer, party, answer, _ENTER, None)


async def finish_step_up(
    db: Database, sealer: Sealer, party: RelyingParty, account_id: UUID, answer: dict[str, Any]
) -> None:
    """One of the account's own passkeys answered. Raises PasskeyRefused."""
    await _finish(db, sealer, party, answer, _STEP_UP, account_id)


async def _begin(tx: Tx, party: RelyingParty, purpose: str, account_id: UUID | None) -> dict[str, Any]:
    challenge = secrets.token_bytes(_CHALLENGE_BYTES)
    await ceremonies.add_challenge(tx, challenge, purpose, account_id=account_id)
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        allow_credentials=await _passkeys_of(tx, account_id) if account_id else [],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _as_json(options)


async def _finish(
    db: Database, sealer: Sealer, party: RelyingParty, answer: dict[str, Any], purpose: str, account_id: UUID | None
) -> UUID:
    challenge, handle = _challenge_of(answer), _decoded(answer["rawId"])
    async with db.system_transaction() as tx:
        if not await ceremonies.answer_challenge(tx, challenge, purpose, account_id):
            raise PasskeyRefused
    async with db.system_transaction() as tx:
        row = await factor_store.by_handle(tx, handle)
        if row is None or account_id not in {None, row.account_id} or not _names(answer, row.account_id):
            raise PasskeyRefused
        try:
            found = webauthn.verify_authentication_response(
                credential=answer,
                expected_challenge=challenge,
                expected_rp_id=party.id,
                expected_origin=party.origin,
                credential_public_key=sealer.open(bytes(row.secret), "passkey", str(row.account_id)),
                credential_current_sign_count=row.counter,
                require_user_verification=True,
            )
        except _UNREADABLE as error:
            raise PasskeyRefused from error
        # Many devices do not count (always 0); one that does never repeats itself, or else it was copied.
        more_than = found.new_sign_count if found.new_sign_count else 1
        if not await factor_store.advance(tx, row.id, found.new_sign_count, more_than):
            raise PasskeyRefused
        used = {"factor": "passkey"}
        await audit.record(
            tx, None, "factor.used", object_kind="factor", object_id=row.id, subjects=[row.account_id], details=used
        )
        return UUID(str(row.account_id))


async def _passkeys_of(tx: Tx, account_id: UUID) -> list[PublicKeyCredentialDescriptor]:
    rows = await factor_store.confirmed(tx, account_id)
    return [PublicKeyCredentialDescriptor(id=bytes(row.handle)) for row in rows if row.kind == "passkey"]


def _names(answer: dict[str, Any], account_id: UUID) -> bool:
    """Whether the device means the same account as our row; it may leave it open."""
    said = answer["response"].get("userHandle")
    return said is None or _decoded(said) == account_id.bytes


def _challenge_of(answer: dict[str, Any]) -> bytes:
    """The challenge that an answer names. Raises PasskeyRefused."""
    try:
        told = json.loads(_decoded(answer["response"]["clientDataJSON"]))
    except (ValueError, RecursionError) as error:
        raise PasskeyRefused from error
    challenge = told.get("challenge") if isinstance(told, dict) else None
    if not isinstance(challenge, str):
        raise PasskeyRefused
    return _decoded(challenge)


def _without_statement(answer: dict[str, Any]) -> dict[str, Any]:
    """A registration without what the device says of its maker."""
    told = parse_cbor(_decoded(answer["response"]["attestationObject"]))
    bare = encode_cbor({"fmt": "none", "attStmt": {}, "authData": told["authData"]})
    return {**answer, "response": {**answer["response"], "attestationObject": _encoded(bare)}}


def _as_json(options: Any) -> dict[str, Any]:
    return dict(json.loads(options_to_json(options)))


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise PasskeyRefused from error


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")
