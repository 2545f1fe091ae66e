"""Log files are bounded, and lines are shown short."""

import json
from pathlib import Path

from nullus.roles.log_reader import last_lines
from nullus.roles.logbook import KEPT, LONGEST_LINE, Logbook, short_form


def test_the_size_is_bounded_whatever_a_part_prints(tmp_path: Path) -> None:
    book = Logbook(tmp_path, "worker", None, limit=10_000)
    for number in range(3000):
        book.feed(f"line {number} {'x' * 50}\n".encode())
    book.feed(b"y" * (LONGEST_LINE * 3))
    book.close()
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["worker.log", *(f"worker.log.{number}" for number in range(1, KEPT + 1))]
    assert all(path.stat().st_size <= 10_000 + LONGEST_LINE + 1 for path in tmp_path.iterdir())
    assert "line 2999" in (tmp_path / "worker.log.1").read_text() + (tmp_path / "worker.log").read_text()


def test_lines_are_whole_however_they_arrive(tmp_path: Path) -> None:
    shown: list[str] = []
    book = Logbook(tmp_path, "api", shown.append)
    for piece in ("한", "글 줄\n둘", "째 줄\n끝"):
        book.feed(piece.encode())
    book.close()
    assert [line.removeprefix("api").strip() for line in shown] == ["한글 줄", "둘째 줄", "끝"]
    assert (tmp_path / "api.log").read_text(encoding="utf-8") == "한글 줄\n둘째 줄\n끝\n"


def test_a_json_line_is_shown_as_a_sentence() -> None:
    line = {"timestamp": "2026-11-21T05:00:01.5Z", "level": "info", "event": "request", "status": 200, "role": "api"}
    assert short_form("api", json.dumps(line)) == "05:00:01 api        info     request  status=200"
    assert short_form("api", "{not json") == "api        {not json"


def test_the_last_lines_of_all_parts_come_in_the_order_of_time(tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    logs.mkdir()
    (logs / "api.log").write_text(
        '{"timestamp": "2026-11-21T05:00:01Z", "level": "info", "event": "first"}\n'
        '{"timestamp": "2026-11-21T05:00:03Z", "level": "info", "event": "third"}\n',
        encoding="utf-8",
    )
    (logs / "postgres.log").write_text("2026-11-21 05:00:02.000 UTC LOG:  second\n", encoding="utf-8")
    found = last_lines(tmp_path, ["api", "postgres"], 10, raw=True)
    assert [word for line in found for word in ("first", "second", "third") if word in line] == [
        "first",
        "second",
        "third",
    ]
    assert len(last_lines(tmp_path, ["api", "postgres"], 2, raw=True)) == 2
