"""Routes of the operator's model providers. Hosts are named here and nowhere else in a request."""

from typing import Annotated, Any, cast

from fastapi import Path, Request

from nullus.llm.directory import changes
from nullus.llm.directory.changes import Wish
from nullus.llm.directory.errors import ProviderUnusable
from nullus.llm.directory.listing import Directory
from nullus.llm.directory.provider import Known, Offered
from nullus.llm.directory.schemas import (
    ModelIn,
    ModelOut,
    ModelProviderChangeIn,
    ModelProviderIn,
    ModelProviderOut,
    ModelProviderRemovedOut,
    ModelProviderTrialOut,
)
from nullus.llm.directory.trials import Trial
from nullus.llm.problems import problem_of
from nullus.llm.providers import PROVIDERS
from nullus.platform.errors import NullusError
from nullus.platform.web import CurrentActor, Envelope, Router, language_of, success

router = Router(prefix="/api/v1", tags=["models"])

Name = Annotated[str, Path(max_length=40)]


@router.call("POST", "/providers", policy="operate", recent=True, answers=ModelProviderTrialOut, status=201)
async def add_provider(body: ModelProviderIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Put a model provider on the list; it is asked for its models and for a word before it is kept."""
    directory = _directory(request)
    if body.kind not in PROVIDERS:
        raise ProviderUnusable(problem=f"there is no kind {body.kind}; there are {', '.join(PROVIDERS)}")
    wish = Wish(body.url, body.key, body.clearance, _offered(directory, body.kind, body.models), body.enabled)
    known, trial = await changes.add(directory, actor, body.name, body.kind, wish, unchecked=body.unchecked)
    return success(_tried(known, trial))


@router.call("PATCH", "/providers/{name}", policy="operate", recent=True, answers=ModelProviderTrialOut)
async def change_provider(
    name: Name, body: ModelProviderChangeIn, request: Request, actor: CurrentActor
) -> Envelope[Any]:
    """Change a model provider; it is tried again where its address, key or models change."""
    directory = _directory(request)
    kind = (await directory.find(name)).kind
    models = None if body.models is None else _offered(directory, kind, body.models)
    wish = Wish(body.url, body.key, body.clearance, models, body.enabled)
    known, trial = await changes.change(directory, actor, name, wish, unchecked=body.unchecked)
    return success(_tried(known, trial))


@router.call("DELETE", "/providers/{name}", policy="operate", recent=True, answers=ModelProviderRemovedOut)
async def remove_provider(name: Name, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take a model provider from the list, and its key with it."""
    await changes.remove(_directory(request), actor, name)
    return success(ModelProviderRemovedOut(name=name, removed=True))


@router.call("POST", "/providers/{name}/test", policy="operate", answers=ModelProviderTrialOut)
async def try_provider(name: Name, request: Request) -> Envelope[Any]:
    """Ask a model provider for its models and for a word; what came of it is kept with it."""
    known, outcome = await changes.try_again(_directory(request), name)
    if not isinstance(outcome, NullusError):
        return success(_tried(known, outcome))
    failure = problem_of(outcome, language_of(request))
    return success(_tried(known, None).model_copy(update={"failure": failure}))


def entry(known: Known) -> ModelProviderOut:
    """A provider as it may be shown."""
    return ModelProviderOut(
        name=known.name,
        kind=known.kind,
        address=known.address,
        clearance=known.clearance,
        models=[
            ModelOut(name=each.name, purpose=each.purpose, context_tokens=each.context_tokens, tools=each.tools)
            for each in known.models
        ],
        enabled=known.enabled,
        has_key=known.has_key,
        checked_at=known.checked_at,
        problem=known.problem,
    )


def _tried(known: Known, trial: Trial | None) -> ModelProviderTrialOut:
    return ModelProviderTrialOut(
        **dict(entry(known)),
        listed=list(trial.models) if trial else [],
        took_ms=dict(trial.took_ms) if trial else None,
        said=dict(trial.said) if trial else None,
        failure=None,
    )


def _offered(directory: Directory, kind: str, models: list[ModelIn]) -> list[Offered]:
    usual = changes.usual_context(directory, kind)
    return [Offered(each.name, each.purpose, each.context_tokens or usual, each.tools) for each in models]


def _directory(request: Request) -> Directory:
    return cast("Directory", request.app.state.directory)
