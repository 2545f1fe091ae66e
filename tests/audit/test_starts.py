"""Settings that changed between two starts stand in the trail by their names, never by their values."""

import json
from dataclasses import fields
from pathlib import Path

import psycopg
from tests.postgres_server import SharedServer

from nullus.audit.entries import checked
from nullus.audit.starts import record_settings
from nullus.platform.database import Database
from nullus.platform.postgres import Access
from nullus.platform.settings import values_of
from nullus.roles.assembly import SETTINGS

SECRET = "hunter2-is-no-good-password"  # of a test


async def test_what_changed_since_the_last_start_is_recorded_by_name(
    database: Database, server: SharedServer, access: Access, tmp_path: Path
) -> None:
    first = {"PORT": "8080", "IDENTITY_SMTP_PASSWORD": "", "LOG_LEVEL": "info"}
    assert await record_settings(database, tmp_path, first) == []
    assert await record_settings(database, tmp_path, first) == []
    changed = {"PORT": "8080", "IDENTITY_SMTP_PASSWORD": SECRET, "NEW": "x"}
    assert await record_settings(database, tmp_path, changed) == ["IDENTITY_SMTP_PASSWORD", "LOG_LEVEL", "NEW"]
    assert await record_settings(database, tmp_path, changed) == []
    with psycopg.connect(server.superuser_url(access)) as connection:
        rows = connection.execute(
            "select action, details, e::text from audit.entries e where action like 'settings.%' "
            "order by details->>'setting' nulls first"
        ).fetchall()
    assert [(row[0], row[1]) for row in rows] == [
        ("settings.noted", {"count": 3}),
        *(("settings.changed", {"setting": name}) for name in ("IDENTITY_SMTP_PASSWORD", "LOG_LEVEL", "NEW")),
    ]
    kept = (tmp_path / "audit" / "settings.json").read_text()
    assert not [text for text in (*(row[2] for row in rows), kept) if SECRET in text]
    (tmp_path / "audit" / "settings.json").write_text("{")  # unreadable: noted anew, nothing breaks
    assert await record_settings(database, tmp_path, changed) == []
    assert set(json.loads((tmp_path / "audit" / "settings.json").read_text())) == set(changed)


def test_every_setting_has_a_name_that_the_trail_keeps() -> None:
    names = {(cls.prefix + each.name.upper()).removeprefix("NULLUS_") for cls in SETTINGS for each in fields(cls)}
    assert set(values_of(SETTINGS)) == names
    for name in names:
        assert checked({"setting": name}) == {"setting": name}
