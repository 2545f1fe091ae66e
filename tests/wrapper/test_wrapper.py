"""`./nullus` on a bare machine: makes its environment once, keeps it right, and says what is wrong in words."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from tests.wrapper.clone import Clone, make_clone, real_python


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return make_clone(tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """A clone whose environment stands; tests that use it leave it so."""
    clone = make_clone(tmp_path_factory.mktemp("made"))
    done = clone.call("--first")
    assert done.returncode == 0, done.stderr
    return clone


def script(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.write_text("#!/bin/sh\n" + text, encoding="utf-8")
    path.chmod(0o755)


def test_later_calls_are_silent_and_hand_everything_on(made: Clone) -> None:
    done = made.call("ask", "두 단어 질문", "--json", "")
    assert done.stderr == ""
    said = json.loads(done.stdout)
    assert said["arguments"] == ["ask", "두 단어 질문", "--json", ""]
    assert said["packages"] == ["tiny==1.0"]
    assert said["prefix"] == str((made.folder / ".venv").resolve()), (
        "runs from the real folder, which a rebuild leaves alone"
    )


def test_it_runs_by_symlink_from_anywhere(made: Clone, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    first, second = tmp_path / "links" / "nullus", tmp_path / "command"
    first.symlink_to(made.folder / "nullus")
    second.symlink_to(Path("links/nullus"))
    done = subprocess.run([second, "up"], env=made.environment(), cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_other_peoples_python_settings_do_not_reach_in(made: Clone, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('shadowed')", encoding="utf-8")
    done = made.call("up", PYTHONPATH=str(tmp_path), PYTHONHOME=str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_it_costs_at_most_30_ms_of_computing_when_nothing_is_to_do(made: Clone) -> None:
    python = made.folder / ".venv" / "bin" / "python"

    def least(*command: str) -> float:
        """CPU seconds of the command and all that it waited for: other work on the machine does not count."""
        times = []
        for _ in range(12):
            process = subprocess.Popen(
                command, env=made.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.returncode == 0
            times.append(used.ru_utime + used.ru_stime)
        return min(times)

    through = least(str(made.folder / "nullus"))
    assert through - least(str(python), "-P", "-m", "nullus.cli.main") < 0.030


def test_two_first_calls_at_once_build_once(clone: Clone) -> None:
    calls = [clone.start("up"), clone.start("status")]
    said = [call.communicate(timeout=120) for call in calls]
    assert [call.returncode for call in calls] == [0, 0], said
    assert [json.loads(out)["packages"] for out, _ in said] == [["tiny==1.0"]] * 2
    assert sum("preparing the environment: " in err for _, err in said) == 1
    assert sum("waiting" in err for _, err in said) == 1
    assert len(clone.builds()) == 1


@pytest.mark.parametrize("whom", ["everything", "the builder only"])
def test_a_build_killed_halfway_looks_like_none(clone: Clone, whom: str) -> None:
    child = clone.start("up")
    deadline = time.monotonic() + 60
    while not any((clone.folder / name / "bin" / "python").exists() for name in clone.builds()):
        assert time.monotonic() < deadline
        assert child.poll() is None
        time.sleep(0.01)
    if whom == "everything":
        os.killpg(child.pid, signal.SIGKILL)
    else:
        os.kill(int((clone.folder / ".venv.lock").read_text()), signal.SIGKILL)
    out, _ = child.communicate(timeout=60)
    assert child.returncode != 0
    assert out == ""
    assert not (clone.folder / ".venv").exists()
    half = clone.builds()
    assert half, "killed too late to be halfway"
    again = clone.call("up")
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["packages"] == ["tiny==1.0"]
    assert not set(half) & set(clone.builds())


def test_a_changed_lock_is_installed_and_the_former_environment_stays_for_who_runs_from_it(clone: Clone) -> None:
    assert clone.call("up").returncode == 0
    former = clone.builds()
    (clone.folder / ".venv-1-1" / "bin").mkdir(parents=True)
    clone.lock("requirements.lock", "tiny==2.0", "tinier==1.0")
    done = clone.call("up")
    assert json.loads(done.stdout)["packages"] == ["tiny==2.0"], done.stderr
    assert set(former) < set(clone.builds())
    assert ".venv-1-1" not in clone.builds(), "what is older than the former one is swept away"


def test_the_test_tools_come_with_the_test_command_only(clone: Clone) -> None:
    done = clone.call("test", "-k", "something")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["packages"] == ["tiny==1.0", "tinytests==1.0"]
    assert said["arguments"] == ["test", "-k", "something"]
    assert clone.call("test").stderr == ""
    (clone.folder / ".venv" / "tests-began").touch()
    (clone.folder / ".venv" / "installed-requirements-dev.lock").unlink()
    before = clone.builds()
    assert json.loads(clone.call("test").stdout)["packages"] == ["tiny==1.0", "tinytests==1.0"]
    assert clone.builds() != before, "half-installed test tools are not trusted"


def test_a_uv_that_cannot_do_it_gives_way_to_pip(clone: Clone) -> None:
    script(clone.tools / "uv", "echo 'error sending request' >&2; exit 2")
    done = clone.call("up")
    assert done.returncode == 0, done.stderr
    assert "trying pip" in done.stderr


def test_uv_does_it_where_it_is(clone: Clone) -> None:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("uv is not installed (CI installs it and names it with UV)")
    (clone.tools / "uv").symlink_to(uv)
    wheels = str(clone.wheels)
    done = clone.call(
        "test", UV_NO_INDEX="1", UV_FIND_LINKS=wheels, UV_OFFLINE="1", UV_CACHE_DIR=str(clone.folder.parent / "cache")
    )
    assert json.loads(done.stdout)["packages"] == ["tiny==1.0", "tinytests==1.0"], done.stderr
    assert "pip" not in done.stderr


def test_the_environment_may_stand_elsewhere(clone: Clone, tmp_path: Path) -> None:
    elsewhere = tmp_path / "자리" / "env"
    for language in ("C", "C.UTF-8"):
        done = clone.call("up", NULLUS_VENV=str(elsewhere), LC_ALL=language)
        assert done.returncode == 0, done.stderr
        assert str(clone.folder / "src") in json.loads(done.stdout)["path"]
    assert not (clone.folder / ".venv").exists()


def test_a_folder_that_is_not_ours_is_left_alone(clone: Clone) -> None:
    (clone.folder / ".venv").mkdir()
    done = clone.call("up")
    assert done.returncode == 1
    assert "was not made by ./nullus" in done.stderr
    assert "NULLUS_VENV" in done.stderr


# What a person reads when the machine is not ready: the reason and the mend, in their language.


def test_python_too_old(clone: Clone) -> None:
    script(clone.tools / "python3", 'case " $* " in *" -V "*) echo Python 3.8.10; exit 0;; esac; exit 9')
    done = clone.call("up")
    assert done.returncode == 69
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "3.8.10" in done.stderr
    assert "Mend:" in done.stderr
    korean = clone.call("up", LC_ALL="ko_KR.UTF-8")
    assert "Python 3.11 이상이 필요하지만" in korean.stderr
    assert "해결:" in korean.stderr
    assert done.stdout == korean.stdout == ""


def test_no_python_at_all(clone: Clone) -> None:
    (clone.tools / "python3").unlink()
    done = clone.call("up")
    assert done.returncode == 69
    assert "no python3 on this machine's PATH" in done.stderr


def test_an_older_python3_is_passed_over_for_a_newer_name(clone: Clone) -> None:
    script(clone.tools / "python3", "exit 9")
    script(clone.tools / "python3.12", 'case $2 in -c) exit 0;; esac; echo "called for: $*" >&2; exit 3')
    done = clone.call("up")
    assert done.returncode == 3
    assert "environment.py" in done.stderr


def test_the_chosen_python_is_not_silently_replaced(clone: Clone) -> None:
    done = clone.call("up", NULLUS_PYTHON="/nowhere/python3")
    assert done.returncode == 69
    assert "/nowhere/python3" in done.stderr


def test_no_venv_module(clone: Clone) -> None:
    # Debian's python3 without python3-venv: there, but ensurepip cannot be imported.
    block = "import sys, runpy; sys.modules['ensurepip'] = None; del sys.argv[0]; runpy.run_path(sys.argv[0], run_name='__main__')"
    script(clone.tools / "python3", f'case $2 in -c) exit 4;; esac; shift; exec {real_python()} -I -c "{block}" "$@"')
    done = clone.call("up")
    assert done.returncode == 1
    assert "lacks the venv module" in done.stderr
    assert "python3-venv" in done.stderr


def test_no_registry(clone: Clone) -> None:
    closed = {
        "PIP_NO_INDEX": "0",
        "PIP_FIND_LINKS": "",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "1",
    }  # at 0 pip does not say why
    done = clone.call("up", **closed)
    assert done.returncode == 1
    assert "registry could not be reached" in done.stderr
    assert "HTTPS_PROXY" in done.stderr
    assert not (clone.folder / ".venv").exists()
    assert clone.builds() == []


def test_an_altered_package(clone: Clone) -> None:
    lock = clone.folder / "requirements.lock"
    lock.write_text("tiny==1.0 --hash=sha256:" + "0" * 64 + "\n", encoding="utf-8")
    done = clone.call("up")
    assert done.returncode == 1
    assert "its hash differs" in done.stderr
    assert clone.builds() == []
