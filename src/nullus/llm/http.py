"""Routes of the models in use: what they are, and whether they answer."""

import time
from contextlib import aclosing
from typing import Any, cast

from fastapi import Request

from nullus.llm import addresses
from nullus.llm.directory.http import entry
from nullus.llm.directory.trials import LONGEST_SAID
from nullus.llm.embedders import parse
from nullus.llm.gateway import Gateway
from nullus.llm.ports import Delta
from nullus.llm.problems import ProviderProblemOut, problem_of
from nullus.llm.providers import PROVIDERS
from nullus.llm.schemas import ProviderOut, ProvidersOut, TrialOut, TrialsOut
from nullus.platform.actor import Actor
from nullus.platform.errors import Language, NullusError
from nullus.platform.sensitivity import Sensitivity
from nullus.platform.web import CurrentActor, Envelope, Router, language_of, success

router = Router(prefix="/api/v1", tags=["models"])


@router.call("GET", "/providers", policy="operate", answers=ProvidersOut)
async def list_providers(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """The embedder and the chat model of this installation, and the providers that the operator added."""
    gateway, language = cast("Gateway", request.app.state.gateway), language_of(request)
    chat = await _chat(gateway, language)
    added = [entry(each) for each in await request.app.state.directory.known()]
    items = [await _embeddings(gateway, language), *([chat] if chat else []), *_reranking(gateway)]
    return success(ProvidersOut(items=items, providers=added))


@router.call("POST", "/providers/test", policy="operate", answers=TrialsOut)
async def try_providers(request: Request, actor: CurrentActor) -> Envelope[Any]:
    """Embed a word, ask for one, and have two put in order where a model of this process does that."""
    gateway, language = cast("Gateway", request.app.state.gateway), language_of(request)
    gateway.forget_detected()
    items = [await _try_embeddings(gateway, actor, language)]
    chat = await _chat(gateway, language)
    if chat is not None:
        items.append(await _try_chat(gateway, chat, language))
    items += [await _try_reranking(gateway, actor, each, language) for each in _reranking(gateway)]
    return success(TrialsOut(items=items))


async def _embeddings(gateway: Gateway, language: Language) -> ProviderOut:
    kind, model = parse(gateway.settings.embedder)
    remote = kind in PROVIDERS
    shown = ProviderOut(
        role="embeddings",
        kind=kind,
        model=model or None,
        address=addresses.embedder_address(gateway.settings) if remote else None,
        origin="bundled" if kind == "static" else "settings",
        clearance=gateway.embedder_clearance(),
        dimension=None,
        languages=None,
        problem=None,
    )
    try:
        embedder = await gateway.embedder()
    except NullusError as error:
        return shown.model_copy(update={"problem": problem_of(error, language)})
    languages = sorted(embedder.languages) if embedder.languages is not None else None
    return shown.model_copy(update={"model": embedder.model, "dimension": embedder.dimension, "languages": languages})


async def _chat(gateway: Gateway, language: Language) -> ProviderOut | None:
    kind = gateway.settings.provider
    try:
        found = await gateway.installed()
    except NullusError as error:
        address = addresses.chat_address(gateway.settings, kind)
        name = gateway.settings.model or None
        return _out("chat", kind, name, address, "settings", None, problem_of(error, language))
    if found is None:
        return None
    return _out("chat", found.provider, found.model, found.chat.address, found.origin, found.clearance, None)


def _out(
    role: str,
    kind: str,
    model: str | None,
    address: str | None,
    origin: str,
    clearance: Sensitivity | None,
    problem: ProviderProblemOut | None,
) -> ProviderOut:
    return ProviderOut(
        role=role,
        kind=kind,
        model=model,
        address=address,
        origin=origin,
        clearance=clearance,
        dimension=None,
        languages=None,
        problem=problem,
    )


async def _try_embeddings(gateway: Gateway, actor: Actor, language: Language) -> TrialOut:
    began = time.perf_counter()
    shown = await _embeddings(gateway, language)
    problem, took = shown.problem, None
    if problem is None:
        try:
            await gateway.embed_query(actor, f"trial {time.time_ns()}", "public")
            took = _since(began)
        except NullusError as error:
            problem = problem_of(error, language)
    return TrialOut(**dict(shown) | {"problem": problem}, took_ms=took, said=None, models=[])


async def _try_chat(gateway: Gateway, shown: ProviderOut, language: Language) -> TrialOut:
    if shown.problem is not None:
        return TrialOut(**dict(shown), took_ms=None, said=None, models=[])
    began, took, problem, models, said = time.perf_counter(), None, None, [], ""
    try:
        found = await gateway.installed()
        if found is not None:
            models = await found.chat.models()
            began = time.perf_counter()
            async with aclosing(gateway.trial(found)) as parts:
                async for part in parts:
                    if isinstance(part, Delta):
                        took = took or _since(began)
                        said += part.text
                    if len(said) > LONGEST_SAID:
                        break
    except NullusError as error:
        problem = problem_of(error, language)
    return TrialOut(
        **dict(shown) | {"problem": problem}, took_ms=took, said=said.strip()[:LONGEST_SAID] or None, models=models
    )


def _reranking(gateway: Gateway) -> list[ProviderOut]:
    """The reranking model of this process; those of providers stand with them."""
    named = gateway.rerankers
    return [_out("reranking", named.kind, named.model, None, "settings", "personal", None)] if named.kind else []


async def _try_reranking(gateway: Gateway, actor: Actor, shown: ProviderOut, language: Language) -> TrialOut:
    began, took, problem = time.perf_counter(), None, None
    try:
        await gateway.rerank(actor, "trial", ["a trial", "something else"], "public")
        took = _since(began)
    except NullusError as error:
        problem = problem_of(error, language)
    return TrialOut(**dict(shown) | {"problem": problem}, took_ms=took, said=None, models=[])


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 2)
