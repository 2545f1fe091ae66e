"""Settings of the door: how often what may be asked."""

from dataclasses import dataclass
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class RateSettings:
    """How often an address, an account or a key may call; 0 is no limit. The operator of the machine is never limited."""

    prefix: ClassVar[str] = "NULLUS_IDENTITY_RATE_"

    login: int = setting(20, "Attempts to sign in a minute from one network (an IPv6 network is a /64).")
    reset: int = setting(5, "Requests for a password or verification mail a minute from one network.")
    signup: int = setting(5, "Sign-ups, and new guests, a minute from one network.")
    search: int = setting(600, "Searches a minute of one account.")
    account: int = setting(
        0, "Calls of every kind a minute of one account whose tier does not say otherwise (`rate_minute`)."
    )
    key: int = setting(0, "Calls of every kind a minute of one API key that stands for no account.")
    address: int = setting(
        6000, "Calls without a credential a minute from one network, counted in each process by itself."
    )


@dataclass(frozen=True, slots=True)
class QuotaSettings:
    """How quotas are kept."""

    prefix: ClassVar[str] = "NULLUS_IDENTITY_QUOTA_"

    lease_seconds: float = setting(
        60.0, "After so long without a sign of life what a crashed process had reserved comes back, in seconds."
    )
