"""`python -m chaos [--rounds 30] [--seed N] [--json FILE]`: kill and check; exit 1 when a promise was broken."""

import argparse
import json
import secrets
import signal
import sys
from pathlib import Path

from chaos.nemesis import VICTIMS
from chaos.programme import Report, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="how many processes are killed (default: 30)")
    parser.add_argument("--clients", type=int, default=3, help="how many clients work meanwhile (default: 3)")
    parser.add_argument("--longest", type=float, default=2.0, help="most seconds between two kills (default: 2)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31), help="repeats an earlier run")
    parser.add_argument("--json", type=Path, help="write the report to this file too")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is stopped on the way out
    print(f"seed {given.seed}", flush=True)
    report = run(given.rounds, given.seed, clients=given.clients, longest=given.longest)
    if given.json:
        given.json.write_text(json.dumps(report.to_json(), indent=2, ensure_ascii=False), encoding="utf-8")
    _show(report)
    return 1 if report.problems else 0


def _show(report: Report) -> None:
    print(f"\n{'killed':<10} {'times':>6} {'ready again, median':>20} {'longest':>9}")
    for victim in VICTIMS:
        if found := report.recovery(victim):
            print(f"{victim:<10} {found['kills']:>6} {found['median']:>18} s {found['longest']:>7} s")
    print()
    for name, value in report.ledger.items():
        print(f"{name:<24} {value}")
    print(f"{'lost, doubled or mixed':<24} {len(report.problems)}")
    print(f"{'whole run':<24} {report.whole_seconds} s")
    for problem in report.problems:
        print(f"  - {problem}")


if __name__ == "__main__":
    sys.exit(main())
