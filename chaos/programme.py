"""One run: start, load, kill, come to rest, check, stop, look for what is left."""

import random
import statistics
import threading
import time
from dataclasses import asdict, dataclass, field
from typing import Any

from chaos import checker, nemesis
from chaos.running import QUICK, running
from chaos.workload import Client, Ledger


@dataclass(slots=True)
class Report:
    """The figures of a run. It passed when `problems` is empty."""

    seed: int
    rounds: list[nemesis.Round] = field(default_factory=list)
    ledger: dict[str, Any] = field(default_factory=dict)
    settle_seconds: float = 0.0
    whole_seconds: float = 0.0
    problems: list[str] = field(default_factory=list)

    def recovery(self, victim: str) -> dict[str, float]:
        """Seconds from the kill until `/readyz` said yes."""
        took = [each.ready_seconds for each in self.rounds if each.victim == victim]
        if not took:
            return {}
        return {"kills": len(took), "median": round(statistics.median(took), 2), "longest": max(took)}

    def to_json(self) -> dict[str, Any]:
        return {
            "seed": self.seed,
            "passed": not self.problems,
            **self.ledger,
            "settleSeconds": self.settle_seconds,
            "wholeSeconds": self.whole_seconds,
            "recovery": {victim: self.recovery(victim) for victim in nemesis.VICTIMS},
            "rounds": [asdict(each) for each in self.rounds],
            "problems": self.problems,
        }


def run(rounds: int, seed: int, *, clients: int = 3, longest: float = 2.0) -> Report:
    """Run the whole programme. `longest`: most seconds between two kills."""
    began = time.monotonic()
    report, source, ledger, stop = Report(seed), random.Random(seed), Ledger(), threading.Event()
    with running(QUICK) as service:
        with service.client() as http:
            made = http.post("/api/v1/collections", json={"name": "chaos"}).raise_for_status().json()["data"]
            threads = [Client(service, made["id"], ledger, seed * 100 + number, stop) for number in range(clients)]
            for thread in threads:
                thread.start()
            try:
                for number, victim in enumerate(nemesis.order_of(rounds, source), 1):
                    report.rounds.append(nemesis.kill_once(service, number, victim, source, longest))
            finally:
                stop.set()
                for thread in threads:
                    thread.join()
            resting = time.monotonic()
            report.problems = checker.check(service, ledger, http)
            report.settle_seconds = round(time.monotonic() - resting, 1)
            if report.problems:
                print(service.logs(), flush=True)
        service.stop()
        report.problems += checker.leftovers(service)
    report.ledger = _figures(ledger)
    report.whole_seconds = round(time.monotonic() - began, 1)
    return report


def _figures(ledger: Ledger) -> dict[str, Any]:
    return {
        "acknowledged": ledger.acknowledged,
        "replaced": ledger.replaced,
        "deleted": ledger.deleted,
        "searches": ledger.searches,
        "unknownOutcomes": ledger.unknown,
        "refused": ledger.refused,
        "slowestRequestSeconds": round(ledger.slowest_seconds, 2),
    }
