"""The tutorial works: its commands, word for word and in order, on a service of its own; Korean questions included."""

import re
import shlex
import subprocess
from pathlib import Path

from tests.service_process import COMMAND, service_process

ROOT = Path(__file__).resolve().parents[2]


def commands(page: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [
        line
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        for line in block.splitlines()
        if line.strip() and not line.startswith("#")
    ]


def test_every_command_does_what_the_pages_say(tmp_path: Path) -> None:
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("docs", "README.ko.md"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "nullus").write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n', encoding="utf-8")
    (folder / "nullus").chmod(0o755)
    with service_process(NULLUS_LLM_PROVIDER="none") as service:
        for command in with_korean_questions(commands("tutorial.md"), commands("tutorial.ko.md")):
            done = subprocess.run(
                ["sh", "-c", command],
                cwd=folder,
                env=service.environment(),
                capture_output=True,
                text=True,
                timeout=120,
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            if " ask " in command:
                assert "[1]" in done.stdout, f"{command}\n{done.stdout}"
            if " search " in command:
                assert "lexical 1" in done.stdout, f"{command}\n{done.stdout}"


def with_korean_questions(english: list[str], korean: list[str]) -> list[str]:
    """The English commands, with the Korean searches and questions after the first English question."""
    asked = next(place for place, command in enumerate(english) if " ask " in command)
    questions = [command for command in korean if " ask " in command or " search " in command]
    return [*english[: asked + 1], *dict.fromkeys(questions), *english[asked + 1 :]]
