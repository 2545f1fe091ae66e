"""Health: can this service reach people by e-mail? For `nullus status` and `nullus doctor`."""

from nullus.identity.settings import IdentitySettings
from nullus.observability import Check, Checks, Finding
from nullus.platform.errors import Text

_BY_HAND = Text(
    en="No mail server is set: the operator hands links over (`nullus users link`).",
    ko="메일 서버가 설정되지 않아 운영자가 링크를 전달합니다(`nullus users link`).",
)
_HALF = Text(
    en="A mail server or a sender is missing, or the protection is unknown: no e-mail goes out.",
    ko="메일 서버나 보내는 주소가 없거나 보호 방식을 알 수 없어 이메일이 나가지 않습니다.",
)
_MEND = Text(
    en="Set NULLUS_IDENTITY_SMTP_HOST and NULLUS_IDENTITY_MAIL_FROM; NULLUS_IDENTITY_SMTP_TLS is starttls, tls or none.",
    ko="NULLUS_IDENTITY_SMTP_HOST와 NULLUS_IDENTITY_MAIL_FROM을 정하세요. "
    "NULLUS_IDENTITY_SMTP_TLS는 starttls, tls, none 중 하나입니다.",
)


def add_to(checks: Checks, settings: IdentitySettings) -> None:
    """Add this room's check to a process's checks."""
    checks.add("mail", mail_goes_out(settings))


def mail_goes_out(settings: IdentitySettings) -> Check:
    """Degraded only where somebody began to set a mail server; none at all is a choice, and is mentioned."""

    async def check() -> Finding:
        if not settings.smtp_host and not settings.mail_from:
            return Finding("ready", _BY_HAND)
        if not settings.sends_mail or settings.smtp_tls not in {"starttls", "tls", "none"}:
            return Finding("degraded", _HALF, _MEND)
        return Finding("ready")

    return check
