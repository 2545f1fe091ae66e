"""What one attempt costs, however it ends: held before it, settled after it, estimated where the server does not count."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import TracebackType

from nullus.llm.errors import ModelSilent
from nullus.llm.ports import Delta, ToolCalls, Usage
from nullus.llm.sizes import tokens
from nullus.llm.spending.ledger import Asked, Candidate, Entry, Ledger, Outcome
from nullus.platform.errors import NullusError


@dataclass(slots=True)
class Bill:
    """The costs of one attempt. As a context it is settled at the end; `paid` settles it before with what the server counted."""

    entry: Entry | None
    read: int
    said: int = 0
    redacted: int = 0
    _began: float = field(default_factory=time.monotonic)
    _settled: bool = False

    @property
    def currency(self) -> str:
        return self.entry.price.currency if self.entry is not None else "USD"

    def note(self, part: Delta | ToolCalls) -> None:
        """Follow what the model says, for when nobody counts it."""
        if isinstance(part, Delta):
            self.said += tokens(part.text)
        else:
            self.said += sum(tokens(each.name + json.dumps(dict(each.arguments), default=str)) for each in part.calls)

    async def paid(self, usage: Usage) -> Decimal:
        """The attempt came to its end. Returns its cost."""
        counted = bool(usage.prompt or usage.completion)
        return await self._settle(usage if counted else Usage(self.read, self.said), "ok", counted=counted)

    async def __aenter__(self) -> "Bill":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._settled:
            return
        failed = isinstance(error, NullusError)
        # A server that refused has read nothing; one that was silent, or was left, may have.
        used = bool(self.said) or not failed or isinstance(error, ModelSilent)
        usage = Usage(self.read, self.said) if used else Usage()
        await self._settle(usage, "failed" if failed else "cancelled", counted=not used)

    async def _settle(self, usage: Usage, outcome: Outcome, *, counted: bool) -> Decimal:
        self._settled = True
        if self.entry is None:
            return Decimal(0)
        seconds = time.monotonic() - self._began
        return await self.entry.settle(usage, seconds, outcome, counted=counted, redacted=self.redacted)


async def open_bill(
    ledger: Ledger | None, call: Asked, candidate: Candidate, texts: Sequence[str], most_written: int, seconds: float
) -> Bill:
    """Hold what an attempt may cost at most. Raises BudgetExceeded."""
    read = sum(map(tokens, texts))
    entry = await ledger.reserve(call, candidate, read + most_written, seconds) if ledger is not None else None
    return Bill(entry, read)
