"""What can go wrong with prompts and their versions."""

from nullus.platform.errors import ErrorKind, NullusError, Text

_LIST = Text(en="List them with `nullus prompts list`.", ko="`nullus prompts list`로 목록을 보세요.")


class PromptNotFound(NullusError):
    """No prompt has this name."""

    kind = ErrorKind.NOT_FOUND
    code = "prompt_not_found"
    message = Text(
        en="There is no prompt {name}; there are {known}.", ko="{name} 프롬프트가 없습니다. 있는 것: {known}."
    )
    hint = _LIST


class PromptVersionNotFound(NullusError):
    """The prompt has no such version."""

    kind = ErrorKind.NOT_FOUND
    code = "prompt_version_not_found"
    message = Text(en="The prompt {name} has no version {version}.", ko="{name} 프롬프트에 {version} 버전이 없습니다.")
    hint = Text(
        en="See its versions with `nullus prompts show {name}`.", ko="`nullus prompts show {name}`로 버전을 보세요."
    )


class PromptInvalid(NullusError):
    """A text that cannot be filled, or that would not be what its writer meant."""

    kind = ErrorKind.INVALID
    code = "prompt_invalid"
    message = Text(
        en="This text cannot be the prompt {name} ({language}): {problem}.",
        ko="이 글은 {name} 프롬프트({language})로 쓸 수 없습니다: {problem}.",
    )
    hint = Text(
        en="Variables are written {{name}} and nothing more; see which there are with `nullus prompts show {name}`.",
        ko="변수는 {{이름}} 꼴로만 씁니다. `nullus prompts show {name}`로 쓸 수 있는 변수를 보세요.",
    )


class PromptUnchanged(NullusError):
    """A draft that says what its base says."""

    kind = ErrorKind.CONFLICT
    code = "prompt_unchanged"
    message = Text(en="This is what {version} says already.", ko="{version}와(과) 내용이 같습니다.")
    hint = Text(en="See it with `nullus prompts show {name}`.", ko="`nullus prompts show {name}`로 내용을 보세요.")


class PromptInUse(NullusError):
    """The version is the one in use."""

    kind = ErrorKind.CONFLICT
    code = "prompt_in_use"
    message = Text(en="{version} is in use already.", ko="{version}을(를) 이미 쓰고 있습니다.")
    hint = Text(
        en="See the versions with `nullus prompts show {name}`.", ko="`nullus prompts show {name}`로 버전을 보세요."
    )


class PromptAtFirst(NullusError):
    """Nothing was promoted that could be taken back."""

    kind = ErrorKind.CONFLICT
    code = "prompt_at_first"
    message = Text(
        en="The prompt {name} is as the package has it: there is nothing to roll back.",
        ko="{name} 프롬프트는 처음 설치된 그대로라서 되돌릴 것이 없습니다.",
    )
    hint = Text(
        en="See the versions with `nullus prompts show {name}`.", ko="`nullus prompts show {name}`로 버전을 보세요."
    )


class TooManyVersions(NullusError):
    """A prompt keeps only so many versions."""

    kind = ErrorKind.CONFLICT
    code = "too_many_prompt_versions"
    message = Text(
        en="The prompt {name} has {limit} versions, the most that are kept.",
        ko="{name} 프롬프트의 버전이 최대 개수인 {limit}개에 이르렀습니다.",
    )
    hint = Text(
        en="Promote one of those that `nullus prompts show {name}` lists.",
        ko="`nullus prompts show {name}`에 나오는 버전을 쓰세요.",
    )
