"""What does the killing: a seeded order of victims and moments."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from chaos.running import Running

VICTIMS = ("worker", "api", "postgres")


@dataclass(frozen=True, slots=True)
class Round:
    """One kill: whom, how long after the last round, and how long until all parts were ready again."""

    number: int
    victim: str
    after_seconds: float
    ready_seconds: float


def order_of(rounds: int, source: random.Random, victims: Sequence[str] = VICTIMS) -> list[str]:
    """Every victim comes equally often, in random order."""
    return [victim for _ in range(-(-rounds // len(victims))) for victim in source.sample(victims, len(victims))][
        :rounds
    ]


def kill_once(service: Running, number: int, victim: str, source: random.Random, longest: float) -> Round:
    """Wait a random moment, kill, and wait until the service is whole again."""
    after = source.uniform(0.05, longest)
    time.sleep(after)
    while (killed := service.kill(victim)) is None:
        time.sleep(0.02)  # it was on its way up at this moment
    gone_from = time.monotonic()
    while (part := service.part(victim)).get("state") != "ready" or part["pid"] == killed:
        if time.monotonic() - gone_from > 60:
            raise TimeoutError(f"{victim} did not come back in 60 s\n{service.logs()}")
        time.sleep(0.02)
    service.wait_ready(60)
    return Round(number, victim, round(after, 3), round(time.monotonic() - gone_from, 3))
