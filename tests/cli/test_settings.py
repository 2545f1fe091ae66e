"""`nullus settings` in a folder without a service."""

import json
import os
import subprocess
import sys
from pathlib import Path

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("NULLUS_", "LC_", "LANG"))}


def settings(folder: Path, *arguments: str, code: int = 0, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "nullus.cli.main", "settings", *arguments],
        cwd=folder,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def test_what_differs_from_the_default_is_told_with_its_origin(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("NULLUS_PORT=9000\nNULLUS_LLM_KEY=hunter2\n")
    (tmp_path / "nullus.toml").write_text("[chat]\npassages = 12\n")
    told = settings(tmp_path, "--changed", NULLUS_LANGUAGE="ko")
    assert "* NULLUS_PORT = 9000  [.env; 기본값: 8080]" in told
    assert "* NULLUS_CHAT_PASSAGES = 12  [nullus.toml; 기본값: 8]" in told
    assert "서비스와 데이터 (platform)" in told
    assert "hunter2" not in told
    assert "NULLUS_HOST" not in told
    assert "NULLUS_HOST = 127.0.0.1" in settings(tmp_path)


def test_json_is_what_the_call_answers(tmp_path: Path) -> None:
    assert "No setting differs" in settings(tmp_path, "--changed")
    told = json.loads(settings(tmp_path, "--changed", "--json", NULLUS_CHAT_RERANK="on"))
    assert told["folder"] == str(tmp_path)
    [item] = told["items"]
    assert (item["name"], item["value"], item["default"]) == ("NULLUS_CHAT_RERANK", "true", "false")
    assert (item["origin"], item["changed"], item["title"]) == ("environment", True, "Answers")


def test_a_name_that_is_none_is_refused_with_the_nearest(tmp_path: Path) -> None:
    assert "NULLUS_PORT" in settings(tmp_path, code=2, NULLUS_PROT="1")
