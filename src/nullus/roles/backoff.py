"""How long to wait before a part that ended is started again: doubling, bounded, forgiven after a calm half minute."""

from dataclasses import dataclass

FIRST_SECONDS = 0.5
LONGEST_SECONDS = 15.0
CALM_SECONDS = 30.0


@dataclass(slots=True)
class Backoff:
    """Counts failures in a row of one part."""

    failures: int = 0

    def next_delay(self, lived_seconds: float) -> float:
        """The wait after a life of `lived_seconds`; a long enough one counts as a fresh start."""
        if lived_seconds >= CALM_SECONDS:
            self.failures = 0
        self.failures += 1
        return float(min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (self.failures - 1)))
