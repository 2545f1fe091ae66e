"""How credentials are made and kept: 256 random bits under a prefix that names the kind; the database holds the SHA-256."""

import hashlib
import secrets

PREFIXES = {
    "key": "nlk_",
    "owner_link": "nlo_",
    "session": "nls_",
    "refresh": "nlr_",
    "guest": "nlg_",
    "invitation": "nli_",
    "verify": "nlv_",
    "reset": "nlp_",
    "email_change": "nle_",
    "login": "nll_",
    "challenge": "nlc_",
    "share": "nlh_",
    "visitor": "nlw_",
    "handover": "nln_",
}
"""The kinds have nothing else in common: no credential follows from another."""


def mint(kind: str) -> str:
    """A new credential of a kind."""
    return PREFIXES[kind] + secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What the database keeps of a credential; any text may be asked for, also one that is no credential."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
