"""Make the Python environment of a clone: called by `./nullus`, only when it is missing or out of date.

Standard library only, since nothing is installed yet. Every build goes into a folder of its own beside the link
(`.venv` -> `.venv-<time>-<pid>`), the copy of the lock is written into it last, and the link is switched in one step:
an interrupted build can never look complete, and a service that still runs from the former folder keeps its files.
One build at a time: the kernel's file lock falls with its holder, so nothing can be left locked.
"""

import argparse
import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RUNTIME, TESTS = "requirements.lock", "requirements-dev.lock"
NEEDED_MIB = {RUNTIME: 900, TESTS: 300}  # measured: about 600 and 170 unpacked, and the downloads beside them
BUILT_HERE = {"wordllama"}  # has no wheel for Linux on ARM64 or for Python 3.14: compiled on the spot there
KOREAN = (
    os.environ.get("NULLUS_LANGUAGE")
    or os.environ.get("LC_ALL")
    or os.environ.get("LC_MESSAGES")
    or os.environ.get("LANG", "")
).startswith("ko")

# problem -> what went wrong and what to do, English then Korean
PROBLEMS: dict[str, tuple[str, str, str, str]] = {
    "venv": (
        "This Python ({python}) lacks the venv module, which makes the environment.",
        "Install it (Debian/Ubuntu: sudo apt install python3-venv) or uv, or name another Python with NULLUS_PYTHON.",
        "이 Python({python})에는 환경을 만드는 venv 모듈이 없습니다.",
        "설치하거나(Debian/Ubuntu: sudo apt install python3-venv) NULLUS_PYTHON으로 다른 Python을 지정하세요.",
    ),
    "disk": (
        "There is not enough disk space in {folder}: {free} MiB are free, {needed} MiB are needed.",
        "Free some space, or put the environment on another disk with NULLUS_VENV=/path/to/folder.",
        "{folder}의 디스크 공간이 부족합니다: {free} MiB 남음, {needed} MiB 필요.",
        "공간을 비우거나 NULLUS_VENV=/경로/폴더 로 다른 디스크에 환경을 만드세요.",
    ),
    "registry": (
        "The package registry could not be reached, so the packages could not be downloaded.",
        "Check the network, the proxy (HTTPS_PROXY) and the index (PIP_INDEX_URL); then type the command again.",
        "패키지 저장소에 연결할 수 없어 패키지를 내려받지 못했습니다.",
        "네트워크, 프록시(HTTPS_PROXY), 인덱스(PIP_INDEX_URL)를 확인한 뒤 명령을 다시 실행하세요.",
    ),
    "hash": (
        "A downloaded package is not the one that {lock} names (its hash differs): nothing was installed.",
        "Try again; if it stays, ask whoever runs the index or the proxy why it serves altered packages.",
        "내려받은 패키지가 {lock}에 적힌 것과 다릅니다(해시 불일치). 아무것도 설치하지 않았습니다.",
        "다시 실행해 보고, 계속되면 인덱스나 프록시 관리자에게 왜 변조된 패키지를 주는지 확인하세요.",
    ),
    "platform": (
        "A package has no build for this machine ({machine}) and this Python ({version}).",
        "Use Python 3.11 to 3.13 (NULLUS_PYTHON=/path/to/python3.13). On Linux/ARM64 a C compiler is needed as well.",
        "이 컴퓨터({machine})와 이 Python({version})용으로 배포되지 않은 패키지가 있습니다.",
        "Python 3.11~3.13을 쓰세요(NULLUS_PYTHON=/경로/python3.13). Linux/ARM64에는 C 컴파일러도 필요합니다.",
    ),
    "permission": (
        "The environment cannot be written in {folder}.",
        "Make the folder writable, or put the environment elsewhere with NULLUS_VENV=/path/to/folder.",
        "{folder}에 환경을 쓸 수 없습니다.",
        "폴더에 쓰기 권한을 주거나 NULLUS_VENV=/경로/폴더 로 다른 곳을 지정하세요.",
    ),
    "foreign": (
        "{link} exists already and was not made by ./nullus, so it is left alone.",
        "Move it away, or name another place with NULLUS_VENV=/path/to/folder.",
        "{link}이(가) 이미 있는데 ./nullus가 만든 것이 아니어서 건드리지 않습니다.",
        "다른 곳으로 옮기거나 NULLUS_VENV=/경로/폴더 로 다른 위치를 지정하세요.",
    ),
    "unknown": (
        "The packages could not be installed.",
        "The installer's whole output is in {log}.",
        "패키지를 설치하지 못했습니다.",
        "설치 프로그램의 전체 출력은 {log}에 있습니다.",
    ),
}

