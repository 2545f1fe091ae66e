"""Write docs/reference from the code: settings, errors, commands and calls. `--check` compares instead (the tests do).

.venv/bin/python bin/reference.py [--check]
"""

import dataclasses
import difflib
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "reference"
MADE = "<!-- Made from the code by bin/reference.py: do not edit. -->\n\n"


def main() -> int:
    """Write or compare every page; 1 when a page is out of date."""
    os.environ["NULLUS_LANGUAGE"] = "en"
    pages = {
        "settings.md": settings_page(),
        "errors.md": errors_page(),
        "cli.md": cli_page(),
        "api.md": api_page(),
        "openapi.json": json.dumps(openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
    }
    if "--check" not in sys.argv[1:]:
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    stale = 0
    for name, text in pages.items():
        path = FOLDER / name
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        if written != text:
            stale += 1
            lines = difflib.unified_diff(
                written.splitlines(), text.splitlines(), f"docs/reference/{name}", "from the code", lineterm="", n=0
            )
            sys.stdout.write("\n".join([*lines][:12]) + "\n")
    if stale:
        sys.stdout.write("docs/reference is out of date. Mend: python bin/reference.py\n")
    return 1 if stale else 0


def everything() -> Iterator[Any]:
    """Every module of the package, imported; the migrations are read by Alembic only."""
    import nullus

    for found in pkgutil.walk_packages(nullus.__path__, "nullus."):
        if not found.name.startswith("nullus.migrations") and not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


# Settings


def settings_classes() -> list[type[Any]]:
    """The settings class of every room, the platform's first."""
    from nullus.platform.settings import PlatformSettings

    found = {
        each
        for module in everything()
        if module.__name__.endswith(".settings")
        for each in vars(module).values()
        if isinstance(each, type) and dataclasses.is_dataclass(each) and each.__dict__.get("prefix")
    }
    return sorted(found, key=lambda each: (each is not PlatformSettings, each.prefix))


def settings_page() -> str:
    from nullus.platform.settings import OUTSIDE

    parts = [
        "# Settings\n",
        "Every setting is an environment variable, a line in `.env` or an entry of `nullus.toml` in the folder that the command is",
        "typed in. The first of these that names it wins, in this order: environment, `.env`, `nullus.toml`, default.",
        "`NAME_FILE` names a file that holds the value (for secrets). A name that does not exist is refused, with the nearest one.",
        "In `nullus.toml`, `NULLUS_PORT` is `port` at the top and `NULLUS_LLM_MODEL` is `model` under `[llm]`.\n",
    ]
    for cls in settings_classes():
        room = cls.__module__.split(".")[1]
        rows = []
        for each in dataclasses.fields(cls):
            default = each.default_factory() if callable(each.default_factory) else each.default
            shown = "" if default in (None, "", (), dataclasses.MISSING) else f"`{_plain(default)}`"
            kind = each.type if isinstance(each.type, str) else getattr(each.type, "__name__", str(each.type))
            kind = {"str": "text", "int": "number", "float": "number", "bool": "true or false", "tuple": "list"}.get(
                kind, kind.lower()
            )
            about = each.metadata["about"].en + (" Secret." if each.metadata["secret"] else "")
            rows.append((f"`{cls.prefix}{each.name.upper()}`", kind, shown, about))
        parts += [f"## {room}\n", table(("name", "type", "default", "meaning"), rows)]
    parts += [
        "## The wrapper\n",
        table(("name", "meaning"), [(f"`{name}`", OUTSIDE[name].en) for name in sorted(OUTSIDE)]),
    ]
    return MADE + "\n".join(parts)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


# Errors


def error_classes() -> list[type[Any]]:
    """Every error with a code of its own, by code."""
    from nullus.platform.errors import NullusError

    for _ in everything():
        pass
    found, pending = {NullusError}, [NullusError]
    while pending:
        for each in pending.pop().__subclasses__():
            if each.__module__.startswith("nullus.") and each not in found:
                found.add(each)
                pending.append(each)
    return sorted((each for each in found if "code" in vars(each)), key=lambda each: each.code)


def errors_page() -> str:
    from nullus.knowledge.parsers.failures import FAILURES
    from nullus.platform.errors import EXIT_CODE, HTTP_STATUS

    parts = [
        "# Errors\n",
        'Over HTTP an error is `{"resultCode", "data": null, "message", "hint", "requestId"}` with the status below; a command',
        "prints message and hint and ends with the exit code below. `resultCode` is stable; the sentences may be improved.",
        "The language is Korean when `Accept-Language` (HTTP) or the locale (commands) asks for it, else English.\n",
    ]
    rows = []
    for each in error_classes():
        hint = (each.hint.en, each.hint.ko) if each.hint else ("", "")
        text = "<br>".join(part for part in (each.message.en, hint[0], each.message.ko, hint[1]) if part)
        rows.append(
            (f"`{each.code.upper()}`", str(each.kind), str(HTTP_STATUS[each.kind]), str(EXIT_CODE[each.kind]), text)
        )
    parts += [table(("resultCode", "kind", "HTTP", "exit", "message and hint"), rows)]
    parts += ["## Why a document fails\n", "A failed document carries one of these codes in `failure`.\n"]
    reasons = [
        (f"`{code.upper()}`", f"{said.message_en}<br>{said.hint_en}<br>{said.message_ko}<br>{said.hint_ko}")
        for code, said in FAILURES.items()
    ]
    parts += [table(("code", "message and hint"), reasons)]
    return MADE + "\n".join(parts)


# Commands


def cli_page() -> str:
    from typer.main import get_command

    from nullus.cli.main import build_app

    root: Any = get_command(build_app())
    parts = [
        "# Commands\n",
        "In a clone the command is `./nullus`; installed it is `nullus`. `--help` works everywhere.\n",
    ]
    for path, command in sorted(_commands(root, ()), key=lambda each: each[0]):
        arguments = [_argument(each) for each in command.params if each.param_type_name == "argument"]
        usage = " ".join(("nullus", *path, *arguments))
        parts.append(f"## `{usage}`\n")
        parts.append(_prose(command.help) + "\n")
        rows = [
            (
                ", ".join(f"`{name}`" for name in (*each.opts, *each.secondary_opts)),
                getattr(each, "help", "") or "",
                _default(each),
            )
            for each in command.params
            if each.param_type_name == "option" and not getattr(each, "hidden", False) and each.name != "help"
        ]
        if rows:
            parts.append(table(("option", "meaning", "default"), rows))
    return MADE + "\n".join(parts)


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, each in inner.items():
        if not each.hidden:
            yield from _commands(each, (*path, name))


def _argument(parameter: Any) -> str:
    name = (parameter.metavar or parameter.name).upper() + ("…" if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def _default(parameter: Any) -> str:
    value = parameter.default
    return (
        ""
        if callable(value) or value in (None, False, "", (), []) or "Sentinel" in repr(type(value))
        else f"`{_plain(value)}`"
    )


def _prose(text: str | None) -> str:
    return "\n".join(line.strip() for line in (text or "").replace("\b", "").strip().splitlines())


# Calls


def openapi() -> dict[str, Any]:
    """The same document as /api/v1/openapi.json."""
    from nullus.platform.web import describe
    from nullus.roles.assembly import build_app

    return describe(build_app())


def api_page() -> str:
    description = openapi()
    schemas = description.get("components", {}).get("schemas", {})
    parts = [
        "# HTTP calls\n",
        'Every JSON answer is `{"resultCode": "SUCCESS", "data": …, "message": …}`; the tables below show `data`.',
        "Errors: [errors.md](errors.md). Send a key as `Authorization: Bearer KEY` (`nullus tokens create NAME` makes one);",
        "it needs the permission named with the call. Fields and query parameters that a call does not have are refused (422),",
        "a method that an address does not take is answered with 405 and `Allow`.",
        "The machine-readable description is [openapi.json](openapi.json); a service has its own at `/api/v1/openapi.json`.\n",
    ]
    documented = {
        (method.upper(), path): operation
        for path, methods in description.get("paths", {}).items()
        for method, operation in methods.items()
    }
    for method, path, route in sorted(_routes(), key=lambda each: (each[1], each[0])):
        operation = documented.get((method, path), {})
        parts.append(f"## `{method} {path}`\n")
        parts.append(_prose(route.endpoint.__doc__))
        parts.append("\nPermission: " + _permission(route.policy) + f". Answers {route.status_code or 200}.\n")
        inputs = [
            (f"`{each['name']}`", each["in"], _type(each.get("schema", {})), each.get("description", ""))
            for each in operation.get("parameters", [])
        ]
        content = operation.get("requestBody", {}).get("content", {})
        for kind, body in content.items():
            where = "body" if kind == "application/json" else "form"
            inputs += _fields(body.get("schema", {}), schemas, where)
        if inputs:
            parts.append(table(("input", "in", "type", "meaning"), inputs))
        answer = (
            operation.get("responses", {})
            .get(str(route.status_code or 200), {})
            .get("content", {})
            .get("application/json", {})
        )
        data = _resolve(answer.get("schema", {}), schemas).get("properties", {}).get("data", {})
        if data:
            rows = [(name, kind, about) for name, _, kind, about in _fields(data, schemas, "")]
            parts.append(table(("`data`", "type", "meaning"), rows) if rows else f"`data`: {_type(data)}\n")
    shapes = _shapes(schemas)
    return MADE + "\n".join([*parts, "# Shapes\n", *shapes])


def _permission(policy: Any) -> str:
    if policy.public:
        return "none"
    name = "any credential" if policy.name == "signed-in" else f"`{policy.name}`"
    return name + (", and a sign-in no older than ten minutes" if policy.recent else "")


def _routes() -> Iterator[tuple[str, str, Any]]:
    from nullus.platform.web import policy_routes
    from nullus.roles.assembly import build_app

    for route in policy_routes(build_app()):
        for method in sorted(route.methods or ()):
            yield method, route.path_format, route


def _resolve(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schemas[name] if name else schema
    return found


def _fields(schema: dict[str, Any], schemas: dict[str, Any], where: str) -> list[tuple[str, str, str, str]]:
    whole = _resolve(schema, schemas)
    needed = set(whole.get("required", []))
    return [
        (
            f"`{name}`" + ("" if name in needed or not where else " (optional)"),
            where,
            _type(each),
            each.get("description", ""),
        )
        for name, each in whole.get("properties", {}).items()
    ]


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")


def _shapes(schemas: dict[str, Any]) -> list[str]:
    parts = []
    for name, schema in sorted(schemas.items()):
        if name.startswith(("Envelope", "HTTPValidation", "ValidationError", "Body_")) or not schema.get("properties"):
            continue
        rows = [(field, kind, about) for field, _, kind, about in _fields(schema, schemas, "")]
        parts += [f"## {name}\n", table(("field", "type", "meaning"), rows)]
    return parts


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "src"))
    sys.exit(main())
