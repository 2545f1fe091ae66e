"""A real mail server on loopback, and a worker that sends this room's mails to it."""

import asyncio
import email
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword
from tests.identity.entrance import CHEAP, HOST, Entrance

from nullus.identity import worker
from nullus.identity.settings import IdentitySettings, QuotaSettings
from nullus.jobs import JobsSettings, Runner

QUICK = JobsSettings(heartbeat_seconds=0.5, poll_seconds=0.2)
SENDER = "nullus@example.org"


class Mailbox:
    """What has come, by recipient, in order."""

    def __init__(self) -> None:
        self._queues: dict[str, asyncio.Queue[EmailMessage]] = {}
        self.refuse: str | None = None
        self.attempts = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802  aiosmtpd's name
        self.attempts += 1
        if self.refuse is not None:
            return self.refuse
        message = email.message_from_bytes(cast("bytes", envelope.content), policy=default)
        for recipient in envelope.rcpt_tos:
            self._queue(recipient).put_nowait(message)
        return "250 OK"

    async def next(self, recipient: str) -> EmailMessage:
        """The next mail to somebody; waits for it."""
        return await asyncio.wait_for(self._queue(recipient).get(), 20)

    async def token(self, recipient: str) -> str:
        """What the link of the next mail carries."""
        return token_of(await self.next(recipient))

    def is_empty(self, recipient: str) -> bool:
        return self._queue(recipient).empty()

    def _queue(self, recipient: str) -> "asyncio.Queue[EmailMessage]":
        return self._queues.setdefault(recipient, asyncio.Queue())


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    body = message.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def token_of(message: EmailMessage) -> str:
    found = re.search(rf"{re.escape(HOST)}/\w+#(\S+)", text_of(message))
    assert found, text_of(message)
    return found[1]


@asynccontextmanager
async def mail_server(mailbox: Mailbox, **options: Any) -> AsyncIterator[int]:
    """A server on a free port of loopback; returns the port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mailbox, loop=loop, **options), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@asynccontextmanager
async def sending(entrance: Entrance, port: int, **changed: Any) -> AsyncIterator[Runner]:
    """A worker that sends by the server on this port."""
    settings = IdentitySettings(
        **{**CHEAP, "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "mail_from": SENDER, **changed}
    )
    runner = Runner(entrance.database, worker.build_handlers(QuotaSettings(), settings, (), HOST), QUICK)
    running = asyncio.create_task(runner.run())
    try:
        yield runner
    finally:
        runner.stop()
        await running


def let_anybody_in_as(name: str, password: str) -> Any:
    """An authenticator that knows one person. `handled` is false: the server answers a refusal itself."""

    def check(server: Any, session: Any, envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
        right = (given.login, given.password) == (name.encode(), password.encode())
        return AuthResult(success=right, handled=right)

    return check
