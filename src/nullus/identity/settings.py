"""Settings of the door: how people get in and how long they stay in, and how often what may be asked."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from nullus.platform.settings import setting


@dataclass(frozen=True, slots=True)
class RateSettings:
    """How often an address, an account or a key may call; 0 is no limit. The operator of the machine is never limited."""

    prefix: ClassVar[str] = "NULLUS_IDENTITY_RATE_"

    login: int = setting(60, "Attempts to sign in a minute from one network (an IPv6 network is a /64).")
    reset: int = setting(20, "Requests for a password or verification mail a minute from one network.")
    signup: int = setting(30, "Sign-ups, and new guests, a minute from one network.")
    search: int = setting(600, "Searches a minute of one account.")
    page: int = setting(300, "Pages of documents drawn or searched for marks a minute of one account.")
    share: int = setting(60, "Readings of shared conversations a minute, from one network or of one account.")
    embed: int = setting(
        60, "Calls of published chatbots a minute: visits begun from one network, and all that one visitor does."
    )
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


@dataclass(frozen=True, slots=True)
class IdentitySettings:
    """How people get in, and how long they stay in."""

    prefix: ClassVar[str] = "NULLUS_IDENTITY_"

    public_url: str = setting(
        "", "Address under which people reach this service, for links in e-mails (default: host and port)."
    )
    smtp_host: str = setting("", "Mail server that sends this service's e-mails; empty: the operator hands links over.")
    smtp_port: int = setting(587, "TCP port of the mail server.")
    smtp_user: str = setting("", "Name that the service signs in to the mail server with; empty: it does not sign in.")
    smtp_password: str = setting("", "Password of that name.", secret=True)
    smtp_tls: str = setting("starttls", "How the way to the mail server is protected: `starttls`, `tls` or `none`.")
    mail_from: str = setting("", "Address that the e-mails come from; needed to send any.")
    session_days: int = setting(30, "A browser signs in again after so many days at the latest.")
    session_idle_hours: int = setting(336, "A session that was not used for so many hours ends.")
    refresh_grace_seconds: float = setting(
        10.0, "How long a refresh token that was just used still works: two tabs of one browser may use it at once."
    )
    guest_days: int = setting(
        30, "A guest's browser is known for so many days; who was not seen for as long is forgotten."
    )
    unknown_credentials: int = setting(
        600,
        "Credentials that are none a minute from one network; more are refused unseen, in each process by itself. 0: no limit.",
    )
    argon2_memory_kib: int = setting(65536, "Memory that checking one password takes, in KiB.")
    argon2_rounds: int = setting(3, "Rounds that checking one password takes.")
    argon2_lanes: int = setting(4, "Lanes of one password check.")
    password_checks: int = setting(2, "Passwords that one process checks at the same time.")

    @property
    def sends_mail(self) -> bool:
        """Whether this service can send e-mails at all."""
        return bool(self.smtp_host and self.mail_from)

    @property
    def idle(self) -> timedelta:
        """How long a session may lie unused."""
        return timedelta(hours=self.session_idle_hours)
