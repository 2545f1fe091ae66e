"""`nullus test`: run the whole suite of the clone that this package runs from; arguments go to pytest."""

import importlib.util
import os
import sys
from pathlib import Path

import typer

import nullus
from nullus.cli.output import words
from nullus.platform.errors import ErrorKind, NullusError, Text


class NoTestsHere(NullusError):
    """Nullus was installed without its source tree, so there are no tests to run."""

    kind = ErrorKind.NOT_FOUND
    code = "no_tests_here"
    message = Text(
        en="There are no tests here: this Nullus was installed without its source.",
        ko="여기에는 테스트가 없습니다. 이 Nullus는 소스 없이 설치되었습니다.",
    )
    hint = Text(
        en="In a clone of the source, type `./nullus test`.", ko="소스를 복제한 폴더에서 `./nullus test`를 실행하세요."
    )


class TestToolsMissing(NullusError):
    """The environment lacks pytest: the wrapper installs it, a bare `python -m nullus.cli.main test` does not."""

    __test__ = False  # pytest: not a test class
    kind = ErrorKind.UNAVAILABLE
    code = "test_tools_missing"
    message = Text(
        en="The tools that the tests need are not installed.", ko="테스트에 필요한 도구가 설치되어 있지 않습니다."
    )
    hint = Text(
        en="Type `./nullus test` in {root}: it installs them.", ko="{root}에서 `./nullus test`를 실행하면 설치됩니다."
    )


def add_to(app: typer.Typer) -> None:
    """Everything after `test` goes to pytest, its options included."""
    app.command(
        "test",
        help=words("Install what the tests need and run them all.", "테스트에 필요한 것을 설치하고 모두 실행합니다."),
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    )(_test)


def _test(context: typer.Context) -> None:
    run(context.args)


def run(arguments: list[str]) -> None:
    """Become pytest in the clone's root. Never returns; raises NoTestsHere or TestToolsMissing."""
    root = Path(nullus.__file__).resolve().parents[2]
    if not (root / "tests").is_dir() or not (root / "pyproject.toml").is_file():
        raise NoTestsHere
    if importlib.util.find_spec("pytest") is None:
        raise TestToolsMissing(root=root)
    os.chdir(root)
    # The tests start hundreds of processes of ours: each would compile the package anew if none may keep its bytecode.
    os.unsetenv("PYTHONDONTWRITEBYTECODE")
    os.execv(sys.executable, [sys.executable, "-P", "-m", "pytest", *arguments])  # noqa: S606 - no shell
