"""Clients of the shared service, and the promise that no test of this folder leaves it broken."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from chaos.running import Running
from tests.acceptance import asking


@dataclass(frozen=True, slots=True)
class Pids:
    api: int
    worker: int


@pytest.fixture(scope="session")
def first_pids(service: Running) -> Pids:
    return Pids(service.part("api")["pid"], service.part("worker")["pid"])


@pytest.fixture(autouse=True)
def _unharmed(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test on the shared service: no defect in the log, and neither API nor worker has died."""
    if "service" not in request.fixturenames:
        yield
        return
    service: Running = request.getfixturevalue("service")
    pids: Pids = request.getfixturevalue("first_pids")
    yield
    asking.healthy(service)
    assert Pids(service.part("api")["pid"], service.part("worker")["pid"]) == pids, service.logs()


@pytest.fixture(scope="session")
def client(service: Running) -> Iterator[httpx.Client]:
    """The operator, in English."""
    with service.client() as opened:
        yield opened


@pytest.fixture(scope="session")
def korean(service: Running) -> Iterator[httpx.Client]:
    """The operator, in Korean."""
    with service.client(**{"Accept-Language": "ko-KR,ko;q=0.9,en;q=0.5"}) as opened:
        yield opened


@pytest.fixture
def collection(client: httpx.Client) -> str:
    """A collection of the test's own."""
    return asking.collection(client)
