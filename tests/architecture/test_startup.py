"""`nullus --help` answers at once: it imports neither the database nor the web framework."""

import subprocess
import sys
import time

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
    """The limit leaves room for a busy machine; the aim is 300 ms."""
    best = 9.0
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(
            [sys.executable, "-P", "-m", "nullus.cli.main", "--help"], capture_output=True, check=True, timeout=60
        )
        best = min(best, time.perf_counter() - began)
        if best < 0.3:
            return
    assert best < 0.8, f"{best:.2f} s"
