"""The one error family: every member has a stable code, both languages, and fields that fit its sentences."""

import importlib
import pkgutil
import string
from collections import Counter

import pytest

import nullus
from nullus.platform.errors import EXIT_CODE, HTTP_STATUS, ErrorKind, NullusError, Text


def family() -> list[type[NullusError]]:
    """Every error of the package."""
    for module in pkgutil.walk_packages(nullus.__path__, "nullus."):
        if ".versions" not in module.name and not module.name.endswith(("migrations.env", "__main__")):
            importlib.import_module(module.name)
    pending, found = [NullusError], []
    while pending:
        for each in pending.pop().__subclasses__():
            if each.__module__.startswith("nullus."):
                found.append(each)
                pending.append(each)
    return sorted(set(found), key=lambda each: each.__qualname__)


FAMILY = family()


def fields_of(text: str) -> set[str]:
    return {name.partition("!")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


def is_korean(text: str) -> bool:
    return any("\uac00" <= each <= "\ud7a3" for each in text)


@pytest.mark.parametrize("error", FAMILY, ids=lambda each: each.__qualname__)
def test_every_error_speaks_both_languages_about_the_same_things(error: type[NullusError]) -> None:
    for text in filter(None, (error.message, error.hint)):
        assert text.en.strip()
        assert text.ko.strip()
        assert fields_of(text.en) == fields_of(text.ko)
        assert not is_korean(text.en)
        assert is_korean(text.ko) or fields_of(text.ko), f"no Korean: {text.ko}"
    assert error.__doc__


def test_codes_are_stable_words_and_belong_to_one_error() -> None:
    codes = Counter(error.code for error in FAMILY if error.code != "internal_error")
    assert all(code == code.lower() and code.replace("_", "").isalnum() for code in codes)
    assert [code for code, times in codes.items() if times > 1] == []


def test_every_kind_has_a_status_and_an_exit_code() -> None:
    assert set(HTTP_STATUS) == set(EXIT_CODE) == set(ErrorKind)
    assert all(400 <= status < 600 for status in HTTP_STATUS.values())
    assert all(0 < code < 126 for code in EXIT_CODE.values())


def test_only_what_may_pass_is_tried_again() -> None:
    assert {kind for kind in ErrorKind if kind.may_pass} == {
        ErrorKind.EXHAUSTED,
        ErrorKind.UNAVAILABLE,
        ErrorKind.BROKEN,
    }


def test_a_field_that_is_a_text_is_shown_in_the_language_of_the_sentence() -> None:
    whole = Text(en="It is {problem}.", ko="{problem} 상태입니다.")
    fields: dict[str, object] = {"problem": Text(en="late", ko="늦음")}
    assert whole.render("en", fields) == "It is late."
    assert whole.render("ko", fields) == "늦음 상태입니다."


def test_braces_in_a_field_are_left_alone() -> None:
    assert Text(en="{name}!", ko="{name}!").render("en", {"name": "{0} {x} %s"}) == "{0} {x} %s!"
