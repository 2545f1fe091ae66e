"""`./nullus up` in a clone: builds the portal once, again when its sources changed, and starts the service without it too."""

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.wrapper.clone import ROOT, Clone, make_clone, real_python

NPM = """#!/bin/sh
echo "$*" >>"$CALLS"
[ ! -e "$CALLS.away" ] || { echo "npm error code ECONNREFUSED" >&2; exit 1; }
case $1 in
  ci) mkdir -p node_modules ;;
  exec) mkdir -p "$NULLUS_PORTAL_OUT" && cp src/main.tsx "$NULLUS_PORTAL_OUT/index.html" ;;
esac
"""
TOOLS = ("find", "mkdir", "cp", "touch")


class Machine:
    """A clone with a portal so small that a script can play npm; `calls` tells what was asked of it."""

    def __init__(self, folder: Path) -> None:
        self.clone: Clone = make_clone(folder)
        self.calls_file = folder / "calls"
        self.source = self.clone.folder / "portal" / "src" / "main.tsx"
        self.source.parent.mkdir(parents=True)
        self.source.write_text("first", encoding="utf-8")
        for name in ("package.json", "package-lock.json"):
            (self.clone.folder / "portal" / name).write_text("{}", encoding="utf-8")
        shutil.copy2(ROOT / "bin" / "portal_build.py", self.clone.folder / "bin")
        for tool in TOOLS:
            (self.clone.tools / tool).symlink_to(shutil.which(tool) or tool)
        self._environment()
        self._script("node", "#!/bin/sh\necho v24.1.0\n")
        self._script("npm", NPM)

    def _environment(self) -> None:
        """What ./nullus would make first; how it does so is tried in test_wrapper.py."""
        venv, python = self.clone.folder / ".venv", real_python()
        packages = venv / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
        packages.mkdir(parents=True)
        (venv / "bin").mkdir()
        (venv / "bin" / "python").symlink_to(python)
        (venv / "pyvenv.cfg").write_text(f"home = {python.parent}\n", encoding="utf-8")
        (packages / "nullus.pth").write_text("../../../../src\n", encoding="ascii")
        shutil.copy2(self.clone.folder / "requirements.lock", venv / "installed-requirements.lock")

    def _script(self, name: str, text: str) -> None:
        path = self.clone.tools / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def call(self, *arguments: str, **more: str) -> str:
        """Run the wrapper; what it said to people. The command itself always runs."""
        done = self.clone.call(*arguments, CALLS=str(self.calls_file), **more)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["arguments"] == list(arguments)
        return done.stderr

    def calls(self) -> list[str]:
        """What npm was asked since the last look."""
        if not self.calls_file.exists():
            return []
        lines = [line.split()[0] for line in self.calls_file.read_text(encoding="utf-8").splitlines()]
        self.calls_file.unlink()
        return lines

    def page(self) -> str | None:
        built = self.clone.folder / "src" / "nullus" / "portal_dist" / "index.html"
        return built.read_text(encoding="utf-8") if built.exists() else None

    def change(self, text: str) -> None:
        """Write the source, later than everything that was built or tried."""
        self.source.write_text(text, encoding="utf-8")
        before = self.source.stat().st_mtime - 1
        stamp = self.clone.folder / "src" / "nullus" / "portal_dist" / "sources.sha256"
        failed = self.clone.folder / "portal" / ".build.failed"
        for each in (stamp, failed):
            if each.exists():
                os.utime(each, (before, before))


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Tests change the portal's source and leave npm reachable."""
    return Machine(tmp_path_factory.mktemp("portal"))


def test_only_starting_the_service_builds_and_only_what_changed(machine: Machine) -> None:
    machine.change("one")
    machine.call("status")
    machine.call("ask", "something")
    assert machine.calls() == []
    said = machine.call("up", "--detach")
    assert "portal is built" in said
    assert machine.calls()[-1] == "exec"
    assert machine.page() == "one"
    assert machine.call("up") == ""
    machine.change("one")
    assert machine.call("up") == "", "touched, not changed"
    assert machine.calls() == []
    machine.change("two")
    machine.call("up")
    assert machine.calls() == ["exec"], "what it is made of was fetched before"
    assert machine.page() == "two"


def test_without_a_registry_the_service_starts_and_the_mend_is_said_once(machine: Machine) -> None:
    away = machine.calls_file.with_suffix(".away")
    machine.change("three")
    away.touch()
    try:
        said = machine.call("up", LANG="ko_KR.UTF-8")
        assert "bin/portal build" in said
        assert "ECONNREFUSED" in said
        assert "포털을 빌드하지 못했습니다" in said
        assert "could not be built" in said
        machine.calls()
        assert machine.call("up") == "", "an absent registry is not waited for at every start"
        assert machine.calls() == []
    finally:
        away.unlink()
    machine.change("four")
    machine.call("up")
    assert machine.page() == "four"


def test_the_portal_can_be_left_out(machine: Machine) -> None:
    machine.calls()
    machine.change("five")
    assert machine.call("up", NULLUS_PORTAL="skip") == ""
    assert machine.calls() == []
