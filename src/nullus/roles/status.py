"""The state of the service and of each part, as the supervisor recorded it and as the API itself finds it."""

import http.client
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from nullus.platform.errors import Language, Text
from nullus.roles import state
from nullus.roles.lock import holder_of

NOT_RUNNING = Text(en="Nullus is not running.", ko="Nullus가 실행되고 있지 않습니다.")
START_IT = Text(en="Start it: `nullus up`.", ko="`nullus up`으로 시작하세요.")
SILENT = Text(en="The API does not answer at {address}.", ko="API가 {address}에서 응답하지 않습니다.")
SEE_LOGS = Text(en="See `nullus logs api`.", ko="`nullus logs api`를 확인하세요.")


@dataclass(slots=True)
class PartStatus:
    """One part: its state, and why it is not ready when it is not."""

    name: str
    state: str
    reason: str | None = None
    mend: str | None = None
    pid: int | None = None
    since: str | None = None
    restarts: int = 0


@dataclass(slots=True)
class ServiceStatus:
    """The whole; `ready` is what scripts look at."""

    ready: bool
    state: str
    address: str | None = None
    pid: int | None = None
    since: str | None = None
    reason: str | None = None
    mend: str | None = None
    parts: list[PartStatus] = field(default_factory=list)


def read_status(home: Path, language: Language) -> ServiceStatus:
    """Ask the lock, the record and `/readyz`. Works, and is quick, whatever state the service is in."""
    record = state.read(home)
    if holder_of(home) is None or record is None:
        return ServiceStatus(
            False, "stopped", reason=NOT_RUNNING.render(language, {}), mend=START_IT.render(language, {})
        )
    parts = {
        part.name: PartStatus(part.name, _shown(part), part.reason, None, part.pid, _moment(part.since), part.restarts)
        for part in record.parts
    }
    whole = ServiceStatus(record.state == "ready", record.state, record.address, record.pid, _moment(record.started_at))
    if parts["api"].state == "ready":
        found = ask_readiness(record.address, language)
        if found is None:
            parts["api"].state = "failed"
            parts["api"].reason = SILENT.render(language, {"address": record.address})
            parts["api"].mend = SEE_LOGS.render(language, {})
        for each in (found or {}).get("parts", []):
            _overlay(parts, each)
        if found is None or not found.get("ready"):
            whole.ready = False
            whole.state = "degraded" if whole.state == "ready" else whole.state
    whole.parts = list(parts.values())
    return whole


def ask_readiness(address: str, language: Language, patience: float = 5.0) -> dict[str, Any] | None:
    """The answer of `/readyz`; None when there is none."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=patience)
    try:
        connection.request("GET", "/readyz", headers={"Accept-Language": language})
        content = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return content if isinstance(content, dict) else None


def _overlay(parts: dict[str, PartStatus], found: dict[str, Any]) -> None:
    """What the API found about a part counts more than what the supervisor thinks of its process."""
    name = str(found["name"])
    part = parts.setdefault(name, PartStatus(name, str(found["state"])))
    part.reason = found.get("reason") or part.reason
    if found["state"] != "ready":
        part.state, part.mend = str(found["state"]), found.get("mend")


def _shown(part: state.PartRecord) -> str:
    """A part that runs once and is through with it is as ready as it can be."""
    return "ready" if part.name == "migrations" and part.state == "stopped" and part.reason is None else part.state


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(min(seconds, time.time()), UTC).isoformat(timespec="seconds")
