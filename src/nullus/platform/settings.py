"""Settings: environment, then `.env`, then `nullus.toml`, then the default; read once, frozen, handed down.

This is the only file that reads the environment. Each room declares a frozen dataclass with a `prefix`, a `title` and
`setting()` fields.
"""

import os
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, Literal, TypeVar, get_args, get_type_hints

from nullus.platform.errors import ErrorKind, Language, NullusError, Text


class UnknownSetting(NullusError):
    """A NULLUS_ name that no room declares: most likely a typing error, so it is refused."""

    kind = ErrorKind.INVALID
    code = "unknown_setting"
    message = Text(en="{name} (from {origin}) is not a setting.", ko="{name}({origin})은(는) 없는 설정입니다.")
    hint = Text(
        en="{suggestion}See docs/reference/settings.md.", ko="{suggestion}docs/reference/settings.md를 참고하세요."
    )


class InvalidSetting(NullusError):
    """A known setting whose value cannot be used."""

    kind = ErrorKind.INVALID
    code = "invalid_setting"
    message = Text(en="{name} cannot be {value!r}: {problem}", ko="{name}에 {value!r}을(를) 쓸 수 없습니다: {problem}")
    hint = Text(
        en="Change {name}, or remove it to use the default.", ko="{name}을(를) 고치거나, 지워서 기본값을 쓰세요."
    )


S = TypeVar("S")
Origin = Literal["environment", ".env", "nullus.toml", "default"]
"""Where a value comes from, the strongest first."""

# Read by the wrapper, the build or the tools around Nullus, not by a room.
OUTSIDE: dict[str, Text] = {
    "NULLUS_ADDRESS": Text(
        en="the service that `bin/portal dev` shows (default: http://127.0.0.1:8080)",
        ko="`bin/portal dev`가 보여 줄 서비스(기본값: http://127.0.0.1:8080)",
    ),
    "NULLUS_NODE": Text(en="the Node.js that builds the portal", ko="포털을 빌드하는 Node.js"),
    "NULLUS_PORTAL": Text(
        en="`skip` leaves the portal out when `./nullus up` or a package is made",
        ko="`skip`이면 `./nullus up`을 하거나 패키지를 만들 때 포털을 뺍니다",
    ),
    "NULLUS_PYTHON": Text(
        en="the Python that `./nullus` builds its environment with", ko="`./nullus`가 환경을 만들 때 쓰는 Python"
    ),
    "NULLUS_VENV": Text(
        en="where `./nullus` keeps its environment (default: .venv beside it)",
        ko="`./nullus`가 환경을 두는 곳(기본값: 옆에 있는 .venv)",
    ),
}


def setting(default: Any, about: Text, *, secret: bool = False) -> Any:
    """Declare one field: its default and one sentence for the reference page and for the list of what is in force."""
    metadata = {"about": about, "secret": secret}
    if isinstance(default, (list, dict, set)):
        return field(default_factory=lambda: default, metadata=metadata)
    return field(default=default, metadata=metadata)


def default_home() -> Path:
    """The platform's folder for a user's data: XDG on Linux, Application Support on macOS."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "nullus"
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if Path(data).is_absolute() else Path.home() / ".local" / "share") / "nullus"


@dataclass(frozen=True, slots=True)
class PlatformSettings:
    """What every process of Nullus needs to know."""

    prefix: ClassVar[str] = "NULLUS_"
    title: ClassVar[Text] = Text(en="Service and data", ko="서비스와 데이터")

    home: Path = setting(
        None,
        Text(
            en="Folder of all data, secrets, logs and caches (default: the platform's user data folder).",
            ko="모든 데이터와 비밀값, 로그, 캐시를 두는 폴더(기본값: 운영체제의 사용자 데이터 폴더).",
        ),
    )
    host: str = setting("127.0.0.1", Text(en="Address that the service listens on.", ko="서비스가 연결을 받는 주소."))
    port: int = setting(8080, Text(en="TCP port that the service listens on.", ko="서비스가 연결을 받는 TCP 포트."))
    trusted_proxies: tuple[str, ...] = setting(
        (),
        Text(
            en="Addresses or networks of proxies whose X-Forwarded-For and -Proto are believed, comma-separated.",
            ko="X-Forwarded-For와 X-Forwarded-Proto를 믿을 프록시의 주소 또는 네트워크. 쉼표로 구분합니다.",
        ),
    )
    database_url: str = setting(
        "",
        Text(
            en="URL of an external PostgreSQL with pgvector; empty starts the embedded one.",
            ko="pgvector가 설치된 외부 PostgreSQL의 URL. 비워 두면 내장 데이터베이스를 씁니다.",
        ),
        secret=True,
    )
    language: str = setting(
        "",
        Text(
            en="Language of commands and messages: `en` or `ko` (default: from LANG).",
            ko="명령과 메시지의 언어: `en` 또는 `ko`(기본값: LANG을 따릅니다).",
        ),
    )
    silence_seconds: float = setting(
        30.0,
        Text(
            en="How long a client may send nothing in the middle of a request, in seconds.",
            ko="요청을 보내던 클라이언트가 아무것도 보내지 않아도 기다리는 시간(초).",
        ),
    )
    log_level: str = setting(
        "info",
        Text(
            en="Least level that is logged: debug, info, warning or error.",
            ko="기록할 로그의 최소 수준: debug, info, warning, error 중 하나.",
        ),
    )


class Sources:
    """The raw values of every source, with their origin, in order of precedence."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.folder = folder
        self.layers: list[tuple[Origin, dict[str, str]]] = [
            ("environment", {k: v for k, v in environment.items() if k.startswith("NULLUS_")}),
            (".env", _read_dotenv(folder / ".env")),
            ("nullus.toml", _read_toml(folder / "nullus.toml")),
        ]

    def origin_of(self, name: str) -> tuple[Origin, str | None]:
        """Which source a setting's value is from, and the file that NAME_FILE names there; `default` where none says it."""
        origin, value, is_file = self._said(name) or ("default", "", False)
        return origin, value if is_file else None

    def _said(self, name: str) -> tuple[Origin, str, bool] | None:
        """The first source that says something: which, what, and whether that is the name of a file."""
        for origin, values in self.layers:
            if name in values:
                return origin, values[name], False
            if f"{name}_FILE" in values:
                return origin, values[f"{name}_FILE"], True
        return None

    def find(self, name: str) -> tuple[str, str] | None:
        """The value and origin of a setting; NAME_FILE names a file that holds it. The first source wins."""
        said = self._said(name)
        if said is None:
            return None
        origin, value, is_file = said
        if not is_file:
            return value, origin
        try:
            return Path(value).read_text(encoding="utf-8").strip(), f"{origin} ({name}_FILE)"
        except OSError as error:
            raise InvalidSetting(name=f"{name}_FILE", value=str(Path(value)), problem=error.strerror) from None


