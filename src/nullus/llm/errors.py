"""What can go wrong between Nullus and a model, said so that the operator can mend it."""

from nullus.platform.errors import ErrorKind, NullusError, Text

_SEE = Text(
    en="See what is in use with `nullus providers test`.", ko="`nullus providers test`로 지금 쓰는 모델을 확인하세요."
)


class ModelUnreachable(NullusError):
    """No connection to the model server."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_unreachable"
    message = Text(
        en="The model server at {address} cannot be reached: {problem}",
        ko="{address}의 모델 서버에 연결할 수 없습니다: {problem}",
    )
    hint = _SEE


class ModelBusy(NullusError):
    """The server says that there were too many requests."""

    kind = ErrorKind.EXHAUSTED
    code = "model_busy"
    message = Text(
        en="The model server at {address} takes no more requests at the moment.",
        ko="{address}의 모델 서버가 지금은 요청을 더 받지 않습니다.",
    )
    hint = Text(en="Try again shortly.", ko="잠시 뒤에 다시 시도하세요.")


class ModelOverloaded(NullusError):
    """The server says that it has more work than it can do, whoever asks."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_overloaded"
    message = Text(
        en="The model server at {address} is overloaded at the moment.",
        ko="{address}의 모델 서버가 지금 과부하 상태입니다.",
    )
    hint = Text(en="Try again shortly.", ko="잠시 뒤에 다시 시도하세요.")


class ModelContextExceeded(NullusError):
    """What was sent is longer than the model reads at once."""

    kind = ErrorKind.TOO_LARGE
    code = "model_context_exceeded"
    message = Text(
        en="The text is longer than the model {model} at {address} reads at once. {problem}",
        ko="{address}의 {model} 모델이 한 번에 읽을 수 있는 길이보다 글이 깁니다. {problem}",
    )
    hint = Text(
        en="Send less, or tell Nullus how much the model reads: NULLUS_LLM_CONTEXT_TOKENS, or `nullus providers change`.",
        ko="글을 줄이거나, 모델이 읽을 수 있는 길이를 NULLUS_LLM_CONTEXT_TOKENS 또는 `nullus providers change`로 알려 주세요.",
    )


class ModelFiltered(NullusError):
    """The server's own filter does not let the question through."""

    kind = ErrorKind.INVALID
    code = "model_filtered"
    message = Text(
        en="The content filter of the model server at {address} refused the request. {problem}",
        ko="{address} 모델 서버의 콘텐츠 필터가 요청을 거부했습니다. {problem}",
    )
    hint = Text(
        en="Ask in other words, or use a model without that filter.",
        ko="다른 말로 물어보거나, 그 필터가 없는 모델을 쓰세요.",
    )


class ModelKeyRefused(NullusError):
    """The server does not accept our key."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_key_refused"
    message = Text(
        en="The model server at {address} refused the key (HTTP {status}).",
        ko="{address}의 모델 서버가 키를 거부했습니다(HTTP {status}).",
    )
    hint = Text(en="{mend}", ko="{mend}")


class ModelUnknown(NullusError):
    """The server does not have that model."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_unknown"
    message = Text(
        en="The model server at {address} does not have the model {model}.",
        ko="{address}의 모델 서버에 {model} 모델이 없습니다.",
    )
    hint = Text(
        en="List its models with `nullus providers test`; for Ollama, `ollama pull {model}` fetches it.",
        ko="`nullus providers test`로 모델 목록을 보세요. Ollama라면 `ollama pull {model}`로 받을 수 있습니다.",
    )


class ModelSilent(NullusError):
    """Nothing came for too long."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_silent"
    message = Text(
        en="The model server at {address} said nothing for {seconds:g} seconds.",
        ko="{address}의 모델 서버가 {seconds:g}초 동안 응답하지 않았습니다.",
    )
    hint = Text(
        en="A slow machine may need more time: raise {setting}.", ko="느린 컴퓨터라면 {setting} 값을 늘려 보세요."
    )


class ModelCut(NullusError):
    """The answer broke off before its end."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_cut"
    message = Text(
        en="The model server at {address} broke off in the middle of the answer.",
        ko="{address}의 모델 서버가 답변 도중에 연결을 끊었습니다.",
    )
    hint = _SEE


class ModelProtocol(NullusError):
    """What came back is not what its protocol promises."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_protocol"
    message = Text(
        en="What answers at {address} does not speak the {protocol} protocol: {problem}",
        ko="{address}의 서버가 {protocol} 프로토콜을 따르지 않습니다: {problem}",
    )
    hint = Text(
        en="Check the kind and the address with `nullus providers list`; for `openai` the address usually ends in /v1.",
        ko="`nullus providers list`로 종류와 주소를 확인하세요. `openai`라면 주소가 보통 /v1로 끝납니다.",
    )


class ModelRejected(NullusError):
    """The server understood and refused: a parameter that it does not know, say."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_rejected"
    message = Text(
        en="The model server at {address} refused the request (HTTP {status}): {problem}",
        ko="{address}의 모델 서버가 요청을 거부했습니다(HTTP {status}): {problem}",
    )
    hint = _SEE


class NoReranker(NullusError):
    """There is no reranking model at all."""

    kind = ErrorKind.UNAVAILABLE
    code = "no_reranker"
    message = Text(en="No reranking model is set up.", ko="재정렬 모델이 설정되어 있지 않습니다.")
    hint = Text(
        en="Name one in NULLUS_LLM_RERANKER (`onnx:MODEL` runs on this machine), or add a provider that has one: "
        "`nullus providers add openai --url ADDRESS --model MODEL,purpose=rerank`.",
        ko="NULLUS_LLM_RERANKER에 모델을 적거나(`onnx:모델`은 이 컴퓨터에서 실행됩니다) 재정렬 모델이 있는 공급자를 추가하세요: "
        "`nullus providers add openai --url 주소 --model 모델,purpose=rerank`.",
    )


class RerankerMissing(NullusError):
    """The reranking model that the settings name cannot be used."""

    kind = ErrorKind.UNAVAILABLE
    code = "reranker_missing"
    message = Text(
        en="The reranking model {name} cannot be used: {problem}.",
        ko="재정렬 모델 {name}을(를) 쓸 수 없습니다: {problem}.",
    )
    hint = Text(en="{mend}", ko="{mend}")


class EmbeddingDamaged(NullusError):
    """A vector of the wrong size, or one that cannot be compared."""

    kind = ErrorKind.UNAVAILABLE
    code = "embedding_damaged"
    message = Text(
        en="The embedder {fingerprint} answered with unusable vectors: {problem}",
        ko="임베더 {fingerprint}가 쓸 수 없는 벡터를 돌려주었습니다: {problem}",
    )
    hint = Text(
        en="Check NULLUS_LLM_EMBEDDER and NULLUS_LLM_EMBEDDER_DIMENSION.",
        ko="NULLUS_LLM_EMBEDDER와 NULLUS_LLM_EMBEDDER_DIMENSION을 확인하세요.",
    )


class EmbedderMissing(NullusError):
    """A part that this embedder needs is not installed, or its model is not here and cannot be fetched."""

    kind = ErrorKind.UNAVAILABLE
    code = "embedder_missing"
    message = Text(
        en="The embedder {name} cannot start: {problem}", ko="임베더 {name}을(를) 시작할 수 없습니다: {problem}"
    )
    hint = Text(en="{mend}", ko="{mend}")
