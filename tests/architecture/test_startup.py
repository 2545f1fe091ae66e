"""`nullus --help` answers at once: it imports neither the database nor the web framework."""

import os
import subprocess
import sys

HEAVY = (
    "sqlalchemy",
    "psycopg",
    "fastapi",
    "starlette",
    "pydantic",
    "numpy",
    "procrastinate",
    "alembic",
    "uvicorn",
)
PROBE = """
import sys
sys.argv = ["nullus", "--help"]
from nullus.cli.main import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("IMPORTED", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-P", "-c", PROBE], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "ingest" in done.stdout
    assert "ask" in done.stdout
    imported = set(done.stderr.rpartition("IMPORTED")[2].split())
    assert not imported & set(HEAVY)


def test_help_answers_fast() -> None:
    """By the processor's time, which other work on the machine hardly changes; the aim is 300 ms."""
    best = 9.0
    for _ in range(5):
        command = [sys.executable, "-P", "-m", "nullus.cli.main", "--help"]
        before = os.times()
        subprocess.run(command, capture_output=True, check=True, timeout=60)
        after = os.times()
        best = min(best, after.children_user + after.children_system - before.children_user - before.children_system)
        if best < 0.3:
            return
    assert best < 0.8, f"{best:.2f} s"
