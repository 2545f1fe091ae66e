"""`nullus conversations` against a real service: what a key began is the operator's to see, to take out and to delete."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.service_process import ServiceProcess, service_process


@pytest.fixture(scope="module")
def service() -> Iterator[ServiceProcess]:
    with service_process() as running:
        running.up()
        yield running


def test_what_a_key_began_is_listed_shown_exported_and_deleted(service: ServiceProcess, tmp_path: Path) -> None:
    made = json.loads(service.run("tokens", "create", "program", "--json").stdout)
    headers = {"Authorization": f"Bearer {made['token']}"}
    with httpx.Client(base_url=service.address, headers=headers, trust_env=False, timeout=30) as client:
        talk = (
            client.post("/api/v1/conversations", json={"title": "부산항 <b>이야기</b>"})
            .raise_for_status()
            .json()["data"]
        )
    listed = json.loads(service.run("conversations", "list", "--query", "부산", "--json").stdout)["items"]
    assert [each["id"] for each in listed] == [talk["id"]]
    assert "부산항" in service.run("conversations", "list").stdout
    shown = json.loads(service.run("conversations", "show", talk["id"], "--json").stdout)
    assert (shown["conversation"]["id"], shown["messages"]) == (talk["id"], [])
    assert "부산항" in service.run("conversations", "show", talk["id"]).stdout
    file = tmp_path / "talk.md"
    done = service.run("conversations", "export", talk["id"], "--output", str(file))
    assert done.returncode == 0, done.stderr
    assert file.read_text(encoding="utf-8") == "# 부산항 &lt;b&gt;이야기&lt;/b&gt;\n"
    assert service.run("conversations", "export", talk["id"], "--output", str(file)).returncode == 5
    assert json.loads(service.run("conversations", "export", talk["id"], "--format", "json").stdout)["messages"] == []
    assert service.run("conversations", "export", talk["id"], "--format", "html").returncode == 2
    receipt = json.loads(service.run("conversations", "delete", talk["id"], "--yes", "--json").stdout)
    assert (receipt["id"], receipt["verified"]) == (talk["id"], True)
    assert service.run("conversations", "show", talk["id"]).returncode == 4
    assert service.run("conversations", "show", "no-id").returncode == 2


def test_a_question_without_an_answer_is_listed_resolved_and_opened_again(service: ServiceProcess) -> None:
    made = json.loads(service.run("tokens", "create", "asker", "--json").stdout)
    headers = {"Authorization": f"Bearer {made['token']}"}
    with httpx.Client(base_url=service.address, headers=headers, trust_env=False, timeout=30) as client:
        talk = client.post("/api/v1/conversations").raise_for_status().json()["data"]["id"]
        client.post(f"/api/v1/conversations/{talk}/messages", json={"text": "등대는 누가 지었나요?"}).raise_for_status()
    (gap,) = json.loads(service.run("gaps", "list", "--json").stdout)["items"]
    assert (gap["question"], gap["note"]) == ("등대는 누가 지었나요?", None)
    done = service.run("gaps", "resolve", gap["id"], "--note", "안내서를 올렸습니다.")
    assert done.returncode == 0, done.stderr
    assert service.run("gaps", "list").stdout == ""
    assert "안내서를 올렸습니다." in service.run("gaps", "list", "--resolved").stdout
    assert service.run("gaps", "resolve", gap["id"], "--note", "x" * 501).returncode == 2
    assert json.loads(service.run("gaps", "reopen", gap["id"], "--json").stdout) == {"id": gap["id"], "times": 1}
    assert gap["question"] in service.run("gaps", "list").stdout
    assert service.run("gaps", "reopen", "01890000-0000-7000-8000-000000000000").returncode == 4
