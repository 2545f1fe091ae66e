"""What can go wrong with the operator's list of model providers."""

from nullus.platform.errors import ErrorKind, NullusError, Text

_LIST = Text(en="List them with `nullus providers list`.", ko="`nullus providers list`로 목록을 보세요.")


class ProviderNotFound(NullusError):
    """No provider of this name is on the list."""

    kind = ErrorKind.NOT_FOUND
    code = "provider_not_found"
    message = Text(en="There is no model provider {name}.", ko="{name}(이)라는 모델 공급자가 없습니다.")
    hint = _LIST


class ProviderKnown(NullusError):
    """The name is taken."""

    kind = ErrorKind.CONFLICT
    code = "provider_known"
    message = Text(
        en="A model provider with the name {name} is there already.",
        ko="{name}(이)라는 모델 공급자가 이미 있습니다.",
    )
    hint = Text(
        en="Choose another name, or change it: `nullus providers change {name}`.",
        ko="다른 이름을 쓰거나 `nullus providers change {name}`로 바꾸세요.",
    )


class ProviderChanged(NullusError):
    """Somebody else changed it meanwhile."""

    kind = ErrorKind.CONFLICT
    code = "provider_changed"
    message = Text(
        en="The model provider {name} was changed by somebody else meanwhile.",
        ko="그 사이에 다른 사람이 모델 공급자 {name}을(를) 바꾸었습니다.",
    )
    hint = Text(
        en="Look at it with `nullus providers list` and try again.",
        ko="`nullus providers list`로 확인하고 다시 시도하세요.",
    )


class ProviderUnusable(NullusError):
    """What the operator says of a provider does not fit together."""

    kind = ErrorKind.INVALID
    code = "provider_unusable"
    message = Text(
        en="This model provider cannot be used: {problem}.", ko="이 모델 공급자는 쓸 수 없습니다: {problem}."
    )
    hint = Text(en="`nullus providers add --help` shows examples.", ko="`nullus providers add --help`에 예가 있습니다.")


class ProviderWithoutModels(NullusError):
    """The server lists no model and none was named."""

    kind = ErrorKind.INVALID
    code = "provider_without_models"
    message = Text(
        en="The model server at {address} lists no model that answers, and none was named.",
        ko="{address}의 모델 서버에 대화 모델이 없고, 지정한 모델도 없습니다.",
    )
    hint = Text(en="Name one with --model.", ko="--model로 모델 이름을 지정하세요.")


class TooManyProviders(NullusError):
    """The list is bounded."""

    kind = ErrorKind.EXHAUSTED
    code = "too_many_providers"
    message = Text(
        en="There are {most} model providers already, which is the most.",
        ko="모델 공급자가 이미 {most}개로, 더 추가할 수 없습니다.",
    )
    hint = Text(en="Remove one with `nullus providers remove NAME`.", ko="`nullus providers remove 이름`으로 지우세요.")
