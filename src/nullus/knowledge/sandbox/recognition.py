"""Text recognition by tesseract, started by a launcher that takes away everything it does not need."""

import asyncio
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from nullus.knowledge.parsers.failures import ParseFailed
from nullus.knowledge.sandbox.limits import SandboxLimits
from nullus.knowledge.sandbox.prepared import Picture

_LAUNCHER: Final = Path(__file__).with_name("launcher.py")
_TEXT_MOST: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Program:
    """Where tesseract is, where its data are, and which of the wanted languages it has."""

    path: str
    data: str
    languages: str


@lru_cache(maxsize=8)
def _find(path: str, wanted: str, _changed: float) -> Program | None:
    try:
        listed = subprocess.run(
            [path, "--list-langs"], capture_output=True, timeout=20, check=True, env={"PATH": os.defpath}
        )
    except (OSError, subprocess.SubprocessError):
        return None
    first, *languages = listed.stdout.decode("utf-8", "replace").split("\n")
    data = first.partition('"')[2].partition('"')[0]
    there = [language for language in wanted.split("+") if language in {name.strip() for name in languages}]
    # Korean is what most scans here are in; without its data the result would be nonsense that looks like text.
    if not there or ("kor" in wanted and "kor" not in there) or not data:
        return None
    return Program(path, data, "+".join(there))


def find(wanted: str) -> Program | None:
    """Tesseract with the first of the wanted languages (`kor+eng`), or None."""
    path = shutil.which("tesseract") or shutil.which("tesseract", path="/usr/local/bin:/opt/homebrew/bin")
    if path is None:
        return None
    try:
        changed = max(
            Path(path).stat().st_mtime,
            *(folder.stat().st_mtime for folder in Path("/usr/share/tesseract-ocr").glob("*/tessdata")),
            0.0,
        )
    except OSError:
        changed = 0.0
    return _find(str(Path(path).resolve()), wanted, changed)


async def recognise(program: Program, picture: Picture, limits: SandboxLimits) -> str:
    """The text of a picture; nothing when it shows none. Raises ParseFailed."""
    command = [
        sys.executable,
        "-I",
        str(_LAUNCHER),
        program.path,
        program.data,
        program.languages,
        str(limits.memory_bytes),
        str(int(limits.ocr_seconds) + 1),
    ]
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    )
    page = b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.rows
    try:
        async with asyncio.timeout(limits.ocr_seconds):
            text = await _talk(process, page)
            await process.wait()
    except TimeoutError:
        raise ParseFailed("timed_out", "recognition") from None
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            await process.wait()
    if process.returncode:
        raise ParseFailed("damaged", f"tesseract ended with {process.returncode}")
    return text.decode("utf-8", "replace")


async def _talk(process: asyncio.subprocess.Process, page: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise ParseFailed("unavailable", "recognition without pipes")
    sending = asyncio.create_task(_feed(process.stdin, page))
    try:
        text = bytearray()
        while part := await process.stdout.read(65536):
            text += part
            if len(text) > _TEXT_MOST:
                raise ParseFailed("too_complex", "recognition wrote too much")
        await sending
        return bytes(text)
    finally:
        sending.cancel()


async def _feed(stream: asyncio.StreamWriter, page: bytes) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):
        stream.write(page)
        await stream.drain()
        stream.close()
