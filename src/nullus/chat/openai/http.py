"""/v1: OpenAI's protocol, so that existing clients can ask documents. A collection answers as the model `nullus/<name>`."""

import base64
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Annotated, Any, cast
from uuid import UUID

from fastapi import Path, Request, Response
from fastapi.responses import JSONResponse

from nullus import knowledge
from nullus.chat.answering import events
from nullus.chat.answering.answers import Answers
from nullus.chat.answering.questions import Question
from nullus.chat.errors import UnknownChatModel
from nullus.chat.openai import direct, direct_wire
from nullus.chat.openai.completions import Completion, data
from nullus.chat.openai.schemas import AS_MODEL, MOST_CHARACTERS, CompletionIn, EmbeddingIn, OpenAIErrorOut
from nullus.chat.showing import presenting
from nullus.chat.showing.presenting import Whole
from nullus.chat.streaming import E, EventStream, while_heard
from nullus.identity import until_refused
from nullus.llm import Message, fingerprint_of, tokens
from nullus.platform.actor import Actor
from nullus.platform.errors import HTTP_STATUS, ErrorKind, InvalidInput, NullusError
from nullus.platform.web import CurrentActor, Router, headers_of, language_of

router = Router(prefix="/v1", tags=["openai"], errors=OpenAIErrorOut)

ModelName = Annotated[str, Path(json_schema_extra=AS_MODEL)]
STREAMS: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}}
ALL = "nullus"
EMBEDDING = "nullus-embedding"
_TYPES = {
    ErrorKind.UNAUTHENTICATED: "authentication_error",
    ErrorKind.FORBIDDEN: "permission_error",
    ErrorKind.EXHAUSTED: "rate_limit_error",
    ErrorKind.UNAVAILABLE: "server_error",
    ErrorKind.BROKEN: "server_error",
}
_REASONS = {"stop": "stop", "not_found": "stop", "length": "length", "filtered": "content_filter"}


@router.call("GET", "/models", policy="chat")
async def models(request: Request, actor: CurrentActor) -> Response:
    """`nullus` (every collection), one model for each collection, the embedding model, and the models behind Nullus."""
    listed = [_model(ALL, 0)] + [
        _model(f"{ALL}/{each.name}", int(each.created_at.timestamp())) for each in await _collections(request, actor)
    ]
    behind = [_model(name, 0) for name in await direct.models(_answers(request), actor)]
    return JSONResponse({"object": "list", "data": [*listed, _model(EMBEDDING, 0), *behind]})


@router.call("GET", "/models/{model:path}", policy="chat")
async def one_model(model: ModelName, request: Request, actor: CurrentActor) -> Response:
    """One model, as the list has it."""
    if model == EMBEDDING or model in await direct.models(_answers(request), actor):
        return JSONResponse(_model(model, 0))
    await _collection_ids(model, request, actor)
    return JSONResponse(_model(model, 0))


@router.call("POST", "/chat/completions", policy="chat", responses=STREAMS)
async def complete(body: CompletionIn, request: Request, actor: CurrentActor) -> Response:
    """An answer from the documents to the last message of the user; what was said before goes to the model as context.

    With a model `provider/model`, that model's own answer to all of the messages, without documents; only there are tools called.
    """
    answers = _answers(request)
    if body.model != ALL and not body.model.startswith(f"{ALL}/"):
        return await _complete_directly(body, request, actor)
    question = _question(body, await _collection_ids(body.model, request, actor), answers.settings.passages)
    steps = answers.ask(actor, question)
    writer = _Writer(body, str(request.base_url), question)
    if body.stream:
        return _streamed(steps, writer.frame, writer.opening(), request)
    whole = await while_heard(request.receive, presenting.collect(steps), lambda: until_refused(request, "chat"))
    if whole is None:
        return Response(status_code=499)
    if whole.failed is not None:
        raise whole.failed.error
    return JSONResponse(writer.whole(whole))


async def _complete_directly(body: CompletionIn, request: Request, actor: Actor) -> Response:
    parts = direct.speak(_answers(request), actor, direct_wire.exchange_of(body))
    writer = direct_wire.Writer(body)
    if body.stream:
        return _streamed(parts, writer.frame, writer.opening(), request)
    whole = await while_heard(request.receive, _all(parts), lambda: until_refused(request, "chat"))
    return Response(status_code=499) if whole is None else JSONResponse(writer.whole(whole))


def _streamed(
    steps: AsyncGenerator[E, None], frame: Callable[[E], bytes], opening: bytes, request: Request
) -> Response:
    return EventStream(
        steps,
        frame,
        broken=lambda error: data({"error": error_body(error, request)}),
        error_answer=error_answer,
        opening=opening,
        refused=lambda: until_refused(request, "chat"),
    )


async def _all(parts: AsyncGenerator[direct.Said, None]) -> list[direct.Said]:
    async with aclosing(parts) as source:
        return [part async for part in source]


@router.call("POST", "/embeddings", policy="chat", rate="search")
async def embeddings(body: EmbeddingIn, request: Request, actor: CurrentActor) -> Response:
    """Vectors of the embedder that this installation searches with."""
    texts = [body.input] if isinstance(body.input, str) else body.input
    if not texts or len(texts) > 2048 or sum(map(len, texts)) > MOST_CHARACTERS:
        raise InvalidInput(problem=f"input takes 1 to 2048 texts of {MOST_CHARACTERS} characters in all")
    gateway = cast("Answers", request.app.state.answers).gateway
    embedder = await gateway.embedder()
    if body.model not in {ALL, EMBEDDING, embedder.model, fingerprint_of(embedder)}:
        raise UnknownChatModel(model=body.model)
    if body.dimensions not in {None, embedder.dimension}:
        raise InvalidInput(problem=f"dimensions can only be {embedder.dimension}")
    vectors = await gateway.embed_documents(actor, texts, knowledge.UNLABELLED)
    used = sum(tokens(text) for text in texts)
    listed = [
        {
            "object": "embedding",
            "index": index,
            "embedding": base64.b64encode(row.astype("<f4").tobytes()).decode()
            if body.encoding_format == "base64"
            else row.tolist(),
        }
        for index, row in enumerate(vectors)
    ]
    usage = {"prompt_tokens": used, "total_tokens": used}
    return JSONResponse({"object": "list", "data": listed, "model": embedder.model, "usage": usage})


