"""One-time codes: six digits of an authenticator app (RFC 6238) and recovery codes on paper."""

import base64
import hashlib
import hmac
import re
import secrets
import time
from urllib.parse import quote
from uuid import UUID

import pyotp

STEP_SECONDS = 30
DIGITS = 6
RECOVERY_CODES = 10
RECOVERY_BYTES = 10  # 80 bits: nobody guesses them, also not with the database in hand
_SEPARATORS = str.maketrans("", "", " -")
_TOTP = re.compile(r"[0-9]{6}\Z")
_TWO_TOTP = re.compile(r"[0-9]{12}\Z")
_RECOVERY = re.compile(r"[A-Z2-7]{16}\Z")


def new_secret() -> str:
    return pyotp.random_base32(32)


def otpauth_uri(secret: str, account: str) -> str:
    """What an authenticator app reads from a QR code."""
    return f"otpauth://totp/Nullus:{quote(account, safe='@')}?secret={secret}&issuer=Nullus&digits={DIGITS}&period={STEP_SECONDS}"


def plain(code: str) -> str:
    """A code without the blanks and dashes that people type; letters in capitals."""
    return code.translate(_SEPARATORS).upper()


def is_single(code: str) -> bool:
    """Six digits."""
    return _TOTP.match(code) is not None


def is_double(code: str) -> bool:
    """Two codes that follow each other: twelve digits."""
    return _TWO_TOTP.match(code) is not None


def is_recovery(code: str) -> bool:
    return _RECOVERY.match(code) is not None


def matching_step(secret: str, code: str, now: float | None = None) -> int | None:
    """The time step (of 30 s) whose code this is: the present one, the one before or the one after; None for none.

    Of a double code, the step of its second half.
    """
    app = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    present = int((time.time() if now is None else now) // STEP_SECONDS)
    window = {step: app.generate_otp(step) for step in (present - 1, present, present + 1)}
    if is_single(code):
        steps = [step for step, right in window.items() if hmac.compare_digest(right, code)]
    elif is_double(code):
        pairs = {step: window[step - 1] + window[step] for step in (present, present + 1)}
        steps = [step for step, right in pairs.items() if hmac.compare_digest(right, code)]
    else:
        steps = []
    return max(steps, default=None)


def new_recovery_codes() -> list[str]:
    """Ten codes of four groups of letters and digits."""
    return [_grouped(base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode()) for _ in range(RECOVERY_CODES)]


def recovery_digest(account_id: UUID, code: str) -> bytes:
    return hashlib.sha256(b"recovery\0" + account_id.bytes + plain(code).encode("utf-8", "surrogatepass")).digest()


def _grouped(code: str) -> str:
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
