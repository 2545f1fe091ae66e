"""`doctor`: looks at everything that a working Nullus needs, and says the mend for what is wrong.

Each check is a small function that returns what it found; none of them changes anything.
"""

import asyncio
import os
import platform
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from nullus.platform import postgres
from nullus.platform.errors import Language, NullusError, Text
from nullus.platform.postgres import tuning
from nullus.platform.settings import PlatformSettings
from nullus.roles import ports, state
from nullus.roles.lock import holder_of
from nullus.roles.status import ask_readiness

Verdict = Literal["ok", "warning", "broken"]
GIB = 1 << 30
LEAST_DISK, ROOMY_DISK = GIB, 5 * GIB
LEAST_MEMORY, ROOMY_MEMORY = GIB, 2 * GIB
RELEASED_AT = 1_760_000_000  # a clock before this is certainly wrong


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One finding; `mend` says what to do when it is not ok."""

    name: str
    verdict: Verdict
    found: Text
    mend: Text | None = None


def diagnose(settings: PlatformSettings) -> Iterator[Diagnosis]:
    """All findings, one after the other, so that slow ones do not hold back the rest."""
    for check in CHECKS:
        try:
            yield from check(settings)
        except NullusError as error:
            yield _of_error(check.__name__, error)
        except OSError as error:
            yield Diagnosis(check.__name__, "broken", _same(str(error)), _SEE_ABOVE)


def python(settings: PlatformSettings) -> Iterator[Diagnosis]:
    found = _same(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    if sys.platform not in {"linux", "darwin"}:
        mend = Text(en="Use Linux, macOS or WSL.", ko="Linux, macOS 또는 WSL을 사용하세요.")
        yield Diagnosis("python", "broken", found, mend)
        return
    yield Diagnosis("python", "ok", found)


def disk(settings: PlatformSettings) -> Iterator[Diagnosis]:
    facts = os.statvfs(_nearest(settings.home))
    free = facts.f_bavail * facts.f_frsize
    found = Text(en=f"{free / GIB:.1f} GiB free for {settings.home}", ko=f"{settings.home}에 {free / GIB:.1f} GiB 남음")
    mend = Text(
        en="Free some space, or set NULLUS_HOME to a larger disk.",
        ko="공간을 확보하거나 NULLUS_HOME을 더 큰 디스크로 옮기세요.",
    )
    yield Diagnosis("disk", *_graded(free, LEAST_DISK, ROOMY_DISK, found, mend))


def memory(settings: PlatformSettings) -> Iterator[Diagnosis]:
    usable = tuning.memory_bytes()
    found = Text(en=f"{usable / GIB:.1f} GiB of memory", ko=f"메모리 {usable / GIB:.1f} GiB")
    mend = Text(
        en="Give the machine or the container at least 2 GiB.", ko="컴퓨터나 컨테이너에 메모리를 2 GiB 이상 할당하세요."
    )
    yield Diagnosis("memory", *_graded(usable, LEAST_MEMORY, ROOMY_MEMORY, found, mend))


def clock(settings: PlatformSettings) -> Iterator[Diagnosis]:
    now = time.time()
    mend = Text(en="Set the clock: `timedatectl set-ntp true`.", ko="`timedatectl set-ntp true`로 시계를 맞추세요.")
    record = state.read(settings.home)
    if now < RELEASED_AT or (record is not None and record.started_at > now + 300):
        yield Diagnosis("clock", "broken", Text(en="The clock is behind.", ko="시계가 느립니다."), mend)
        return
    yield Diagnosis("clock", "ok", _same(time.strftime("%Y-%m-%d %H:%M:%S %Z")))


def port(settings: PlatformSettings) -> Iterator[Diagnosis]:
    where = f"{settings.host}:{settings.port}"
    if holder_of(settings.home) is not None:
        yield Diagnosis("port", "ok", Text(en=f"{where}, served by this Nullus", ko=f"{where}, 이 Nullus가 사용 중"))
        return
    ports.bind(settings.host, settings.port).close()  # raises PortTaken, which names the holder
    yield Diagnosis("port", "ok", Text(en=f"{where} is free", ko=f"{where} 사용 가능"))


def permissions(settings: PlatformSettings) -> Iterator[Diagnosis]:
    """The home and the secrets are for one account only."""
    folder = settings.home / "secrets"
    exposed = [
        path
        for path in (folder, *sorted(folder.glob("*")))
        if path.exists() and stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]
    if exposed:
        names = ", ".join(str(path) for path in exposed)
        yield Diagnosis(
            "secrets",
            "broken",
            Text(en=f"Others can read: {names}", ko=f"다른 사용자가 읽을 수 있음: {names}"),
            _same(f"`chmod -R go-rwx {folder}`"),
        )
    else:
        there = folder.is_dir()
        yield Diagnosis(
            "secrets", "ok", Text(en="private" if there else "none yet", ko="비공개" if there else "아직 없음")
        )
    near = _nearest(settings.home)
    if not os.access(near, os.W_OK):
        mend = Text(
            en=f"`sudo chown $(id -u) {near}`, or set NULLUS_HOME.",
            ko=f"`sudo chown $(id -u) {near}` 또는 NULLUS_HOME 설정.",
        )
        yield Diagnosis("home", "broken", Text(en=f"{near} is not writable", ko=f"{near}에 쓸 수 없음"), mend)
    elif settings.home.is_dir() and stat.S_IMODE(settings.home.stat().st_mode) & 0o022:
        yield Diagnosis(
            "home",
            "warning",
            Text(en=f"Others can write to {settings.home}", ko=f"다른 사용자가 {settings.home}에 쓸 수 있음"),
            _same(f"`chmod go-w {settings.home}`"),
        )
    else:
        yield Diagnosis("home", "ok", _same(str(settings.home)))


def database(settings: PlatformSettings) -> Iterator[Diagnosis]:
    """The external server if one is named, else the embedded one: its account and programs."""
    if settings.database_url:
        from nullus.platform.postgres.provision import look_at_external

        split = look_at_external(settings.database_url)
        found = Text(en="external, version and pgvector are fine", ko="외부 서버, 버전과 pgvector 정상")
        if split:
            yield Diagnosis("database", "ok", found)
            return
        yield Diagnosis(
            "database",
            "warning",
            Text(
                en="external; one role is owner and application at once: it could take down the walls between workspaces",
                ko="외부 서버, 하나의 역할이 소유자와 애플리케이션을 겸해 워크스페이스 사이의 벽을 스스로 허물 수 있음",
            ),
            Text(
                en="Let the role of NULLUS_DATABASE_URL make others: `alter role … createrole`, then restart.",
                ko="NULLUS_DATABASE_URL의 역할에 `alter role … createrole` 권한을 주고 다시 시작하세요.",
            ),
        )
        return
    account = postgres.account_for(postgres.data_folder(settings.home), make=False)
    postgres.installation()  # raises when the programs are missing or too old
    there = (postgres.data_folder(settings.home) / "PG_VERSION").exists()
    who = f"uid {account.uid}"
    yield Diagnosis(
        "database",
        "ok",
        Text(
            en=f"embedded PostgreSQL {postgres.MAJOR} as {who}" + ("" if there else ", made at the first start"),
            ko=f"내장 PostgreSQL {postgres.MAJOR}, {who}" + ("" if there else ", 처음 시작할 때 생성"),
        ),
    )
    if account.shared:
        yield Diagnosis(
            "database account",
            "warning",
            Text(
                en=f"PostgreSQL runs as an account shared with others ({who})",
                ko=f"PostgreSQL이 공용 계정으로 실행됨({who})",
            ),
            _same("`useradd --system nullus`"),
        )


def objects(settings: PlatformSettings) -> Iterator[Diagnosis]:
    folder = settings.home / "objects"
    if folder.is_dir():
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"nullus")
            file.flush()
            os.fsync(file.fileno())
    yield Diagnosis("object store", "ok", _same(str(folder)))


def sandbox(settings: PlatformSettings) -> Iterator[Diagnosis]:
    """How well strangers' documents are shut in while they are read."""
    from nullus.knowledge.parsers.failures import ParseFailed
    from nullus.knowledge.sandbox import levels

    try:
        found = asyncio.run(levels())
    except ParseFailed as error:
        yield Diagnosis("sandbox", "broken", _same(str(error)), _REINSTALL)
        return
    words = "; ".join(found.sentences())
    mend = Text(
        en="Run a Linux kernel of 5.13 or newer with Landlock and seccomp.",
        ko="Landlock과 seccomp을 지원하는 Linux 커널 5.13 이상을 사용하세요.",
    )
    yield Diagnosis("sandbox", "ok" if found.enough else "warning", _same(words), None if found.enough else mend)


