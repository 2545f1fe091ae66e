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


class NotReranked(NullusError):
    """No reranking model could be asked, or none answered: an answer says so, and is made all the same."""

    kind = ErrorKind.UNAVAILABLE
    code = "not_reranked"
    message = Text(
        en="The passages stand in the order of the search, no model put them in order: {reason}",
        ko="모델로 순서를 다시 정하지 못해 검색 순서 그대로 썼습니다: {reason}",
    )
    hint = Text(
        en="`nullus providers test` shows the reranking models; NULLUS_CHAT_RERANK=off, or `rerank` in the call, does without.",
        ko="재정렬 모델은 `nullus providers test`로 확인하세요. NULLUS_CHAT_RERANK=off나 요청의 `rerank`로 끌 수 있습니다.",
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


class AnswerAbandoned(NullusError):
    """Nobody read the answer any more, or the process that wrote it was stopped."""

    kind = ErrorKind.UNAVAILABLE
    code = "answer_abandoned"
    message = Text(
        en="The answer was cut off because nobody was reading it any more.",
        ko="읽는 사람이 없어 답변이 중간에 끝났습니다.",
    )
    hint = Text(
        en="Ask again with POST /api/v1/messages/{{id}}/retry.",
        ko="POST /api/v1/messages/{{id}}/retry로 다시 요청하세요.",
    )


class AnswerLost(NullusError):
    """The process that wrote the answer died."""

    kind = ErrorKind.BROKEN
    code = "answer_lost"
    message = Text(
        en="The answer was cut off because the service stopped while writing it.",
        ko="답변을 쓰던 중에 서비스가 멈춰 답변이 중간에 끝났습니다.",
    )
    hint = Text(
        en="Ask again with POST /api/v1/messages/{{id}}/retry.",
        ko="POST /api/v1/messages/{{id}}/retry로 다시 요청하세요.",
    )


class AnswerBroken(NullusError):
    """Our own fault."""

    kind = ErrorKind.BROKEN
    code = "answer_broken"
    message = Text(en="The answer could not be written to its end.", ko="답변을 끝까지 쓰지 못했습니다.")
    hint = Text(
        en="Ask again; if it stays so, the reason is in `nullus logs api`.",
        ko="다시 물어보세요. 계속 그러면 `nullus logs api`에서 이유를 볼 수 있습니다.",
    )


class AnswerNotStored(NullusError):
    """The answer was written, and keeping it failed."""

    kind = ErrorKind.BROKEN
    code = "answer_not_stored"
    message = Text(en="The answer was written, but could not be kept.", ko="답변은 작성했지만 저장하지 못했습니다.")
    hint = Text(
        en="Keep a copy of what you need of it and ask again; the reason is in `nullus logs api`.",
        ko="필요한 내용은 복사해 두고 다시 물어보세요. 이유는 `nullus logs api`에서 볼 수 있습니다.",
    )


class NotBeingWritten(NullusError):
    """Only an answer that is being written can be stopped."""

    kind = ErrorKind.CONFLICT
    code = "not_being_written"
    message = Text(en="This answer is not being written.", ko="작성 중인 답변이 아닙니다.")
    hint = Text(en="There is nothing to stop: read it as it is.", ko="멈출 것이 없습니다. 있는 그대로 읽으세요.")


class GapNotFound(NullusError):
    """No such question without an answer, or another workspace's."""

    kind = ErrorKind.NOT_FOUND
    code = "gap_not_found"
    message = Text(en="There is no open question {gap}.", ko="{gap} 미답변 질문이 없습니다.")
    hint = Text(en="List them with GET /api/v1/gaps.", ko="GET /api/v1/gaps로 목록을 보세요.")


class ShareNotFound(NullusError):
    """A link that never was, has expired or was revoked, or whose conversation or maker is gone: all answered alike."""

    kind = ErrorKind.NOT_FOUND
    code = "share_not_found"
    message = Text(en="This link leads to nothing (any more).", ko="이 링크로 볼 수 있는 것이 없습니다.")
    hint = Text(
        en="Ask whoever sent it for a new one: links expire and can be revoked.",
        ko="링크는 만료되거나 취소될 수 있습니다. 보낸 사람에게 새 링크를 요청하세요.",
    )


class NothingToShare(NullusError):
    """A conversation in which nothing was said yet."""

    kind = ErrorKind.CONFLICT
    code = "nothing_to_share"
    message = Text(
        en="There is nothing in this conversation yet that could be shared.",
        ko="이 대화에는 아직 공유할 내용이 없습니다.",
    )
    hint = Text(
        en="Ask something first: POST /api/v1/conversations/{{id}}/messages.",
        ko="먼저 질문하세요: POST /api/v1/conversations/{{id}}/messages.",
    )


class TooManyShares(NullusError):
    """A conversation has as many working links as it may have."""

    kind = ErrorKind.CONFLICT
    code = "too_many_shares"
    message = Text(en="This conversation has {limit} links already.", ko="이 대화에는 이미 링크가 {limit}개 있습니다.")
    hint = Text(en="Revoke one: DELETE /api/v1/shares/{{id}}.", ko="하나를 취소하세요: DELETE /api/v1/shares/{{id}}.")
