"""Routes of routes: which models are tried for a task."""

from typing import Any, cast

from fastapi import Request

from nullus.llm.calls import Task
from nullus.llm.gateway import Gateway
from nullus.llm.routing.routes import ROUTED, set_route
from nullus.llm.routing_schemas import RoutedOut, RouteIn, RouteOut, RoutesOut
from nullus.platform.web import CurrentActor, Envelope, Router, success

router = Router(prefix="/api/v1", tags=["models"])


@router.call("GET", "/routes", policy="operate", answers=RoutesOut)
async def list_routes(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """For each task the models that are tried, in order."""
    gateway = cast("Gateway", request.app.state.gateway)
    return success(RoutesOut(items=[await _shown(gateway, task) for task in ROUTED]))


@router.call("PUT", "/routes", policy="operate", answers=RouteOut)
async def change_route(body: RouteIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Set the models that are tried for a task; other processes follow within five seconds."""
    gateway = cast("Gateway", request.app.state.gateway)
    await gateway.check_route(body.models)
    async with request.app.state.database.system_transaction() as tx:
        await set_route(tx, actor, body.task, body.models)
    gateway.routes.forget()
    return success(await _shown(gateway, body.task))


async def _shown(gateway: Gateway, task: Task) -> RouteOut:
    order = [RoutedOut.model_validate(each, from_attributes=True) for each in await gateway.order(task)]
    return RouteOut(task=task, models=list(await gateway.routes.of(task)), order=order)