def ocr(settings: PlatformSettings) -> Iterator[Diagnosis]:
    program = shutil.which("tesseract")
    mend = Text(
        en="To read scans: `apt install tesseract-ocr tesseract-ocr-kor` (macOS: `brew install tesseract tesseract-lang`).",
        ko="스캔 문서를 읽으려면: `apt install tesseract-ocr tesseract-ocr-kor` (macOS: `brew install tesseract tesseract-lang`).",
    )
    if program is None:
        found = Text(
            en="tesseract is not installed; scans end as “needs OCR”",
            ko="tesseract가 없어 스캔 문서는 “OCR 필요”로 끝납니다",
        )
        yield Diagnosis("ocr", "warning", found, mend)
        return
    done = subprocess.run([program, "--list-langs"], check=False, capture_output=True, text=True, timeout=20)
    languages = done.stdout.split("\n", 1)[-1].split()  # the first line is a heading
    if "kor" not in languages:
        yield Diagnosis(
            "ocr", "warning", Text(en="tesseract without Korean", ko="tesseract에 한국어 데이터가 없음"), mend
        )
        return
    yield Diagnosis("ocr", "ok", _same(f"tesseract ({', '.join(sorted(languages[-8:]))})"))


def letters(settings: PlatformSettings) -> Iterator[Diagnosis]:
    """Fonts for the pages of PDFs that carry none of their own, as many Korean ones do."""
    from nullus.knowledge import KnowledgeSettings
    from nullus.knowledge.parsers import fonts
    from nullus.platform.settings import load

    found = sorted(fonts.languages(fonts.faces(fonts.folders(load(KnowledgeSettings).fonts))))
    if "ko" in found:
        yield Diagnosis("fonts", "ok", _same(", ".join(found)))
        return
    yield Diagnosis(
        "fonts",
        "warning",
        Text(
            en="no Korean font; pages of PDFs that carry none either are drawn without their letters",
            ko="한글 글꼴이 없어, 글꼴을 담지 않은 PDF의 쪽 그림에 글자가 빠집니다",
        ),
        Text(
            en="`apt install fonts-noto-cjk`, or name a folder of fonts in NULLUS_KNOWLEDGE_FONTS.",
            ko="`apt install fonts-noto-cjk`를 실행하거나, 글꼴이 든 폴더를 NULLUS_KNOWLEDGE_FONTS로 정하세요.",
        ),
    )


