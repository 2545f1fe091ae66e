"""Every prompt that there is, with its variables: a prompt is declared here, and its first version is a file for each language."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import get_args

from nullus.llm.prompts.errors import PromptNotFound
from nullus.platform.errors import Language, Text

LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Variable:
    """What stands for `{name}`. A version without a required one is refused."""

    name: str
    meaning: Text
    required: bool = True


@dataclass(frozen=True, slots=True)
class Declared:
    """A prompt by its name. `version` counts the files of the package: `answer.v1.en.txt` is version 1."""

    name: str
    title: Text
    variables: tuple[Variable, ...]
    version: int = 1

    @property
    def first(self) -> str:
        """The id of the version that comes with the package."""
        return f"{self.name}.v{self.version}"

    @property
    def known(self) -> frozenset[str]:
        return frozenset(each.name for each in self.variables)

    @property
    def required(self) -> frozenset[str]:
        return frozenset(each.name for each in self.variables if each.required)


KEY = Variable(
    "key",
    Text(
        en="a random word in the marks around quoted material, new for every call, so that the material cannot close them",
        ko="인용한 자료를 감싸는 표시에 넣는 무작위 값. 부를 때마다 바뀌어 자료가 표시를 닫을 수 없습니다",
    ),
)
_TARGET = Variable("language", Text(en="the name of the language to translate into", ko="번역할 언어의 이름"))

PROMPTS: dict[str, Declared] = {
    each.name: each
    for each in (
        Declared("answer", Text(en="Answers from the documents", ko="문서에 근거한 답변"), (KEY,)),
        Declared("judge", Text(en="Verdicts on answers in evaluations", ko="평가에서 답변 채점"), (KEY,)),
        Declared(
            "rewrite", Text(en="Questions made whole from the conversation", ko="대화를 반영한 질문 고쳐 쓰기"), (KEY,)
        ),
        Declared("suggest", Text(en="Questions that could be asked next", ko="이어서 물어볼 질문 제안"), (KEY,)),
        Declared("title", Text(en="Titles of conversations", ko="대화 제목"), (KEY,)),
        Declared("translate", Text(en="Translations", ko="번역"), (KEY, _TARGET)),
    )
}


def declared(name: str) -> Declared:
    """Raises PromptNotFound."""
    if name not in PROMPTS:
        raise PromptNotFound(name=name, known=", ".join(PROMPTS))
    return PROMPTS[name]


@cache
def first_text(name: str, language: Language) -> str:
    """The text of the version that comes with the package."""
    file = files("nullus.llm.prompts") / "texts" / f"{declared(name).first}.{language}.txt"
    return file.read_text(encoding="utf-8")
