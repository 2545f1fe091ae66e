"""Uploads and downloads end within five seconds of the loss of the right to them; nothing of a refused upload stays."""

import asyncio
from typing import Any

import httpx
import pytest
from chaos.running import Running
from tests import losing
from tests.acceptance import asking
from tests.losing import DEMOTED, LOSSES, OTHER_TIER, SECONDS, Loss

KOREAN = "Accept-Language: ko"


async def refused(service: Running, collection: str, loss: Loss, pieces: int = 40) -> tuple[int, dict[str, Any], float]:
    """Begin an upload, suffer the loss, and see what it is answered after how many seconds."""
    with service.database() as connection:
        who = losing.member(connection)
        opened = asyncio.Event()
        sending = losing.Upload(service.port, collection, f"{who.account}.txt", [*who.lines(loss.way), KOREAN], pieces)
        working = asyncio.create_task(sending.send(opened, lambda: bool(service.incoming())))
        took = await losing.seconds_until_the_end(working, opened, lambda: loss.befall(connection, who))
    return *working.result(), took


@pytest.mark.parametrize("loss", [*LOSSES, "made a viewer"])
async def test_an_upload_of_somebody_who_may_no_more_is_refused_and_leaves_nothing(
    service: Running, client: httpx.Client, collection: str, loss: str
) -> None:
    before = service.objects()
    status, told, took = await refused(service, collection, {**LOSSES, "made a viewer": DEMOTED}[loss])
    assert (status, told["resultCode"]) == (403, "ACCESS_ENDED"), told
    assert told["message"] == "보내는 동안 접근 권한이 없어졌습니다. 받은 내용은 남기지 않았습니다."
    assert took < SECONDS
    assert service.incoming() == []
    assert service.objects() == before
    assert client.get(f"/api/v1/collections/{collection}").json()["data"]["documents"] == 0


async def test_an_upload_that_ends_before_anybody_looks_again_is_refused_too(
    service: Running, client: httpx.Client, collection: str
) -> None:
    """The last look is taken when all files lie there, before they become documents."""
    before = service.objects()
    status, told, _ = await refused(service, collection, LOSSES["session revoked"], pieces=5)
    assert (status, told["resultCode"]) == (403, "ACCESS_ENDED"), told
    assert service.objects() == before
    assert client.get(f"/api/v1/collections/{collection}").json()["data"]["documents"] == 0


async def test_an_upload_of_somebody_who_loses_nothing_arrives(service: Running, collection: str) -> None:
    """Else the refusals above would prove nothing: it takes longer than they do."""
    status, told, _ = await refused(service, collection, OTHER_TIER)
    assert status == 202, told


@pytest.mark.parametrize("loss", ["session revoked", "taken out of the workspace", "key deleted"])
async def test_a_download_ends_before_its_end(
    service: Running, client: httpx.Client, collection: str, loss: str
) -> None:
    size = 64 << 20  # more than the buffers on the way hold
    document = asking.uploaded(client, collection, f"{loss}.bin", loss.encode() + bytes(size))
    with service.database() as connection:
        who = losing.member(connection)
        opened = asyncio.Event()

        def lose() -> None:
            LOSSES[loss].befall(connection, who)

        address = f"http://127.0.0.1:{service.port}"
        async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False, **who.by(LOSSES[loss].way)) as own:
            working = asyncio.create_task(losing.download(own, document, opened))
            took = await losing.seconds_until_the_end(working, opened, lose)
    assert working.result() < size
    assert took < SECONDS + 3  # what is on its way already arrives slowly here; nothing more is sent
    assert client.delete(f"/api/v1/documents/{document}").status_code == 200