# In this order: an unreachable registry also ends in "no matching distribution".
SIGNS: dict[str, str] = {
    "hash": r"DO NOT MATCH THE HASHES|[Hh]ash mismatch",
    "disk": r"No space left on device|os error 28\b|[Ee]rrno 28\b|[Dd]isk quota exceeded",
    "registry": r"Connection refused|NewConnectionError|Max retries exceeded|[Nn]ame resolution|Network is unreachable"
    r"|timed out|error sending request|dns error|ProxyError|CERTIFICATE_VERIFY_FAILED|SSLError|[Tt]unnel"
    r"|Failed to fetch|Could not connect|HTTP error|status code|(?:401|403|404|5\d\d) (?:Client|Server) Error",
    "permission": r"Permission denied|Read-only file system|[Oo]peration not permitted",
    "platform": r"No matching distribution|no usable wheels|no wheels with|Failed (?:to build|building)|subprocess-exited",
}


class Failed(Exception):
    """The environment could not be made; `problem` is a key of PROBLEMS."""

    def __init__(self, problem: str, tail: str = "", **fields: object) -> None:
        super().__init__(problem)
        self.problem, self.tail, self.fields = problem, tail, fields


def say(english: str, korean: str, end: str = "\n") -> None:
    sys.stderr.write(("nullus: " + korean if KOREAN else "nullus: " + english) + end)
    sys.stderr.flush()


def diagnose(output: str) -> str:
    """The problem that an installer's output speaks of: a key of PROBLEMS."""
    return next((problem for problem, sign in SIGNS.items() if re.search(sign, output)), "unknown")


def require_space(folder: Path, needed: int) -> None:
    """Raise Failed where fewer than `needed` MiB are free for this user."""
    free = shutil.disk_usage(folder).free // 2**20
    if free < needed:
        raise Failed("disk", folder=folder, free=free, needed=needed)


@contextmanager
def only_one(lock: Path) -> Iterator[None]:
    """Hold the lock file while the block runs; say so when another call is at work."""
    with lock.open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            who = held.read().strip() or "?"
            say(
                f"another call (process {who}) is preparing the environment; waiting for it.",
                f"다른 호출(프로세스 {who})이 환경을 준비하고 있어 기다립니다.",
            )
            fcntl.flock(held, fcntl.LOCK_EX)
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def holds(folder: Path, lock: Path) -> bool:
    """Whether the environment was completed from exactly this lock."""
    stamp = folder / f"installed-{lock.name}"
    return os.access(folder / "bin" / "python", os.X_OK) and stamp.is_file() and stamp.read_bytes() == lock.read_bytes()


def build(root: Path, link: Path) -> None:
    """Make a new folder from requirements.lock and switch the link to it."""
    require_space(link.parent, NEEDED_MIB[RUNTIME])
    former = Path(os.path.realpath(link)) if link.is_symlink() else None
    sweep(link, keep=former)
    folder = link.with_name(f"{link.name}-{int(time.time())}-{os.getpid()}")
    try:
        install(root, folder, link.with_name(link.name + ".log"), RUNTIME)
        (folder / "link").symlink_to(folder.name)
        (folder / "link").replace(link)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def sweep(link: Path, keep: Path | None) -> None:
    """Remove what interrupted or replaced builds left; the folder in use stays for those who still run from it."""
    ours = re.compile(re.escape(link.name) + r"-\d+-\d+")
    for each in link.parent.iterdir():
        if ours.fullmatch(each.name) and each.is_dir() and each.resolve() != keep:
            shutil.rmtree(each, ignore_errors=True)


