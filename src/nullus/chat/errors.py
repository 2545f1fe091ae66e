"""What can go wrong with answers."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class TooManyAnswers(NullusError):
    """As many answers are being written as this installation allows."""

    kind = ErrorKind.EXHAUSTED
    code = "too_many_answers"
    message = Text(en="Too many answers are being written at the moment.", ko="지금 작성 중인 답변이 너무 많습니다.")
    hint = Text(
        en="Try again shortly, or raise NULLUS_CHAT_ANSWERS_AT_ONCE.",
        ko="잠시 뒤에 다시 시도하거나 NULLUS_CHAT_ANSWERS_AT_ONCE를 올리세요.",
    )


class UnknownChatModel(NullusError):
    """A model name on /v1 that is no collection."""

    kind = ErrorKind.NOT_FOUND
    code = "model_not_found"
    message = Text(
        en="The model {model} does not exist or you do not have access to it.",
        ko="{model} 모델이 없거나 볼 수 없습니다.",
    )
    hint = Text(
        en="`nullus` asks every collection, `nullus/NAME` one; GET /v1/models lists them.",
        ko="`nullus`는 모든 컬렉션에, `nullus/이름`은 한 컬렉션에 묻습니다. GET /v1/models에 목록이 있습니다.",
    )
