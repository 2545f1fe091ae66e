"""What is wrong with a model or its server, as a part of an answer that went well."""

from nullus.platform.errors import Language, NullusError
from nullus.platform.web import Schema


class ProviderProblemOut(Schema):
    code: str
    message: str
    hint: str | None


def problem_of(error: NullusError, language: Language) -> ProviderProblemOut:
    return ProviderProblemOut(code=error.result_code, message=error.message_in(language), hint=error.hint_in(language))