def install(root: Path, folder: Path, log: Path, lock: str) -> None:
    """Install a lock into a folder with uv where it is there, else (or when uv fails) with pip; stamp it at the end."""
    began = time.monotonic()
    count = sum(1 for line in (root / lock).read_text(encoding="utf-8").splitlines() if re.match(r"[a-z0-9]", line))
    what = ("the environment", "실행 환경") if lock == RUNTIME else ("the test tools", "테스트 도구")
    say(
        f"preparing {what[0]}: {count} packages, this one time.",
        f"{what[1]} 준비 중: 패키지 {count}개, 처음 한 번만 합니다.",
    )
    uv = shutil.which("uv")
    pip_here = (folder / "bin" / "pip").exists() or not (folder / "bin" / "python").exists()
    if uv:
        try:
            _with_uv(uv, root, folder, log, lock)
        except Failed as failure:
            if failure.problem in {"disk", "hash"} or not pip_here or not _has_venv():
                raise
            say("uv could not do it; trying pip.", "uv로 설치하지 못해 pip로 다시 시도합니다.")
            if lock == RUNTIME:
                shutil.rmtree(folder, ignore_errors=True)
            _with_pip(root, folder, log, lock)
    else:
        _with_pip(root, folder, log, lock)
    if lock == RUNTIME:
        _point_at_source(root, folder)
    os.sync()
    partial = folder / f"installed-{lock}.partial"
    partial.write_bytes((root / lock).read_bytes())
    partial.replace(folder / f"installed-{lock}")
    seconds = time.monotonic() - began
    say(
        f"{what[0]} is ready ({seconds:.0f} s).".replace("tools is", "tools are"),
        f"{what[1]} 준비 완료({seconds:.0f}초).",
    )


def add_tests(root: Path, link: Path) -> None:
    """Add what the tests need to the finished environment; one that an earlier attempt left half-done is made anew."""
    folder = Path(os.path.realpath(link))
    began = folder / "tests-began"
    if began.exists():
        build(root, link)
        folder = Path(os.path.realpath(link))
        began = folder / "tests-began"
    require_space(folder, NEEDED_MIB[TESTS])
    began.touch()
    install(root, folder, link.with_name(link.name + ".log"), TESTS)
    began.unlink()


def _has_venv() -> bool:
    try:
        import ensurepip
        import venv
    except ImportError:
        return False
    return bool(ensurepip and venv)


def _with_uv(uv: str, root: Path, folder: Path, log: Path, lock: str) -> None:
    if not (folder / "bin" / "python").exists():
        _run([uv, "venv", "--quiet", "--python", os.path.realpath(sys.executable), str(folder)], log, 0)
    command = [uv, "pip", "install", "--python", str(folder / "bin" / "python"), "--compile-bytecode"]
    _run([*command, "--no-deps", "--require-hashes", *_wheels_only(root, lock), "-r", str(root / lock)], log, 0)


