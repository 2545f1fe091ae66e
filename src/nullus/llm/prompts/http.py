"""Routes of prompts, for operators of the service."""

from typing import Annotated, Any

from fastapi import Path, Query, Request

from nullus.llm.prompts import versions
from nullus.llm.prompts.catalogue import LANGUAGES
from nullus.llm.prompts.schemas import (
    DiffOut,
    DraftIn,
    PromotionIn,
    PromptOut,
    VariableOut,
    VersionOut,
    WholePromptOut,
    WholeVersionOut,
)
from nullus.platform.errors import Language
from nullus.platform.web import CurrentActor, Envelope, Page, Router, language_of, success

router = Router(prefix="/api/v1", tags=["prompts"])

Name = Annotated[str, Path(max_length=60)]
VersionName = Annotated[str, Path(max_length=60)]
AskedVersion = Annotated[str, Query(min_length=1, max_length=60)]


@router.call("GET", "/prompts", policy="operate", answers=Page[PromptOut])
async def list_prompts(request: Request) -> Envelope[Any]:
    """Every prompt, and which version of it is in use."""
    async with request.app.state.database.system_transaction() as tx:
        found = await versions.list_prompts(tx)
    language = language_of(request)
    return success(Page[PromptOut](items=[PromptOut(**_prompt(each, language)) for each in found]))


@router.call("GET", "/prompts/{name}", policy="operate", answers=WholePromptOut)
async def get_prompt(name: Name, request: Request) -> Envelope[Any]:
    """One prompt: its variables, what is in use, and every version."""
    async with request.app.state.database.system_transaction() as tx:
        history = await versions.versions_of(tx, name)
        overview = next(each for each in await versions.list_prompts(tx) if each.declared.name == name)
    in_use = next(each for each in history if each.state == "current")
    shown = WholePromptOut(
        **_prompt(overview, language_of(request)),
        texts={str(key): value for key, value in in_use.texts.items()},
        history=[VersionOut(**_version(each)) for each in history],
    )
    return success(shown)


@router.call("GET", "/prompts/{name}/versions/{version}", policy="operate", answers=WholeVersionOut)
async def get_prompt_version(name: Name, version: VersionName, request: Request) -> Envelope[Any]:
    """One version by its id or number: `answer.v1`, `answer@3`, `3`."""
    async with request.app.state.database.system_transaction() as tx:
        return success(_whole(await versions.get(tx, name, version)))


@router.call("GET", "/prompts/{name}/diff", policy="operate", answers=DiffOut)
async def diff_prompt(name: Name, request: Request, old: AskedVersion, new: AskedVersion) -> Envelope[Any]:
    """What changed from one version to another."""
    async with request.app.state.database.system_transaction() as tx:
        before, after = await versions.get(tx, name, old), await versions.get(tx, name, new)
        diffs = await versions.difference(tx, name, old, new)
    return success(DiffOut(old=before.id, new=after.id, diffs={str(key): value for key, value in diffs.items()}))


@router.call("POST", "/prompts/{name}/versions", policy="operate", answers=WholeVersionOut, status=201)
async def draft_prompt(name: Name, body: DraftIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Write a version: it is used once it is promoted, and can be tried in an evaluation before."""
    texts: dict[Language, str | None] = {"en": body.texts.en, "ko": body.texts.ko}
    given = {language: text for language, text in texts.items() if text is not None}
    async with request.app.state.database.system_transaction() as tx:
        made = await versions.draft(tx, actor, name, given, based_on=body.based_on, note=body.note)
    return success(_whole(made))


@router.call("POST", "/prompts/{name}/promote", policy="operate", answers=WholeVersionOut)
async def promote_prompt(name: Name, body: PromotionIn, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take a version into use: every process has it within five seconds."""
    async with request.app.state.database.system_transaction() as tx:
        return success(_whole(await versions.promote(tx, actor, name, body.version)))


@router.call("POST", "/prompts/{name}/rollback", policy="operate", answers=WholeVersionOut)
async def roll_back_prompt(name: Name, request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Take back the last promotion; answers with what is in use now."""
    async with request.app.state.database.system_transaction() as tx:
        return success(_whole(await versions.roll_back(tx, actor, name)))


def _prompt(found: versions.Overview, language: Language) -> dict[str, Any]:
    prompt = found.declared
    variables = [
        VariableOut(name=each.name, meaning=each.meaning.render(language, {}), required=each.required)
        for each in prompt.variables
    ]
    return {
        "name": prompt.name,
        "title": prompt.title.render(language, {}),
        "current": found.current,
        "versions": found.versions,
        "languages": list(LANGUAGES),
        "variables": variables,
    }


def _version(found: versions.Version) -> dict[str, Any]:
    return {
        "version": found.id,
        "state": found.state,
        "based_on": found.based_on,
        "note": found.note,
        "created_at": found.created_at,
        "promoted_at": found.promoted_at,
    }


def _whole(found: versions.Version) -> WholeVersionOut:
    return WholeVersionOut(**_version(found), texts={str(key): value for key, value in found.texts.items()})
