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


class ConversationNotFound(NullusError):
    """No such conversation, or somebody else's."""

    kind = ErrorKind.NOT_FOUND
    code = "conversation_not_found"
    message = Text(en="There is no conversation {conversation}.", ko="{conversation} 대화가 없습니다.")
    hint = Text(
        en="List yours with GET /api/v1/conversations or `nullus conversations list`.",
        ko="GET /api/v1/conversations나 `nullus conversations list`로 내 대화 목록을 보세요.",
    )


class MessageNotFound(NullusError):
    """No such message, or one of somebody else's conversation, or of another one."""

    kind = ErrorKind.NOT_FOUND
    code = "message_not_found"
    message = Text(en="There is no message {chat_message}.", ko="{chat_message} 메시지가 없습니다.")
    hint = Text(
        en="List them with GET /api/v1/conversations/{{id}}/messages.",
        ko="GET /api/v1/conversations/{{id}}/messages로 메시지 목록을 보세요.",
    )


class NotAnAnswer(NullusError):
    """Only answers can be judged or asked for again."""

    kind = ErrorKind.CONFLICT
    code = "not_an_answer"
    message = Text(en="This message is a question, not an answer.", ko="이 메시지는 답변이 아니라 질문입니다.")
    hint = Text(en="Name a message whose role is `assistant`.", ko="역할이 `assistant`인 메시지를 지정하세요.")


class NotAQuestion(NullusError):
    """An answer follows a question, and a question follows an answer."""

    kind = ErrorKind.CONFLICT
    code = "not_a_question"
    message = Text(en="This message is an answer, not a question.", ko="이 메시지는 질문이 아니라 답변입니다.")
    hint = Text(en="Name a message whose role is `user`.", ko="역할이 `user`인 메시지를 지정하세요.")
