"""How long the first start from a bare clone takes, how long a later one, and what all processes together hold when idle.

    python -m benchmarks.start                # clones this repository's HEAD; packages come from the registry
    python -m benchmarks.start --starts 5 --idle 60 --json figures.json

Everything happens in a temporary folder with a new HOME and a PATH that holds only python3, git and the base system's tools; of
the environment only what says how this machine reaches its package registry is handed on. Memory is the proportional set size,
by part of the service (each with its own children) and in all: some seconds after a start, and again after 40 documents were
ingested and a question was asked. Without ../shared/data the project's own documentation takes the place of these documents.
Exits with 1 when the first start takes more than 120 s, a later one (median) more than 5 s, or memory is above 500 MiB.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import machine
from benchmarks.service import DATA, family, free_port, memory_mib

ROOT = Path(__file__).resolve().parents[1]
FIRST_SECONDS, LATER_SECONDS, IDLE_MIB = 120.0, 5.0, 500.0
QUESTION = "경로 매개변수의 타입을 어떻게 선언하나요?"
TOOLS = (
    "git env sh bash dash ls cat cp mv rm mkdir mktemp dirname basename sed awk grep head tail tr cut sort uniq wc date id "
    "uname sleep kill chmod chown ln readlink realpath touch tee find xargs test true false expr nproc df ps su setpriv "
    "runuser useradd tar gzip curl"
)
REGISTRY = ("PIP_", "UV_", "NODE_EXTRA_CA", "SSL_CERT", "CURL_CA", "REQUESTS_CA", "GIT_SSL")


@dataclass(frozen=True, slots=True)
class Room:
    """A folder that stands for a machine on which nothing is installed yet."""

    folder: Path
    environment: dict[str, str]

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    def nullus(self, *arguments: str) -> tuple[str, float]:
        """Run `./nullus …` in the clone; its stdout and the seconds it took."""
        started = time.perf_counter()
        done = subprocess.run(
            ["./nullus", *arguments],
            check=False,
            cwd=self.clone,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise SystemExit(f"./nullus {' '.join(arguments)} failed ({done.returncode}):\n{done.stdout}{done.stderr}")
        return done.stdout, time.perf_counter() - started


def furnish(folder: Path) -> Room:
    """A PATH with few tools, a new HOME, a bare clone of the repository's HEAD."""
    for name in ("bin", "home", "tmp"):
        (folder / name).mkdir()
    (folder / "bin" / "python3").symlink_to(Path(sys.executable).resolve())
    for tool in TOOLS.split():
        if found := shutil.which(tool):
            (folder / "bin" / tool).symlink_to(found)
    for name in (".config/pip", ".config/uv", ".pip"):
        if (Path.home() / name).is_dir():
            shutil.copytree(Path.home() / name, folder / "home" / name)
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(ROOT), str(folder / "clone")], check=True)
    environment = {
        "PATH": str(folder / "bin"),
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "NULLUS_HOME": str(folder / "data"),
        "NULLUS_PORT": str(free_port()),
        "NULLUS_LLM_PROVIDER": "none",
    }
    return Room(folder, environment | {key: text for key, text in os.environ.items() if key.startswith(REGISTRY)})


def memory(room: Room) -> dict[str, float]:
    """MiB of each part with its children, of the supervisor, and of all."""
    record = json.loads((room.folder / "data" / "run" / "state.json").read_text())
    parts = {part["name"]: memory_mib(part["pid"]) for part in record["parts"] if part.get("pid")}
    everything = memory_mib(record["pid"])
    return {**parts, "supervisor": everything - sum(parts.values()), "all": everything}


def show(title: str, found: dict[str, float], processes: int) -> None:
    listed = ", ".join(f"{name} {value:.0f}" for name, value in sorted(found.items()) if name != "all")
    print(f"{title}: {found['all']:.0f} MiB in {processes} processes ({listed})", flush=True)


def processes(room: Room) -> int:
    return len(family(json.loads((room.folder / "data" / "run" / "state.json").read_text())["pid"]))


def documents(room: Room) -> Path:
    """A folder with 40 pages."""
    source, folder = DATA / "docs" / "ko" / "docs" / "tutorial", room.folder / "documents"
    if not source.is_dir():
        print("../shared/data is absent: the project's own documentation is ingested instead")
        source = ROOT / "docs"
    folder.mkdir()
    for number, page in enumerate(sorted(source.rglob("*.md"))[:40]):
        shutil.copy(page, folder / f"{number:02}-{page.name}")
    return folder


def measure(room: Room, starts: int, idle: float) -> dict[str, Any]:
    _, first = room.nullus("up", "--detach")
    print(f"first start, with installation: {first:.1f} s", flush=True)
    room.nullus("status")
    later = []
    for _ in range(starts):
        room.nullus("down")
        later.append(room.nullus("up", "--detach")[1])
    print(
        f"later starts: {', '.join(f'{each:.2f}' for each in later)} s, median {statistics.median(later):.2f} s",
        flush=True,
    )
    time.sleep(idle)
    fresh = memory(room)
    show(f"idle, {idle:.0f} s after a start", fresh, processes(room))
    folder = documents(room)
    _, ingested = room.nullus("ingest", str(folder), "--wait")
    answer, asked = room.nullus("ask", QUESTION)
    cited = "with" if "[1]" in answer else "WITHOUT"
    print(
        f"{len(list(folder.iterdir()))} files ingested in {ingested:.1f} s; answer {cited} a citation in {asked:.1f} s"
    )
    time.sleep(idle)
    used = memory(room)
    show(f"idle, {idle:.0f} s after ingesting and asking", used, processes(room))
    return {"first": first, "later": later, "idle_fresh": fresh, "idle_used": used, "ingest": ingested, "ask": asked}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=3, help="later starts, of which the median counts")
    parser.add_argument("--idle", type=float, default=20.0, help="seconds of rest before memory is read")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures there")
    arguments = parser.parse_args()
    print(machine.described(), flush=True)
    with tempfile.TemporaryDirectory(prefix="nullus-start-", ignore_cleanup_errors=True) as folder:
        room = furnish(Path(folder))
        try:
            figures = measure(room, arguments.starts, arguments.idle)
        finally:
            subprocess.run(["./nullus", "down"], check=False, cwd=room.clone, env=room.environment, capture_output=True)
    highest = max(figures["idle_fresh"]["all"], figures["idle_used"]["all"])
    checks = {
        f"the first start took more than {FIRST_SECONDS:.0f} s": figures["first"] <= FIRST_SECONDS,
        f"later starts took more than {LATER_SECONDS:.0f} s": statistics.median(figures["later"]) <= LATER_SECONDS,
        f"all processes hold more than {IDLE_MIB:.0f} MiB": highest <= IDLE_MIB,
    }
    missed = [problem for problem, fine in checks.items() if not fine]
    print("\n".join(f"MISSED {each}" for each in missed) or "every target is met")
    print(machine.described())
    machine.write_json(arguments.json, {**figures, "missed": missed})
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
