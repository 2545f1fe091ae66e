"""How often, and after how long, a model that failed is asked again: never so often that trying again becomes the load."""

import random

SHARE = 0.1
"""Retries for each call, over all calls."""
MOST_SAVED = 10.0
LONGEST_PAUSE = 20.0
_FIRST_PAUSE = 0.3


class RetryBudget:
    """Every call earns a tenth of a retry; at most ten are saved up. The first few calls of a process may retry, too."""

    def __init__(self, saved: float = 2.0) -> None:
        self._saved = saved

    def earn(self) -> None:
        """A call was made for the first time."""
        self._saved = min(MOST_SAVED, self._saved + SHARE)

    def spend(self) -> bool:
        """Take one retry, if there is one."""
        if self._saved < 1.0:
            return False
        self._saved -= 1.0
        return True


def pause_before(turn: int, asked: float | None) -> float:
    """Seconds to wait before asking again: what the server asked for, else 0.3, 0.6, … with jitter. `turn` counts from 0."""
    if asked is not None:
        return asked
    ceiling = min(LONGEST_PAUSE, _FIRST_PAUSE * 2.0**turn)
    return ceiling * (0.5 + random.random() / 2)  # noqa: S311  jitter, not a secret
