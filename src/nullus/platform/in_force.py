"""What is in force: every setting with its value, its default and where it came from, for the operator to read.

Nothing that could open a door leaves here: of a secret only whether it is set, of an address nothing but host, port and path.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urlsplit

from nullus.platform.errors import Text
from nullus.platform.settings import Origin, PlatformSettings, Sources, default_home, load


@dataclass(frozen=True, slots=True)
class SettingInForce:
    """One setting. `value` and `default` are text, as they would be written; both None for a secret."""

    name: str
    room: str
    group: str
    """The settings class it belongs to: `identity_rate` for NULLUS_IDENTITY_RATE_…, `platform` for the platform's."""
    title: Text
    """What people call the group."""
    about: Text
    value: str | None
    default: str | None
    origin: Origin
    file: str | None
    """The file that holds the value, where NAME_FILE names one."""
    secret: bool
    present: bool
    """Whether there is a value at all; all that is told of a secret."""
    changed: bool
    """Whether the value differs from the default."""


def settings_in_force(classes: Iterable[type[Any]], sources: Sources) -> list[SettingInForce]:
    """Every setting of these classes in their order, read from `sources` alone. Raises InvalidSetting."""
    return [found for cls in classes for found in _of_class(cls, sources)]


def _of_class(cls: type[Any], sources: Sources) -> Iterable[SettingInForce]:
    filled = load(cls, sources)
    group = cls.prefix.removeprefix("NULLUS_").rstrip("_").lower() or "platform"
    for each in fields(cls):
        name = cls.prefix + each.name.upper()
        value = getattr(filled, each.name)
        usual = each.default_factory() if callable(each.default_factory) else each.default
        if cls is PlatformSettings and each.name == "home":
            usual = default_home().absolute()
        secret = bool(each.metadata["secret"])
        origin, file = sources.origin_of(name)
        yield SettingInForce(
            name=name,
            room=cls.__module__.split(".")[1],
            group=group,
            title=cls.title,
            about=each.metadata["about"],
            value=None if secret else shown(value),
            default=None if secret else shown(usual),
            origin=origin,
            file=file,
            secret=secret,
            present=value not in (None, "", ()),
            changed=value != usual,
        )


def shown(value: object) -> str:
    """A value as one would write it, its addresses without what may be a password."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return ",".join(shown(each) for each in value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"\w[\w+.-]*://\S+", lambda found: _without_secrets(found[0]), str(value))


def _without_secrets(address: str) -> str:
    """An address without account, query and fragment: each of them may hold a key."""
    scheme, _, rest = address.partition("://")
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return f"{scheme}://…"
    if "@" in rest and "@" not in parts.netloc:  # a password with a slash, `?` or `#` in it cuts the host off
        return f"{scheme}://…"
    hidden = "?…" if parts.query or parts.fragment else ""
    return f"{scheme}://{host}{parts.path}{hidden}"
