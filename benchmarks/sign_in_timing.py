"""Does the time of an answer tell who has an account? Sign-ins with a wrong password, known and unknown addresses in turn.

    python -m benchmarks.sign_in_timing [--times N] [--memory-kib N] [--json FILE]

Each arm is timed N times over the real routes on a real database, in pairs whose order is drawn by chance. The password hash is
cheaper than the product's (4 MiB, one lane): it hides less of a difference, and 2,000 pairs take minutes instead of an hour;
`--memory-kib 65536` has the product's memory. Printed are the medians, the Mann-Whitney test (two-sided, normal approximation
with ties), and a bootstrap interval of the difference of medians. The bar: p > 0.01.
"""

import argparse
import asyncio
import math
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.identity.entrance import PASSWORD, Entrance
from tests.postgres_server import shared_server

from benchmarks import machine
from nullus.identity.entrance import first_start
from nullus.identity.settings import IdentitySettings
from nullus.platform.database import Database

WRONG = "a wrong password of mine"


async def timings(url: str, home: Path, times: int, memory_kib: int) -> dict[str, list[float]]:
    """Seconds of each answer, by arm. Every attempt comes from a network of its own: nobody is slowed down."""
    database = Database(url)
    first = await first_start.prepare(database, "operator-token")
    cost = {"argon2_memory_kib": memory_kib, "argon2_rounds": IdentitySettings().argon2_rounds, "argon2_lanes": 1}
    entrance = Entrance(database, home, first.workspace_id, **cost)
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    hashed = await entrance.resources.passwords.hash(
        PASSWORD
    )  # once: a third of all the time went into making accounts
    for number in range(times + 20):
        person = await entrance.person(password_hash=hashed)
        pair = [("known", person.email), ("unknown", f"{number}.{person.email}")]
        random.shuffle(pair)
        for arm, email in pair:
            address = f"10.{number >> 8 & 255}.{number & 255}.{1 if arm == 'known' else 2}"
            began = time.perf_counter()
            answer = await entrance.login(email, WRONG, address=address)
            spent = time.perf_counter() - began
            assert answer.status_code == 401, answer.text
            if number >= 20:  # the first ones warm up plans, pools and caches
                taken[arm].append(spent)
        if number % 200 == 199:
            print(f"{number - 19} of {times} pairs", file=sys.stderr, flush=True)
    entrance.resources.passwords.close()
    await entrance.resources.directory.close()
    await database.close()
    return taken


def mann_whitney(one: list[float], other: list[float]) -> float:
    """The two-sided p-value by the normal approximation, corrected for ties."""
    everything = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks, ties, at = 0.0, 0.0, 0
    while at < len(everything):
        end = at
        while end < len(everything) and everything[end][0] == everything[at][0]:
            end += 1
        ranks += sum((at + end + 1) / 2 for value in everything[at:end] if value[1] == 0)
        ties += (end - at) ** 3 - (end - at)
        at = end
    n, m = len(one), len(other)
    spread = math.sqrt(n * m / 12 * (n + m + 1 - ties / ((n + m) * (n + m - 1))))
    z = (ranks - n * (n + 1) / 2 - n * m / 2) / spread if spread else 0.0
    return math.erfc(abs(z) / math.sqrt(2))


def interval(one: list[float], other: list[float], draws: int = 1000) -> tuple[float, float]:
    """95 % of bootstrap differences of the medians lie in it."""
    found = sorted(
        statistics.median(random.choices(one, k=len(one))) - statistics.median(random.choices(other, k=len(other)))
        for _ in range(draws)
    )
    return found[int(draws * 0.025)], found[int(draws * 0.975)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=2000, help="of each arm")
    parser.add_argument("--memory-kib", type=int, default=4096, help="that one hash takes (default: 4096)")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    with shared_server() as server, tempfile.TemporaryDirectory(prefix="nullus-timing-") as folder:
        taken = asyncio.run(timings(server.fresh_database().app_url, Path(folder), given.times, given.memory_kib))
    for arm, values in taken.items():
        quarters = statistics.quantiles(values, n=4)
        print(
            f"{arm}: median {quarters[1] * 1e3:.3f} ms, middle half {quarters[0] * 1e3:.3f} to {quarters[2] * 1e3:.3f} ms"
        )
    p = mann_whitney(taken["known"], taken["unknown"])
    low, high = interval(taken["known"], taken["unknown"])
    print(f"{given.times} of each arm: Mann-Whitney p = {p:.3f} (bar: > 0.01)")
    print(f"known - unknown, medians, 95 %: {low * 1e6:+.0f} to {high * 1e6:+.0f} us")
    print(machine.described())
    machine.write_json(given.json, {"taken": taken, "p": p, "interval": [low, high]})


if __name__ == "__main__":
    main()
