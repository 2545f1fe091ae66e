"""What the supervisor knows, in a file, so that `status`, `logs` and the next start can read it without asking anybody."""

import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from nullus.platform.secrets import make_private_folder

PartState = Literal["waiting", "starting", "ready", "restarting", "stopping", "stopped", "failed", "external"]
ServiceState = Literal["starting", "ready", "degraded", "stopping", "stopped", "failed"]


@dataclass(slots=True)
class PartRecord:
    """One part as `status` shows it. `token` tells its process from a later one with the same id."""

    name: str
    state: PartState = "waiting"
    pid: int | None = None
    token: str | None = None
    since: float = field(default_factory=time.time)
    restarts: int = 0
    reason: str | None = None


@dataclass(slots=True)
class ServiceRecord:
    """The whole service."""

    state: ServiceState
    address: str
    pid: int
    token: str | None
    started_at: float
    parts: list[PartRecord]
    reason: str | None = None


def state_path(home: Path) -> Path:
    return home / "run" / "state.json"


def write(home: Path, record: ServiceRecord) -> None:
    """Replace the file as a whole: a reader sees the old record or the new one."""
    path = state_path(home)
    make_private_folder(path.parent)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(record)), encoding="utf-8")
    draft.replace(path)


def read(home: Path) -> ServiceRecord | None:
    """The last record; None when there is none or it is not readable."""
    try:
        content: dict[str, Any] = json.loads(state_path(home).read_text(encoding="utf-8"))
        return ServiceRecord(**{**content, "parts": [PartRecord(**part) for part in content["parts"]]})
    except (OSError, ValueError, TypeError, KeyError):
        return None