def embedder(settings: PlatformSettings) -> Iterator[Diagnosis]:
    """Whether the embedder of the settings can be opened; a server's is not contacted."""
    from nullus.llm import Gateway, LlmSettings
    from nullus.platform.settings import load

    chosen = load(LlmSettings)
    Gateway(chosen)
    yield Diagnosis("embedder", "ok", _same(chosen.embedder))


def running_service(settings: PlatformSettings) -> Iterator[Diagnosis]:
    """What the running service says about itself."""
    record = state.read(settings.home)
    if holder_of(settings.home) is None or record is None:
        yield Diagnosis("service", "ok", Text(en="not running", ko="실행 중이 아님"))
        return
    words: dict[Language, dict[str, tuple[str, str, str | None]]] = {}
    languages: tuple[Language, Language] = ("en", "ko")
    for language in languages:
        answer = ask_readiness(record.address, language)
        parts = (answer or {}).get("parts", [])
        words[language] = {each["name"]: (each["state"], each.get("reason") or "", each.get("mend")) for each in parts}
    if not words["en"]:
        silent = Text(
            en=f"running, but {record.address} does not answer",
            ko=f"실행 중이지만 {record.address}이(가) 응답하지 않음",
        )
        yield Diagnosis("service", "broken", silent, _SEE_LOGS)
        return
    verdicts: dict[str, Verdict] = {"ready": "ok", "degraded": "warning"}
    for name, (found, reason, mend) in words["en"].items():
        _, ko_reason, ko_mend = words["ko"].get(name, (found, reason, mend))
        yield Diagnosis(
            f"service: {name}",
            verdicts.get(found, "broken"),
            Text(en=_plain(reason or found), ko=_plain(ko_reason or found)),
            Text(en=_plain(mend), ko=_plain(ko_mend or mend)) if mend else None,
        )


CHECKS: tuple[Callable[[PlatformSettings], Iterator[Diagnosis]], ...] = (
    *(
        python,
        disk,
        memory,
        clock,
        permissions,
        port,
        database,
        objects,
        sandbox,
        ocr,
        letters,
        embedder,
        running_service,
    ),
)
_SEE_ABOVE = Text(en="Look at the path in the message.", ko="메시지에 나온 경로를 확인하세요.")
_REINSTALL = Text(
    en="Reinstall Nullus, then run `nullus doctor` again.",
    ko="Nullus를 다시 설치한 뒤 `nullus doctor`를 다시 실행하세요.",
)
_SEE_LOGS = Text(en="See `nullus logs api`.", ko="`nullus logs api`를 확인하세요.")


def _of_error(name: str, error: NullusError) -> Diagnosis:
    languages: tuple[Language, Language] = ("en", "ko")
    said = [_plain(error.message_in(each)) for each in languages]
    hints = [_plain(error.hint_in(each) or "") for each in languages]
    return Diagnosis(name, "broken", Text(*said), Text(*hints) if hints[0] else None)


def _graded(value: float, least: float, roomy: float, found: Text, mend: Text) -> tuple[Verdict, Text, Text | None]:
    if value < least:
        return "broken", found, mend
    return ("warning", found, mend) if value < roomy else ("ok", found, None)


def _nearest(path: Path) -> Path:
    """The path itself or the first folder above it that exists."""
    return next(each for each in (path, *path.parents) if each.exists())


def _same(words: str) -> Text:
    return Text(en=_plain(words), ko=_plain(words))


def _plain(words: str) -> str:
    """Words that are shown as they are: braces in them are not fields."""
    return words.replace("{", "{{").replace("}", "}}")
