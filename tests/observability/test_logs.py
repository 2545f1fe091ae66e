"""Logs are JSON lines, carry the request's id, and hold no content."""

import json
import subprocess
import sys

import pytest

from nullus.observability import logs
from nullus.observability.errors import UnknownLogLevel

PROGRAM = """
import logging
from nullus.observability import logs
logs.configure("api", "info")
log = logs.get("tests")
with logs.fields(request_id="r-1"):
    log.info("asked", question="무엇이 비밀인가요?", count=3)
log.debug("not shown")
try:
    try:
        raise ValueError("first line\\nDETAIL: Key (name)=(비밀 이름) already exists")
    except ValueError as error:
        raise KeyError("outer") from error
except KeyError:
    log.error("failed", exc_info=True)
logging.getLogger("library").warning("a library says\\nmore")
"""


def printed() -> list[dict[str, object]]:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_each_line_is_json_with_moment_level_role_and_request() -> None:
    asked, *_ = printed()
    assert asked["event"] == "asked"
    assert asked["role"] == "api"
    assert asked["level"] == "info"
    assert asked["request_id"] == "r-1"
    assert asked["count"] == 3
    assert str(asked["timestamp"]).endswith("Z")


def test_fields_that_may_hold_content_are_withheld() -> None:
    lines = json.dumps(printed(), ensure_ascii=False)
    assert "비밀" not in lines
    assert printed()[0]["question"] == "[withheld, 10]"


def test_an_exception_keeps_its_place_and_loses_the_rows_of_the_driver() -> None:
    trace = str(printed()[1]["exception"])
    assert "ValueError: first line" in trace
    assert "KeyError: 'outer'" in trace
    assert "line 11" in trace
    assert "Key (name)" not in trace


def test_records_of_libraries_take_the_same_form() -> None:
    last = printed()[-1]
    assert last["event"] == "a library says"
    assert last["source"] == "library"


def test_an_unknown_level_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownLogLevel, match="debug, info, warning, error"):
        logs.configure("api", "loud")


def lines_of(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


GATHERING = """
import asyncio, io, sys
from nullus.observability.lines import Lines
writes = []
class File(io.StringIO):
    def write(self, text):
        writes.append(text)
lines = Lines(File(), gather=0.02)
async def main():
    for number in range(5):
        lines.info(str(number))
    assert not writes
    await asyncio.sleep(0.2)
    print(repr(writes))
    lines.info("before")
    lines.warning("now")
    print(repr(writes[1:]))
    await asyncio.sleep(0.05)
    lines.info("last")
asyncio.run(main())
print(len(writes))
lines.flush()
lines.info("without a loop")
print(repr(writes[2:]))
"""


def test_lines_of_a_busy_process_are_written_together_and_a_warning_at_once() -> None:
    together, warned, count, rest = lines_of(GATHERING)
    assert together == repr(["0\n1\n2\n3\n4\n"])
    assert warned == repr(["before\nnow\n"])
    assert count == "2"
    assert rest == repr(["last\n", "without a loop\n"])
