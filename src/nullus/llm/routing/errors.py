"""What routing can fail with, beside what a model itself failed with."""

from collections.abc import Sequence

from nullus.llm.calls import Attempt
from nullus.platform.errors import ErrorKind, NullusError, Text


class NoModel(NullusError):
    """There is no model for this task at all."""

    kind = ErrorKind.UNAVAILABLE
    code = "no_model"
    message = Text(en="No model is set up that could do this.", ko="이 일을 할 수 있는 모델이 설정되어 있지 않습니다.")
    hint = Text(
        en="Start Ollama, or add a provider on the Models page of the portal or with `nullus providers add`.",
        ko="Ollama를 실행하거나, 포털의 ‘모델’ 메뉴나 `nullus providers add`로 모델 공급자를 추가하세요.",
    )


class ModelNotOffered(NullusError):
    """The asker chose a model that this installation does not have."""

    kind = ErrorKind.INVALID
    code = "model_not_offered"
    message = Text(en="There is no model {model} here.", ko="{model} 모델은 여기에 없습니다.")
    hint = Text(
        en="Leave the model out, or choose one that `nullus providers list` shows.",
        ko="모델을 지정하지 않거나 `nullus providers list`에 나오는 모델을 고르세요.",
    )


class ModelTooSmall(NullusError):
    """What is to be said does not fit into any of the models."""

    kind = ErrorKind.TOO_LARGE
    code = "model_too_small"
    message = Text(
        en="This is about {needed} tokens with its answer; the largest model that may answer reads {most}.",
        ko="답변까지 약 {needed}토큰인데, 답할 수 있는 가장 큰 모델도 {most}토큰까지만 읽습니다.",
    )
    hint = Text(
        en="Ask for less at once, or raise NULLUS_LLM_CONTEXT_TOKENS if the model reads more.",
        ko="한 번에 더 적게 물어보세요. 모델이 더 많이 읽을 수 있다면 NULLUS_LLM_CONTEXT_TOKENS를 늘리세요.",
    )


class ModelResting(NullusError):
    """The model failed too often a moment ago, so it is left alone."""

    kind = ErrorKind.UNAVAILABLE
    code = "model_resting"
    message = Text(
        en="The model {model} failed too often just now, so it is left alone for a moment.",
        ko="{model} 모델이 방금 여러 번 실패해서 잠시 쉬게 두었습니다.",
    )
    hint = Text(
        en="Try again shortly; `nullus providers test` shows what is wrong with it.",
        ko="잠시 뒤 다시 시도하세요. 무엇이 문제인지는 `nullus providers test`로 볼 수 있습니다.",
    )


class NoModelAnswered(NullusError):
    """Several models were tried, and each failed."""

    kind = ErrorKind.UNAVAILABLE
    code = "no_model_answered"
    message = Text(en="None of the models could answer: {tried}.", ko="어떤 모델도 답하지 못했습니다: {tried}.")
    hint = Text(
        en="`nullus providers test` shows what is wrong with each; `nullus routes list` shows which are tried.",
        ko="각 모델의 문제는 `nullus providers test`로, 어떤 모델을 쓰는지는 `nullus routes list`로 볼 수 있습니다.",
    )

    def __init__(self, attempts: Sequence[Attempt], *, retry_after_seconds: float | None = None) -> None:
        tried = ", ".join(dict.fromkeys(f"{each.provider}/{each.model} ({each.why})" for each in attempts))
        super().__init__(tried=tried, retry_after_seconds=retry_after_seconds)


class BadRoute(NullusError):
    """A route that names what cannot be used."""

    kind = ErrorKind.INVALID
    code = "bad_route"
    message = Text(
        en="{name} is not a model of any provider here.", ko="{name}은(는) 여기 있는 공급자의 모델이 아닙니다."
    )
    hint = Text(
        en="Write PROVIDER/MODEL, a provider or a model as `nullus providers list` shows them.",
        ko="`nullus providers list`에 나오는 대로 공급자/모델, 공급자 또는 모델을 적으세요.",
    )
