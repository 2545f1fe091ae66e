"""One published chatbot for the tests that only visit it."""

import pytest
from chaos.running import Running
from tests.publishing.desk import Desk, open_desk


@pytest.fixture(scope="session")
def desk(service: Running) -> Desk:
    return open_desk(service)
