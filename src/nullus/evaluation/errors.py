"""What can go wrong with golden questions and evaluations."""

from nullus.platform.errors import ErrorKind, NullusError, Text


class FileNotUnderstood(NullusError):
    """A file of questions that is neither JSON lines nor SQuAD."""

    kind = ErrorKind.INVALID
    code = "question_file_not_understood"
    message = Text(en="The file cannot be imported: {problem}.", ko="파일을 가져올 수 없습니다: {problem}.")
    hint = Text(
        en="The formats are in docs/how-to/evaluation.md; then `nullus evaluate import FILE --collection NAME`.",
        ko="형식은 docs/how-to/evaluation.md에 있습니다. 고친 뒤 `nullus evaluate import 파일 --collection 이름`.",
    )


class QuestionNotFound(NullusError):
    """No such golden question for the asker."""

    kind = ErrorKind.NOT_FOUND
    code = "golden_question_not_found"
    message = Text(en="There is no golden question {question}.", ko="{question} 기준 질문이 없습니다.")
    hint = Text(
        en="List them with `nullus evaluate questions --collection NAME`.",
        ko="`nullus evaluate questions --collection 이름`으로 목록을 보세요.",
    )


class EvaluationNotFound(NullusError):
    """No such run for the asker."""

    kind = ErrorKind.NOT_FOUND
    code = "evaluation_not_found"
    message = Text(en="There is no evaluation {evaluation}.", ko="{evaluation} 평가가 없습니다.")
    hint = Text(en="List them with `nullus evaluate list`.", ko="`nullus evaluate list`로 목록을 보세요.")


class NothingToAsk(NullusError):
    """The collection has no golden questions."""

    kind = ErrorKind.CONFLICT
    code = "no_golden_questions"
    message = Text(
        en="The collection {collection} has no golden questions.", ko="{collection} 컬렉션에 기준 질문이 없습니다."
    )
    hint = Text(
        en="Bring some with `nullus evaluate import FILE --collection NAME`, or write one with `nullus evaluate add`.",
        ko="`nullus evaluate import 파일 --collection 이름`으로 가져오거나 `nullus evaluate add`로 쓰세요.",
    )


class ExpectationMissing(NullusError):
    """An answerable question without anything that a right answer could be known by."""

    kind = ErrorKind.INVALID
    code = "expectation_missing"
    message = Text(
        en="An answerable question needs a passage or a fact that a right answer rests on.",
        ko="답할 수 있는 질문에는 정답의 근거가 되는 구절이나 사실이 있어야 합니다.",
    )
    hint = Text(
        en="Give one: `nullus evaluate add QUESTION --collection NAME --quote TEXT`, or say `--unanswerable`.",
        ko="하나를 주거나(`nullus evaluate add 질문 --collection 이름 --quote 구절`) `--unanswerable`을 붙이세요.",
    )


class ConfigurationImpossible(NullusError):
    """What was asked for cannot be measured together."""

    kind = ErrorKind.INVALID
    code = "evaluation_impossible"
    message = Text(en="This cannot be evaluated so: {problem}.", ko="이렇게는 평가할 수 없습니다: {problem}.")
    hint = Text(en="See `nullus evaluate run --help`.", ko="`nullus evaluate run --help`를 보세요.")


class NotComparable(NullusError):
    """Two runs that share no question, or of which one has not ended."""

    kind = ErrorKind.CONFLICT
    code = "evaluations_not_comparable"
    message = Text(en="These evaluations cannot be compared: {problem}.", ko="두 평가를 비교할 수 없습니다: {problem}.")
    hint = Text(en="List them with `nullus evaluate list`.", ko="`nullus evaluate list`로 목록을 보세요.")
