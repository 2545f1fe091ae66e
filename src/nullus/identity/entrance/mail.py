"""Sending mails: a job names whom and what for; the link in it is minted when the mail goes out, and lies nowhere else."""

import ssl
from email.message import EmailMessage
from uuid import UUID

import aiosmtplib

from nullus.identity.entrance.letters import compose
from nullus.identity.limits import rates_store
from nullus.identity.limits.rates import Ask, Rate
from nullus.identity.people import account_links, account_store, link_store
from nullus.identity.people.errors import MailNotSent, MailRefused
from nullus.identity.settings import IdentitySettings
from nullus.identity.spaces import invitations
from nullus.identity.tasks import SEND_MAIL, SendInvitation, SendMail
from nullus.jobs import JobContext, system_actor
from nullus.platform.database import Tx
from nullus.platform.errors import Language

SHARE = Rate(5, 3600.0)
"""So many mails of one kind an address gets in an hour, whoever asks for them."""
_TIMEOUT_SECONDS = 20.0
_TO_NEW_ADDRESS = "email_change"
_TO_OLD_ADDRESS = "email_changed"


async def may_go(tx: Tx, purpose: str, address: str) -> bool:
    """Count a mail that somebody asked for; false when the address has had its share. The answer to them is the same."""
    ask = Ask(f"mail.{purpose}", address, SHARE)
    return not await rates_store.take(tx, [(ask.key, SHARE.interval, SHARE.seconds)])


async def queue(tx: Tx, purpose: str, account_id: UUID, link: UUID | None = None) -> None:
    """Send a mail once this transaction is committed. `link`: the row that its link belongs to."""
    await SEND_MAIL.defer(tx, system_actor("mail"), SendMail(purpose, str(account_id), str(link) if link else None))


async def send(context: JobContext, work: SendMail, settings: IdentitySettings, public_url: str) -> str:
    """Do one such job; returns what became of it. Raises MailNotSent (tried again) and MailRefused."""
    if not settings.sends_mail:
        return "no mail server is set"
    link_id = UUID(work.link) if work.link else None
    async with context.db.system_transaction() as tx:
        await context.fence(tx)
        account = await account_store.find(tx, UUID(work.account))
        if account is None or account.email is None:
            return "nobody to write to"
        to = account.email
        link = None
        if link_id is not None:
            row = await link_store.find(tx, link_id)
            if row is None:
                return "nobody to write to"
            if work.purpose == _TO_OLD_ADDRESS:
                to = row.data["former"]
            else:
                to = row.data["email"] if work.purpose == _TO_NEW_ADDRESS else to
                link = await account_links.mint_link(tx, public_url, row.kind, link_id)
                if link is None:
                    return "not needed any more"
        language: Language = "ko" if account.language == "ko" else "en"
    await _deliver(settings, compose(work.purpose, language, to, settings.mail_from, public_url, link))
    return "sent"


async def send_invitation(
    context: JobContext, work: SendInvitation, settings: IdentitySettings, public_url: str
) -> str:
    """Send one invitation, with a code that stands in the mail only. Raises MailNotSent (tried again) and MailRefused."""
    if not settings.sends_mail:
        return "no mail server is set"
    async with context.db.system_transaction() as tx:
        await context.fence(tx)
        letter = await invitations.address(tx, UUID(work.workspace_id), UUID(work.invitation_id))
    if letter is None:
        return "not needed any more"
    link = invitations.link_of(public_url, letter.code)
    await _deliver(settings, compose("invitation", letter.language, letter.to, settings.mail_from, public_url, link))
    return "sent"


async def _deliver(settings: IdentitySettings, message: EmailMessage) -> None:
    host, port = settings.smtp_host, settings.smtp_port
    try:
        await aiosmtplib.send(
            message,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user or None,
            password=settings.smtp_password or None,
            use_tls=settings.smtp_tls == "tls",
            start_tls={"starttls": True, "none": False}.get(settings.smtp_tls),
            timeout=_TIMEOUT_SECONDS,
        )
    except (
        aiosmtplib.SMTPAuthenticationError,
        aiosmtplib.SMTPRecipientsRefused,
        aiosmtplib.SMTPSenderRefused,
    ) as error:
        raise MailRefused(host=host, port=port, problem=_said(error)) from error
    except (aiosmtplib.SMTPException, ssl.SSLError, OSError) as error:
        raise MailNotSent(host=host, port=port, problem=_said(error)) from error


def _said(error: Exception) -> str:
    """What the server answered, by number only where there is one: its words may name the recipient."""
    code = getattr(error, "code", None)
    return f"SMTP {code}" if isinstance(code, int) else type(error).__name__
