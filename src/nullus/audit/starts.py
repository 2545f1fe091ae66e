"""Settings come from outside the service, so nobody is seen changing them: each start compares them with those of the last.

What is kept is a keyed digest of each value, and what is recorded are names: a secret stands in neither.
"""

import asyncio
import hmac
import json
import os
from collections.abc import Mapping
from pathlib import Path

from nullus.audit.entries import Act
from nullus.audit.sealing import folder_of
from nullus.audit.trail import record, record_many
from nullus.jobs import system_actor
from nullus.platform import secrets
from nullus.platform.database import Database

_SECRET = "settings-digest"  # noqa: S105  # the name of a file


async def record_settings(db: Database, home: Path, values: Mapping[str, str]) -> list[str]:
    """Record which settings differ from the last start's; returns their names. The first start only remembers them.

    `values`: every setting by its name, as text. A crash before they are remembered records them once more.
    """
    key = secrets.read_or_create(home, _SECRET)[0].encode()
    now = {name: hmac.new(key, f"{name}\0{value}".encode(), "sha256").hexdigest() for name, value in values.items()}
    file = folder_of(home) / "settings.json"
    before = await asyncio.to_thread(_read, file)
    if before == now:
        return []
    changed = [] if before is None else sorted(name for name in {*now, *before} if now.get(name) != before.get(name))
    actor = system_actor("start")
    async with db.system_transaction() as tx:
        if before is None:
            await record(tx, actor, "settings.noted", details={"count": len(now)})
        else:
            acts = [Act(details={"setting": name}) for name in changed]
            await record_many(tx, actor, "settings.changed", acts, object_kind="setting")
    await asyncio.to_thread(_write, file, now)
    return changed


def _read(file: Path) -> dict[str, str] | None:
    """What the last start remembered; None when there is nothing that can be read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _write(file: Path, content: Mapping[str, str]) -> None:
    secrets.make_private_folder(file.parent)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    new.write_text(json.dumps(dict(sorted(content.items())), indent=0), encoding="utf-8")
    new.replace(file)
