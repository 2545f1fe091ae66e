"""The policy registry: a route without a policy cannot be mounted, nor one that takes ids which nobody looks up."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any, get_args, get_origin
from uuid import UUID

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from pydantic.alias_generators import to_camel
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from nullus.platform.web.guards import GUARDS, Guards
from nullus.platform.web.loading import Ref, is_loader
from nullus.platform.web.policy import Policy, Rate
from nullus.platform.web.shapes import Envelope, ErrorEnvelope
from nullus.platform.web.watching import StreamCut, Watch

log = structlog.get_logger()


class PolicyRoute(APIRoute):
    """A route that lets a request in only by its policy, before anything of the request is read."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        extra = options.get("openapi_extra") or {}
        if "x-policy" not in extra:
            raise TypeError(f"{path}: a route needs a policy; use Router.call(…, policy=…)")
        self.policy = Policy(extra["x-policy"], extra.get("x-recent", False))
        super().__init__(path, endpoint, **options)
        self.opening = self.path.partition("{")[0]
        self.literal = not self.param_convertors
        problems = [f"{path}: {problem}" for problem in faults(self)]
        if self._embed_body_fields:
            problems.append(f"{path}: the body is one type")
        if problems:
            raise TypeError("; ".join(problems))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Of `/x/new` and `/x/{id}`, which both fit `/x/new`, only the one that names it: the other never sees `new` as an id."""
        path = scope["path"]
        if not path.startswith(self.opening) or (
            self.literal and path != self.path
        ):  # spares most routes their pattern
            return Match.NONE, {}
        if not self.literal and path in getattr(scope["app"].state, "literal_paths", ()):
            return Match.NONE, {}
        return super().matches(scope)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what lasts ends with its asker's right to it."""
        if self.policy.public:
            await super().handle(scope, receive, send)
            return
        watch = Watch(scope, receive, send, self.policy)
        try:
            await super().handle(scope, watch.receive, watch.send)
        except StreamCut:
            log.info("answer cut: its asker may no longer have it", path=self.path)
        finally:
            watch.close()

    def get_route_handler(self) -> Callable[[Request], Any]:
        handle = super().get_route_handler()
        known = {field.alias: _is_list(field.field_info.annotation) for field in _query_of(self.dependant)}
        loose = bool((self.openapi_extra or {}).get("x-any-query")) or not self.include_in_schema
        annotation: Any = self.body_field.field_info.annotation if self.body_field else None
        rate: Rate = (self.openapi_extra or {}).get("x-rate", "")
        shape: TypeAdapter[Any] | None = TypeAdapter(annotation) if self.body_field else None

        async def guarded(request: Request) -> Response:
            guards: Guards = getattr(request.app.state, "guards", GUARDS.get())
            GUARDS.set(guards)
            await guards.admit(request, self.policy)
            await guards.limit(request, rate)
            guards.check_query(request, None if loose else known)
            if shape is not None and _is_json(request):
                request = _ReadRequest(request.scope, request.receive)
                if raw := await request.body():
                    request.content = guards.read_json(raw, shape)
            answer: Response = await handle(request)
            return answer

        return guarded


