"""Every call of the assembled app keeps the rules of the policy registry; those that a module cannot break at import stand here."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from fastapi.routing import APIRoute
from pydantic import BaseModel

from nullus.platform.actor import SCOPES
from nullus.platform.web import PUBLIC, SIGNED_IN, VISITOR, PolicyRoute, describe, policy_routes, ungoverned_routes
from nullus.roles.assembly import build_app

APP = build_app()
ROUTES = policy_routes(APP)
DOCUMENT = describe(APP)
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
# OpenAI's clients send fields that only OpenAI knows; its own servers ignore what they do not know.
LENIENT = "/v1/"


def name_of(route: APIRoute) -> str:
    return f"{','.join(sorted(route.methods or ()))} {route.path}"


def models_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that a type holds, at any depth."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_of(field.annotation)
    for each in get_args(annotation):
        yield from models_of(each)


def test_nothing_answers_without_a_policy() -> None:
    assert ungoverned_routes(APP) == []
    assert all(isinstance(route, PolicyRoute) for route in APP.routes)
    assert {route.policy.name for route in ROUTES} <= {PUBLIC, SIGNED_IN, VISITOR, *SCOPES}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.body_field], ids=name_of)
def test_a_body_takes_no_field_that_it_does_not_name(route: PolicyRoute) -> None:
    assert route.body_field is not None
    if not route.path.startswith(LENIENT):
        loose = [each.__name__ for each in models_of(route.body_field.field_info.annotation) if not forbids(each)]
        assert not loose, f"make these a Schema: {loose}"


def forbids(model: type[BaseModel]) -> bool:
    return model.model_config.get("extra") == "forbid"


def test_no_address_takes_a_method_twice() -> None:
    seen: set[tuple[str, str]] = set()
    for route in ROUTES:
        for method in route.methods or ():
            assert (method, route.path_format) not in seen, f"{method} {route.path_format} is mounted twice"
            seen.add((method, route.path_format))


def test_operation_ids_are_unique_and_names_of_functions() -> None:
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(ids) == len(set(ids))
    assert all(each.isidentifier() and each[0].islower() and "_" not in each for each in ids)


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[name for name, _ in OPERATIONS])
def test_every_call_says_what_it_does_and_how_it_refuses(name: str, operation: dict[str, Any]) -> None:
    assert operation["description"].strip()
    responses = operation["responses"]
    public = operation["x-policy"] == PUBLIC
    assert {"422", "429", "500", "503"} <= set(responses)
    assert public or {"401", "403"} <= set(responses)
    assert bool(operation["security"]) != public
    assert all("$ref" in each for status, each in responses.items() if int(status) >= 400), "the shared ones, please"
    if any(parameter["in"] == "path" for parameter in operation.get("parameters", ())):
        assert "404" in responses


def test_the_description_names_only_what_it_has() -> None:
    text = str(DOCUMENT)
    assert "HTTPValidationError" not in text.replace("'HTTPValidationError': {", "")
    for kind in ("schemas", "responses"):
        for name in DOCUMENT["components"][kind]:
            assert f"#/components/{kind}/{name}'" in text, f"nothing refers to {name}"


def test_every_shape_has_a_name_of_its_own() -> None:
    """Two of one name would be told apart by their modules, and moving a file would rename what clients were made from."""
    assert not [name for name in DOCUMENT["components"]["schemas"] if name.startswith("nullus__")]
