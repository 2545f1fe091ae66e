"""What this installation is configured with, as the operator reads it: over HTTP of the running service, by command of the folder.

Light: the settings classes of the rooms are handed in.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from nullus.platform.errors import Language
from nullus.platform.in_force import SettingInForce, settings_in_force
from nullus.platform.settings import Sources


@dataclass(frozen=True, slots=True)
class Configuration:
    """Every setting, and the folder whose `.env` and `nullus.toml` were read."""

    folder: str
    items: list[SettingInForce]

    def in_words(self, language: Language) -> dict[str, Any]:
        """The same in one language, as the wire and `--json` have it."""
        return {"folder": self.folder, "items": [_in_words(each, language) for each in self.items]}


def configured(classes: Iterable[type[Any]], sources: Sources) -> Configuration:
    """What these classes read from these sources. Raises InvalidSetting."""
    return Configuration(str(sources.folder.absolute()), settings_in_force(classes, sources))


def _in_words(setting: SettingInForce, language: Language) -> dict[str, Any]:
    return {
        **asdict(setting),
        "title": setting.title.render(language, {}),
        "about": setting.about.render(language, {}),
    }