def load(cls: type[S], sources: Sources | None = None) -> S:
    """Fill one settings class from the sources (default: this process's environment and working folder)."""
    return _fill(cls, sources or ambient_sources())


def ambient_sources() -> Sources:
    """The sources of this process. Long-lived processes also call `refuse_unknown` with every class, once at start."""
    return Sources(os.environ, Path.cwd())


def values_of(classes: Iterable[type[Any]], sources: Sources | None = None) -> dict[str, str]:
    """Every setting of these classes as text, by its name without NULLUS_; secrets too, so it is for digests only."""
    found = sources or ambient_sources()
    filled = [_fill(cls, found) for cls in classes]
    return {
        (each.prefix + one.name.upper()).removeprefix("NULLUS_"): str(getattr(each, one.name))
        for each in filled
        for one in fields(each)
    }


def refuse_unknown(sources: Sources, classes: Iterable[type[Any]]) -> None:
    """Raise UnknownSetting for the first NULLUS_ name that no class declares, with the nearest name."""
    known = set(OUTSIDE)
    for cls in classes:
        for each in fields(cls):
            known |= {cls.prefix + each.name.upper(), f"{cls.prefix}{each.name.upper()}_FILE"}
    for origin, values in sources.layers:
        for name in values:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                raise UnknownSetting(name=name, origin=origin, suggestion=f"Did you mean {near[0]}? " if near else "")


def ambient_language(explicit: str = "") -> Language:
    """`ko` or `en`: the setting, else the locale variables in POSIX order."""
    for value in (
        explicit,
        *(os.environ.get(name, "") for name in ("NULLUS_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")),
    ):
        if value:
            return "ko" if value.lower().startswith("ko") else "en"
    return "en"


def colour_refused() -> bool:
    """Whether the operator asked programs not to colour their output (https://no-color.org)."""
    return bool(os.environ.get("NO_COLOR"))


def child_environment(**extra: str) -> dict[str, str]:
    """The environment that a child process of ours gets: this process's own, plus `extra`."""
    return {**os.environ, **extra}


def _fill(cls: type[S], sources: Sources) -> S:
    hints = get_type_hints(cls)
    values: dict[str, Any] = {}
    for each in fields(cls):  # type: ignore[arg-type]  # every class here is a dataclass
        name = cls.prefix + each.name.upper()  # type: ignore[attr-defined]
        found = sources.find(name)
        if found is not None:
            values[each.name] = _convert(name, found[0], hints[each.name])
        elif each.default is MISSING and each.default_factory is MISSING:
            raise InvalidSetting(name=name, value="", problem="it is required")
    if cls is PlatformSettings:
        values["home"] = Path(values["home"] if values.get("home") else default_home()).expanduser().absolute()
    return cls(**values)


def _convert(name: str, raw: str, wanted: Any) -> Any:
    try:
        if wanted is bool:
            if raw.lower() not in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
                raise ValueError("use true or false")
            return raw.lower() in {"true", "1", "yes", "on"}
        if wanted in {int, float, str}:
            return wanted(raw)
        if wanted is Path:
            return Path(raw)
        if get_args(wanted) and get_args(wanted)[0] is str:  # tuple[str, ...]: a comma-separated list
            return tuple(part.strip() for part in raw.split(",") if part.strip())
    except ValueError as error:
        raise InvalidSetting(name=name, value=raw, problem=str(error)) from None
    raise TypeError(f"{name}: no conversion to {wanted}")


def _read_dotenv(path: Path) -> dict[str, str]:
    """KEY=value lines; `export`, quotes and comments are understood; other programs' names are left alone."""
    values: dict[str, str] = {}
    if not path.is_file():
        return values
    for line in path.read_text(encoding="utf-8").splitlines():
        text = line.strip().removeprefix("export ").strip()
        name, equals, value = text.partition("=")
        if not equals or text.startswith("#") or not name.strip().startswith("NULLUS_"):
            continue
        value = value.strip()
        quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'"
        value = value[1:-1] if quoted else value.split(" #", 1)[0].rstrip()
        values[name.strip()] = value
    return values


def _read_toml(path: Path) -> dict[str, str]:
    """`port = 8080` at the top and `[knowledge] chunk = …` tables; both become NULLUS_… names."""
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise InvalidSetting(name=str(path), value="…", problem=str(error)) from None
    values: dict[str, str] = {}
    for key, value in content.items():
        if isinstance(value, dict):
            values |= {f"NULLUS_{key}_{inner}".upper(): _as_text(each) for inner, each in value.items()}
        else:
            values[f"NULLUS_{key}".upper()] = _as_text(value)
    return values


def _as_text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(str(each) for each in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
