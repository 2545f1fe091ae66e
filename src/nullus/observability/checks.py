"""Health checks: each room adds the ones it answers for; `/readyz`, `status` and `doctor` show them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from nullus.platform.errors import NullusError, Text

FindingState = Literal["ready", "degraded", "failed"]
TOO_SLOW = Text(en="It did not answer within {seconds} seconds.", ko="{seconds}초 안에 응답하지 않았습니다.")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `degraded` is shown but does not make the service unready."""

    state: FindingState
    reason: Text | None = None
    mend: Text | None = None


Check = Callable[[], Awaitable[Finding]]
READY = Finding("ready")


class Checks:
    """The checks of one process. A run is kept for a second, so that probing often costs little."""

    def __init__(self, patience_seconds: float = 2.0, keep_seconds: float = 1.0) -> None:
        self._checks: dict[str, Check] = {}
        self._patience = patience_seconds
        self._keep = keep_seconds
        self._last: dict[str, Finding] = {}
        self._last_at = float("-inf")
        self._lock = asyncio.Lock()

    def add(self, name: str, check: Check) -> None:
        """Add a check; its name is what people see in `status`."""
        if name in self._checks:
            raise ValueError(f"there is a check named {name} already")
        self._checks[name] = check

    async def run(self) -> dict[str, Finding]:
        """All findings, in the order of adding; run at the same time, each with a time limit."""
        async with self._lock:
            if time.monotonic() - self._last_at > self._keep:
                found = await asyncio.gather(*(self._one(check) for check in self._checks.values()))
                self._last = dict(zip(self._checks, found, strict=True))
                self._last_at = time.monotonic()
            return self._last

    async def _one(self, check: Check) -> Finding:
        try:
            return await asyncio.wait_for(check(), self._patience)
        except TimeoutError:
            return Finding("failed", _filled(TOO_SLOW, {"seconds": self._patience}))
        except NullusError as error:
            hint = _filled(error.hint, error.fields) if error.hint else None
            return Finding("failed", _filled(error.message, error.fields), hint)
        except OSError as error:
            return Finding("failed", Text(en=str(error), ko=str(error)))


def are_ready(findings: dict[str, Finding]) -> bool:
    return all(finding.state != "failed" for finding in findings.values())


def _filled(text: Text, fields: dict[str, object]) -> Text:
    """The text with its fields in place, safe to be rendered again without any."""
    return Text(
        *(part.replace("{", "{{").replace("}", "}}") for part in (text.render("en", fields), text.render("ko", fields)))
    )
