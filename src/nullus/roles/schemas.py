"""Shapes of the configuration on the wire."""

from pydantic import Field

from nullus.platform.settings import Origin
from nullus.platform.web import Schema


class SettingOut(Schema):
    """One setting of the operator."""

    name: str
    room: str
    group: str = Field(description="settings that belong together, such as `identity_rate`")
    title: str = Field(description="what people call the group, in the asker's language")
    about: str = Field(description="what it means, in the asker's language")
    value: str | None = Field(
        description="as it would be written, addresses without account and query; null for a secret"
    )
    default: str | None
    origin: Origin
    file: str | None = Field(description="the file that holds the value, where NAME_FILE names one")
    secret: bool
    present: bool = Field(description="whether there is a value; all that is told of a secret")
    changed: bool = Field(description="whether the value differs from the default")


class SettingsOut(Schema):
    """What the running service was started with."""

    folder: str = Field(description="where its `.env` and `nullus.toml` were read")
    items: list[SettingOut]
