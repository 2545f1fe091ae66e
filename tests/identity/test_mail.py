"""Mails over a real server: signed in, encrypted or refused, and what becomes of a mail that cannot go."""

import asyncio
from typing import Any

import pytest
from tests.identity.entrance import Entrance, data
from tests.identity.mailbox import Mailbox, let_anybody_in_as, mail_server, sending, text_of

from nullus.identity import checks
from nullus.identity.settings import IdentitySettings
from nullus.jobs import system_actor
from nullus.jobs.queue import list_jobs


async def ask(entrance: Entrance, **changed: Any) -> str:
    person = await entrance.person(**changed)
    data(await entrance.call("POST", "/auth/password/forgot", {"email": person.email}), 202)
    return person.email


async def last_job(entrance: Entrance) -> Any:
    async with entrance.database.transaction(system_actor()) as tx:
        return (await list_jobs(tx, system_actor(), task="identity.send_mail", limit=1))[0]


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
async def test_a_service_signs_in_to_its_mail_server(entrance: Entrance) -> None:
    box = Mailbox()
    options = {"authenticator": let_anybody_in_as("nullus", "sesame"), "auth_required": True, "auth_require_tls": False}
    async with mail_server(box, **options) as port, sending(entrance, port, smtp_user="nullus", smtp_password="sesame"):
        message = await box.next(await ask(entrance, language="ko"))
        assert message["Subject"] == "새 비밀번호 정하기"
        assert "30분" in text_of(message)


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
async def test_a_wrong_password_ends_the_job_and_names_the_setting_not_the_secret(entrance: Entrance) -> None:
    box = Mailbox()
    options = {"authenticator": let_anybody_in_as("nullus", "sesame"), "auth_required": True, "auth_require_tls": False}
    async with mail_server(box, **options) as port, sending(entrance, port, smtp_user="nullus", smtp_password="wrong"):
        email = await ask(entrance)
        job = await until(entrance, "failed")
    assert job.failure["code"] == "mail_refused"
    assert "wrong" not in str(job.failure)
    assert email not in str(job.failure)


async def test_a_mail_that_the_server_does_not_take_now_goes_later(entrance: Entrance) -> None:
    box = Mailbox()
    box.refuse = "451 come back later"
    async with mail_server(box) as port, sending(entrance, port):
        email = await ask(entrance)
        while not box.attempts:
            await until(entrance, "queued")
        box.refuse = None
        assert "#nlp_" in text_of(await box.next(email))


async def test_a_way_without_encryption_is_not_taken_unless_it_is_asked_for(entrance: Entrance) -> None:
    box = Mailbox()
    async with mail_server(box) as port, sending(entrance, port, smtp_tls="starttls"):
        await ask(entrance)
        job = await until(entrance, "queued", attempts=1)
    assert box.attempts == 0
    assert job.attempts >= 1


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, "ready"),
        ({"smtp_host": "mail.example.org"}, "degraded"),
        ({"mail_from": "a@example.org"}, "degraded"),
        ({"smtp_host": "mail.example.org", "mail_from": "a@example.org"}, "ready"),
        ({"smtp_host": "mail.example.org", "mail_from": "a@example.org", "smtp_tls": "maybe"}, "degraded"),
    ],
)
async def test_the_state_of_the_mail_is_visible(changed: dict[str, str], state: str) -> None:
    found = await checks.mail_goes_out(IdentitySettings(**changed))()  # type: ignore[arg-type]
    assert found.state == state


async def until(entrance: Entrance, status: str, attempts: int = 0) -> Any:
    """The newest mail's job, once it has this status and so many attempts behind it."""
    async with asyncio.timeout(20):
        while True:
            job = await last_job(entrance)
            if job.status == status and job.attempts >= attempts:
                return job
            await asyncio.sleep(0.05)
