"""The calls of the assembled app as a program reads them: every id that a call takes, at any depth, and how to send it."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from nullus.platform.web import describe
from nullus.roles.assembly import build_app

Step = str | int
DEEPEST = 12
# Values that a schema alone does not tell, by the name of the field.
EXAMPLES: dict[str, Any] = {
    "messages": [{"role": "user", "content": "harbour"}],
    "password": "a long enough passphrase 1859",
    "email": "somebody@example.com",
    "timeZone": "Asia/Seoul",
    "image": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==",
    "items": [{"question": "harbour?", "answerable": False}],
}


@dataclass(frozen=True, slots=True)
class IdField:
    """A place in a request where an id stands; `kind` is what it is an id of."""

    where: str
    steps: tuple[Step, ...]
    kind: str

    def __str__(self) -> str:
        return f"{self.where} {'.'.join(map(str, self.steps))}"


@dataclass(frozen=True, slots=True)
class Call:
    """One operation of the contract."""

    method: str
    path: str
    description: dict[str, Any]
    ids: tuple[IdField, ...]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def policy(self) -> str:
        return str(self.description["x-policy"])

    @property
    def body_schema(self) -> tuple[str, dict[str, Any]] | None:
        """The media type of the body and its schema."""
        for media_type, content in self.description.get("requestBody", {}).get("content", {}).items():
            return media_type, content["schema"]
        return None

    def needs(self, field: IdField) -> bool:
        """Whether the call cannot be made without this id."""
        if field.where == "body" and self.body_schema is not None:
            return field.steps[0] in _resolved(self.body_schema[1]).get("required", [])
        return field.where == "path"

    def request(self, ids: Mapping[IdField, Any]) -> dict[str, Any]:
        """What httpx needs to send this call with these ids; ids that may be left out and are not given are left out."""
        path, query = self.path, {}
        for parameter in self.description.get("parameters", []):
            name, where = parameter["name"], parameter["in"]
            given = next(
                (value for field, value in ids.items() if (field.where, field.steps) == (where, (name,))), None
            )
            value = example(parameter["schema"], name) if given is None and parameter.get("required") else given
            if value is None:
                continue
            if where == "path":
                path = path.replace("{" + name + "}", quote(str(value)))
            elif where == "query":
                query[name] = value
        return {"method": self.method, "url": path, "params": query, **self._body(ids)}

    def _body(self, ids: Mapping[IdField, Any]) -> dict[str, Any]:
        if self.body_schema is None:
            return {}
        media_type, schema = self.body_schema
        if media_type == "multipart/form-data":
            return {"files": {"file": ("a.txt", b"A harbour is a place for ships.")}}
        body = example(schema)
        for field, value in ids.items():
            if field.where == "body":
                body = _put(schema, body, field.steps, value)
        return {"content": json.dumps(body).encode(), "headers": {"Content-Type": "application/json"}}


@cache
def document() -> dict[str, Any]:
    return describe(build_app())


@cache
def calls() -> tuple[Call, ...]:
    """Every operation."""
    return tuple(
        Call(method.upper(), path, description, tuple(_ids_of(description)))
        for path, methods in document()["paths"].items()
        for method, description in methods.items()
    )


def unnamed_ids() -> list[str]:
    """Fields of requests that look like ids but do not say of what: nothing would look them up."""
    found = []
    for call in calls():
        named = {(field.where, field.steps) for field in call.ids}
        for where, steps, schema in _fields(call.description):
            looks = schema.get("format") == "uuid" or str(steps[-1]).endswith(("Id", "_id", "Ids"))
            if looks and (where, steps) not in named and not schema.get("x-no-object"):
                found.append(f"{call}: {where} {'.'.join(map(str, steps))}")
    return found


def example(schema: dict[str, Any], name: str = "", depth: int = 0) -> Any:
    """The smallest value that a schema takes."""
    if name in EXAMPLES:
        return deepcopy(EXAMPLES[name])
    schema = _resolved(schema)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return example(next(each for each in schema[key] if each.get("type") != "null"), name, depth + 1)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object")
    if kind == "object":
        properties = schema.get("properties", {})
        return {each: example(properties[each], each, depth + 1) for each in schema.get("required", [])}
    if kind == "array":
        return [example(schema["items"], name, depth + 1)] * schema.get("minItems", 0)
    if kind == "string":
        by_format = {
            "date-time": "2060-01-01T00:00:00Z",
            "email": "somebody@example.com",
            "uri": "https://example.com/",
        }
        return by_format.get(schema.get("format", ""), "harbour".ljust(schema.get("minLength", 1), "x"))
    return {"integer": max(1, schema.get("minimum", 1)), "number": 1, "boolean": True}.get(kind)


def _ids_of(description: dict[str, Any]) -> Iterator[IdField]:
    for where, steps, schema in _fields(description):
        if "x-object" in schema:
            yield IdField(where, steps, schema["x-object"])


def _fields(description: dict[str, Any]) -> Iterator[tuple[str, tuple[Step, ...], dict[str, Any]]]:
    """Every leaf of a request with its place."""
    for parameter in description.get("parameters", []):
        for _, schema in _leaves(parameter["schema"], ()):
            yield parameter["in"], (parameter["name"],), schema
    for content in description.get("requestBody", {}).get("content", {}).values():
        for steps, schema in _leaves(content["schema"], ()):
            if steps:
                yield "body", steps, schema


def _leaves(schema: dict[str, Any], steps: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], dict[str, Any]]]:
    if len(steps) > DEEPEST:
        return
    schema = _resolved(schema)
    said: dict[str, Any] = {
        key: schema[key] for key in ("x-object", "x-no-object") if key in schema
    }  # of one that may be left out
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from _leaves({**each, **said}, steps)
    for name, each in schema.get("properties", {}).items():
        yield from _leaves(each, (*steps, name))
    if isinstance(schema.get("items"), dict):
        yield from _leaves(schema["items"], (*steps, 0))
    if schema.get("type") != "null" and not any(
        key in schema for key in ("anyOf", "oneOf", "allOf", "properties", "items")
    ):
        yield steps, schema


def _put(schema: dict[str, Any], value: Any, steps: tuple[Step, ...], wanted: Any) -> Any:
    """A value with one leaf replaced, and what is missing on the way there added."""
    if not steps:
        return wanted
    schema = _resolved(schema)
    step, rest = steps[0], steps[1:]
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        if any(found[: len(steps)] == steps for found, _ in _leaves(each, ())):
            return _put(each, value, steps, wanted)
    if isinstance(step, int):
        inner = value[0] if value else example(schema["items"])
        return [_put(schema["items"], inner, rest, wanted)]
    value = dict(value) if isinstance(value, dict) else example(schema)
    inner = value.get(step, example(schema["properties"][step], step))
    return {**value, step: _put(schema["properties"][step], inner, rest, wanted)}


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document()["components"]["schemas"][name] if name else schema
    return found
