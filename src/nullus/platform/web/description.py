"""The contract as OpenAPI: made from the mounted routes, with one shared description of each refusal."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from nullus.platform.web.policy import PUBLIC

_HEADER = {"description": "Seconds until it is worth trying again.", "schema": {"type": "integer"}}
# What a refusal means, by status: its name in the document, its words, its headers.
REFUSALS: dict[int, tuple[str, str, dict[str, Any]]] = {
    401: (
        "NotAuthenticated",
        "No credential, or one that is unknown, expired or revoked.",
        {"WWW-Authenticate": {"description": "`Bearer`", "schema": {"type": "string"}}},
    ),
    403: ("NotPermitted", "The credential is good, but may not do this.", {}),
    404: ("NotFound", "It is not there for the asker. Others' objects and such that never were answer alike.", {}),
    409: ("Conflict", "It does not fit the present state.", {}),
    413: ("TooLarge", "The request is too large.", {}),
    422: ("InvalidInput", "The request does not have the shape of this call; the message says where.", {}),
    429: (
        "Exhausted",
        "A limit or a quota is used up; the message says which and until when.",
        {"Retry-After": _HEADER},
    ),
    500: ("Broken", "A defect; it was logged under the request id.", {}),
    503: ("Unavailable", "Something that is needed does not answer at the moment.", {"Retry-After": _HEADER}),
}
SECURITY: dict[str, Any] = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An access token of a person or an API key (`nullus tokens create NAME`).",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "nullus_session",
        "description": "The session of this site's own pages; other origins cannot use it.",
    },
}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of everything that is mounted on an app and not hidden."""
    document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    components = document.setdefault("components", {})
    components["securitySchemes"] = SECURITY
    refusals: dict[str, Any] = components.setdefault("responses", {})
    for path, methods in document.get("paths", {}).items():
        for method, operation in methods.items():
            operation["security"] = [] if operation["x-policy"] == PUBLIC else [{name: []} for name in SECURITY]
            shape = operation["responses"]["422"]["content"]["application/json"]["schema"]["$ref"]
            for status in _statuses(path, method, operation):
                name, words, headers = REFUSALS[status]
                name = shape.rpartition("/")[2].removesuffix("Envelope").removesuffix("Out") + name
                content = {"application/json": {"schema": {"$ref": shape}}}
                refusals[name] = {"description": words, "content": content} | ({"headers": headers} if headers else {})
                operation["responses"][str(status)] = {"$ref": f"#/components/responses/{name}"}
    return document


def _statuses(path: str, method: str, operation: dict[str, Any]) -> list[int]:
    """The refusals that an operation can answer with."""
    changes = method != "get"
    found = {422, 429, 500, 503, *operation.pop("x-refuses", ())}
    if operation["x-policy"] != PUBLIC or changes:
        found |= {401, 403}
    if "{" in path or changes:
        found |= {404}
    if changes:
        found |= {409}
    if "requestBody" in operation:
        found |= {413}
    return sorted(found)