def error_body(error: NullusError, request: Request) -> dict[str, Any]:
    language = language_of(request)
    hint = error.hint_in(language)
    message = error.message_in(language) + (f" {hint}" if hint else "")
    body = {
        "message": message,
        "type": _TYPES.get(error.kind, "invalid_request_error"),
        "param": None,
        "code": error.code,
    }
    return body if error.resets_at is None else body | {"resets_at": error.resets_at.isoformat()}


def error_answer(error: NullusError, request: Request) -> Response:
    """OpenAI's shape of an error."""
    return JSONResponse({"error": error_body(error, request)}, HTTP_STATUS[error.kind], headers_of(error))


class _Writer:
    """One completion in OpenAI's shapes."""

    def __init__(self, body: CompletionIn, base: str, question: Question) -> None:
        self._completion = Completion(body, tokens(question.text))
        self.opening = self._completion.opening
        self._base = base
        self._so_far = Whole()

    def frame(self, event: events.Event) -> bytes:
        so_far = self._so_far
        match event:
            case events.Sources():
                so_far.passages = event.passages
            case events.Delta():
                so_far.text += event.text
                return self._completion.chunk({"content": event.text})
            case events.Citation():
                so_far.citations.append(event)
            case events.Done():
                so_far.done = event
                return self._ending(event)
            case events.Failed():
                message = event.error.message_in("en")
                error = {
                    "message": message,
                    "type": _TYPES.get(event.error.kind, "server_error"),
                    "code": event.error.code,
                }
                return data({"error": {**error, "param": None}})
        return b""

    def whole(self, whole: Whole) -> dict[str, Any]:
        done = whole.done
        assert done is not None
        message = {"content": whole.text + self._definitions(whole)}
        return self._completion.whole(message, _REASONS[done.finish], self._extra(whole), done.usage, whole.text)

    def _ending(self, done: events.Done) -> bytes:
        whole = self._so_far
        definitions = self._definitions(whole)
        frames = self._completion.chunk({"content": definitions}) if definitions else b""
        return frames + self._completion.ending(_REASONS[done.finish], self._extra(whole), done.usage, whole.text)

    def _definitions(self, whole: Whole) -> str:
        """The cited sources as Markdown link definitions: a renderer makes every `[n]` a link, plain text shows a list."""
        lines = [
            f'[{each.number}]: {presenting.address_of(each, self._base)} "{_quiet(presenting.place_of(each))}"'
            for each in whole.passages
            if each.number in whole.cited
        ]
        return "\n\n" + "\n".join(lines) if lines else ""

    def _extra(self, whole: Whole) -> dict[str, Any]:
        """What OpenAI's shape has no place for."""
        done = whole.done
        assert done is not None
        sources = [presenting.source_out(each, self._base, each.number in whole.cited) for each in whole.passages]
        return {
            "sources": [each.model_dump(by_alias=True, mode="json") for each in sources],
            "citations": [
                presenting.citation_out(each).model_dump(by_alias=True, mode="json") for each in whole.citations
            ],
            **presenting.done_out(done, done.language).model_dump(by_alias=True, mode="json"),
        }


def _answers(request: Request) -> Answers:
    return cast("Answers", request.app.state.answers)


def _quiet(text: str) -> str:
    return " ".join(text.replace('"', "'").split())


def _model(name: str, created: int) -> dict[str, Any]:
    return {"id": name, "object": "model", "created": created, "owned_by": "nullus"}


def _question(body: CompletionIn, collection_ids: list[UUID] | None, top_k: int) -> Question:
    said = [(each.role, each.text) for each in body.messages]
    last = max((place for place, (role, text) in enumerate(said) if role == "user" and text.strip()), default=None)
    if last is None:
        raise InvalidInput(problem="messages need one with the role user and a text")
    history = [
        Message("user" if role == "user" else "assistant", text)
        for role, text in said[:last]
        if role in {"user", "assistant"} and text.strip()
    ]
    return Question(
        text=said[last][1],
        collection_ids=collection_ids,
        top_k=top_k,
        history=history,
        wishes="\n".join(text for role, text in said if role in {"system", "developer"}),
        max_tokens=body.max_completion_tokens or body.max_tokens,
        temperature=body.temperature,
    )


async def _collection_ids(model: str, request: Request, actor: Actor) -> list[UUID] | None:
    """The collections that a model name stands for; None: all. Raises UnknownChatModel."""
    if model == ALL:
        return None
    name = model.removeprefix(f"{ALL}/")
    if name == model:
        raise UnknownChatModel(model=model)
    try:
        async with request.app.state.database.transaction(actor) as tx:
            return [(await knowledge.by_name(tx, actor, name)).id]
    except NullusError as error:
        if error.kind is ErrorKind.NOT_FOUND:
            raise UnknownChatModel(model=model) from error
        raise


async def _collections(request: Request, actor: Actor) -> list[Any]:
    async with request.app.state.database.transaction(actor) as tx:
        return await knowledge.list_collections(tx, actor)