def _with_pip(root: Path, folder: Path, log: Path, lock: str) -> None:
    if not (folder / "bin" / "python").exists():
        if not _has_venv():
            raise Failed("venv", python=sys.executable)
        _run([os.path.realpath(sys.executable), "-m", "venv", str(folder)], log, 0)
    python = str(folder / "bin" / "python")
    command = [python, "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    lines = (root / lock).read_text(encoding="utf-8").splitlines()
    count = sum(1 for line in lines if re.match(r"[a-z0-9]", line))
    command += ["--no-compile", "--no-deps", "--require-hashes", *_wheels_only(root, lock), "-r", str(root / lock)]
    _run(command, log, count)
    # pip compiles on one core; what a package ships that does not compile (templates, tests) is no failure.
    packages = next((folder / "lib").glob("python3.*/site-packages"))
    subprocess.run(
        [python, "-m", "compileall", "-qq", "-j", "0", str(packages)], check=False, stdout=subprocess.DEVNULL
    )


def _wheels_only(root: Path, lock: str) -> list[str]:
    """Refuse to run a package's build script at install time, except for those that must be compiled somewhere."""
    names = re.findall(r"^([a-z0-9][a-z0-9._-]*)==", (root / lock).read_text(encoding="utf-8"), re.MULTILINE)
    return [part for name in sorted(set(names) - BUILT_HERE) for part in ("--only-binary", name)]


def _point_at_source(root: Path, folder: Path) -> None:
    """Let the environment import the clone's own source: a path file, which needs no build tool and no download.

    Relative where the environment lies in the clone (so the clone may be moved); always ASCII, whatever the folder's name.
    """
    packages = next((folder / "lib").glob("python3.*/site-packages"))
    inside = folder.resolve().is_relative_to(root.resolve())
    source = root / "src"
    line = os.path.relpath(source, packages) if inside else f"import sys; sys.path.append({str(source)!a})"
    (packages / "nullus.pth").write_text(line + "\n", encoding="ascii")
    _run([str(folder / "bin" / "python"), "-P", "-c", "import nullus"], folder / "import.log", 0)


def _run(command: list[str], log: Path, packages: int) -> None:
    """Run one step of the installation, its output in the log; raise Failed with what the output speaks of."""
    environment = {
        k: v for k, v in os.environ.items() if k not in {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_CONSTRAINT"}
    }
    environment |= {"PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0", "UV_PYTHON_DOWNLOADS": "never", "VIRTUAL_ENV": ""}
    output: list[str] = []
    seen = 0
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
        text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    try:
        assert child.stdout is not None
        for line in child.stdout:
            output.append(line)
            if packages and line.startswith("Collecting "):
                seen += 1
                if sys.stderr.isatty():
                    say(f"{seen} of {packages} packages\x1b[K", f"패키지 {packages}개 중 {seen}개\x1b[K", end="\r")
        if child.wait() == 0:
            return
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()
        log.write_text("".join(output), encoding="utf-8")
    text = "".join(output)
    tail = [line for line in text.splitlines() if line.strip() and not line.startswith("WARNING: Location")][-8:]
    raise Failed(diagnose(text), "\n".join(tail), log=log)


def explain(failure: Failed, root: Path, link: Path) -> None:
    """Tell the person what went wrong, what to do, and the installer's last words."""
    machine = f"{os.uname().sysname} {os.uname().machine}"
    version = ".".join(str(part) for part in sys.version_info[:3])
    fields: dict[str, object] = {
        "python": sys.executable, "folder": link.parent, "link": link, "lock": RUNTIME, "machine": machine, "version": version,
        "free": "?", "needed": NEEDED_MIB[RUNTIME], "log": link.with_name(link.name + ".log"),
    }  # fmt: skip
    if failure.problem == "disk" and "free" not in failure.fields:
        fields["free"] = shutil.disk_usage(link.parent).free // 2**20
    fields |= failure.fields
    what, mend, what_ko, mend_ko = (text.format(**fields) for text in PROBLEMS[failure.problem])
    say(what, what_ko)
    if failure.tail:
        sys.stderr.write("".join(f"  | {line}\n" for line in failure.tail.splitlines()))
    sys.stderr.write(f"  해결: {mend_ko}\n" if KOREAN else f"  Mend: {mend}\n")


def main() -> int:
    """Make what is missing; exit 0 when the environment can be used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true")
    parser.add_argument("root", type=Path)
    parser.add_argument("link", type=Path)
    arguments = parser.parse_args()
    root, link = arguments.root, arguments.link
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(143))
    try:
        if link.exists() and not link.is_symlink():
            raise Failed("foreign", link=link)
        link.parent.mkdir(parents=True, exist_ok=True)
        with only_one(link.with_name(link.name + ".lock")):
            if not holds(link, root / RUNTIME):
                build(root, link)
            if arguments.tests and not holds(link, root / TESTS):
                add_tests(root, link)
    except Failed as failure:
        explain(failure, root, link)
        return 1
    except PermissionError:
        explain(Failed("permission"), root, link)
        return 1
    except KeyboardInterrupt:
        say(
            "interrupted; nothing half-made was left. Type the command again.",
            "중단했습니다. 만들다 만 것은 남지 않았으니 명령을 다시 실행하세요.",
        )
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