class Router(APIRouter):
    """An APIRouter whose every route names its policy: a scope of `actor.SCOPES`, PUBLIC, SIGNED_IN or VISITOR."""

    def __init__(self, *, errors: type[BaseModel] = ErrorEnvelope, **options: Any) -> None:
        """`errors` is the shape of an error below this router."""
        super().__init__(route_class=PolicyRoute, redirect_slashes=False, **options)
        self.errors = errors

    def call(
        self,
        method: str,
        path: str,
        *,
        policy: str,
        recent: bool = False,
        rate: Rate = "",
        refuses: Sequence[int] = (),
        answers: Any = None,
        produces: str | None = None,
        status: int = 200,
        any_query: bool = False,
        **options: Any,
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Mount a handler.

        `recent`: only for a person who signed in or stepped up within ten minutes; keys never may. `rate`: the limit that
        such calls have of their own. `answers`: the type of `data`; for a download leave it out and say its media type in
        `produces`. `any_query`: others add parameters to this address (a provider that sends a browser back).
        `refuses`: statuses that the description would not think of, as 403 of a GET that is public.
        """
        Policy(policy, recent)
        said = {"x-recent": recent, "x-rate": rate, "x-any-query": any_query, "x-refuses": list(refuses)}
        extra = {"x-policy": policy, **{name: value for name, value in said.items() if value}}
        if produces is not None:
            options |= {
                "response_class": Response,
                "responses": _download(status, produces) | options.get("responses", {}),
            }

        def mount(handler: Callable[..., Any]) -> Callable[..., Any]:
            self.add_api_route(
                path,
                handler,
                methods=[method],
                response_model=Envelope[answers] if answers is not None else None,
                status_code=status,
                openapi_extra={**options.pop("openapi_extra", {}), **extra},
                responses={422: {"model": self.errors}, **options.pop("responses", {})},
                generate_unique_id_function=lambda route: to_camel(route.name),
                **options,
            )
            return handler

        return mount

    def include_router(self, router: APIRouter, *_: Any, **options: Any) -> None:
        """Take the routes of another as they are: prefixes, tags and policies are said where a route is written."""
        if options:
            raise TypeError(f"say {', '.join(options)} where the router is made")
        for route in router.routes:
            if not isinstance(route, PolicyRoute):
                raise TypeError(
                    f"{getattr(route, 'path', route)}: a route needs a policy; use Router.call(…, policy=…)"
                )
            self.routes.append(route)


def mount(app: FastAPI, routers: Sequence[Router], guards: Guards | None = None) -> None:
    """Put routers on an app. `guards` are the usual ones; only a test of the guards passes others."""
    whole = Router()
    for router in routers:
        whole.include_router(router)
    app.router.routes.extend(whole.routes)
    app.state.guards = guards or Guards()
    app.state.literal_paths = frozenset(route.path for route in policy_routes(app) if route.literal)


def policy_routes(app: FastAPI) -> list[PolicyRoute]:
    return [route for route in app.routes if isinstance(route, PolicyRoute)]


def ungoverned_routes(app: FastAPI) -> list[str]:
    """What an app answers without a policy: must be empty, but for FastAPI's own document where a test left it on."""
    own = {app.openapi_url, app.docs_url, app.redoc_url, app.swagger_ui_oauth2_redirect_url}
    return [
        str(getattr(route, "path", route))
        for route in _every_route(app.routes)
        if not isinstance(route, PolicyRoute) and getattr(route, "path", None) not in own
    ]


def faults(route: APIRoute) -> list[str]:
    """Where a route takes an id that no loader looks up."""
    found = [f"{{{name}}} is an id: take it by a loader" for name in _unloaded_ids(route)]
    found += [
        f"{field.alias} is a UUID: take it by a loader"
        for field in _unloaded_fields(route.dependant)
        if _mentions_uuid(field.field_info.annotation, set())
    ]
    if route.body_field is not None and _mentions_uuid(route.body_field.field_info.annotation, set()):
        found.append("the body holds a UUID: make it a Ref of its kind")
    return found


class _ReadRequest(Request):
    """A request whose JSON was read already, into the type that its call declares: the framework takes that as it is."""

    content: Any = None

    async def json(self) -> Any:
        return self.content


def _every_route(routes: Sequence[Any]) -> Iterator[Any]:
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _every_route(inner.routes)
        else:
            yield route


def _is_json(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


def _query_of(dependant: Dependant) -> Iterator[Any]:
    yield from dependant.query_params
    for inner in dependant.dependencies:
        yield from _query_of(inner)


def _unloaded_fields(dependant: Dependant) -> Iterator[Any]:
    if is_loader(dependant.call):
        return
    yield from (*dependant.path_params, *dependant.query_params, *dependant.header_params, *dependant.cookie_params)
    for inner in dependant.dependencies:
        yield from _unloaded_fields(inner)


def _unloaded_ids(route: APIRoute) -> list[str]:
    return [
        field.alias
        for field in _unloaded_fields(route.dependant)
        if field.alias == "id" or field.alias.endswith(("_id", "Id"))
    ]


def _is_list(annotation: Any) -> bool:
    return annotation in (list, tuple, set) or any(
        getattr(each, "__origin__", each) in (list, tuple, set) for each in (annotation, *get_args(annotation))
    )


def _mentions_uuid(annotation: Any, seen: set[Any]) -> bool:
    """Whether a type holds a UUID at any depth, models followed into their fields."""
    if inspect.isclass(annotation) and issubclass(annotation, UUID):
        return True
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        if annotation in seen:
            return False
        seen.add(annotation)
        return any(_mentions_uuid(field.annotation, seen) for field in annotation.model_fields.values())
    if get_origin(annotation) is Ref:
        return False
    return any(_mentions_uuid(each, seen) for each in get_args(annotation))


def _download(status: int, media_type: str) -> dict[int | str, dict[str, Any]]:
    return {status: {"content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}}
