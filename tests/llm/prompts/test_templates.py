"""Templates: bare names are filled, everything else is text, and nothing is ever executed."""

import time

import pytest

from nullus.llm.prompts.catalogue import LANGUAGES, PROMPTS, first_text
from nullus.llm.prompts.templates import LONGEST, check, fill, variables

KEY = frozenset({"key"})


@pytest.mark.parametrize("name", PROMPTS)
def test_what_the_package_brings_can_be_filled_in_every_language(name: str) -> None:
    prompt = PROMPTS[name]
    for language in LANGUAGES:
        text = first_text(name, language)
        assert not check(text, required=prompt.required, known=prompt.known)
        filled = fill(text, dict.fromkeys(prompt.known, "§"))
        assert "§" in filled
        assert not variables(filled)


def test_only_bare_names_are_places() -> None:
    assert variables("{key} {키} {a_1} {} {0} {1a} {a b} {a-b} {'a'} {{}} {\n}") == {"key", "키", "a_1"}
    assert fill('{"answer": "{key}"} {0} {} {a b}', {"key": "x"}) == '{"answer": "x"} {0} {} {a b}'


@pytest.mark.parametrize(
    "value",
    [
        "{key}",
        "{other}",
        "{{key}}",
        "\\1 \\g<0> \\g<key>",
        "%s %(key)s",
        "{key.__class__}",
        "${key}",
        "\n\0\x1b[31m",
        "",
    ],
)
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert fill("<{key}|{other}>", {"key": value, "other": "o"}) == f"<{value}|o>"


@pytest.mark.parametrize(
    "attack",
    [
        "{key.__class__.__mro__}",
        "{key.__init__.__globals__}",
        "{key[0]}",
        "{key!r}",
        "{key:>1000000000}",
        "{key:{key}}",
        "{key|upper}",
        "{key()}",
        "{{key}}",
        "{{ key }}",
        "{{ config.items() }}",
        "{% for x in y %}",
        "{ key }",
    ],
)
def test_expressions_are_refused_and_named(attack: str) -> None:
    faults = check(f"Rules {{key}}. {attack}", required=KEY, known=KEY)
    assert any(each in attack for each in faults.expressions), faults
    # and if one came in all the same, it would be text
    assert "object" not in fill(f"{attack}", {"key": "x", "x": "y"})
    assert len(fill(attack, {"key": "x"})) < 100


def test_json_and_code_in_a_prompt_are_no_expressions() -> None:
    text = 'Key {key}. Reply as {"verdict": "right", "why": {"a": [1, 2]}} or {} or { } or if (x) { return; }.'
    assert not check(text, required=KEY, known=KEY)


def test_a_variable_is_missing_unknown_or_only_written_as_an_expression() -> None:
    assert check("nothing", required=KEY, known=KEY).missing == ("key",)
    assert check("{key} {kez} {secret}", required=KEY, known=KEY).unknown == ("kez", "secret")
    assert check("{{key}}", required=KEY, known=KEY).missing == ("key",)
    assert not check("{key} and again {key}", required=KEY, known=KEY)


def test_blank_long_and_unprintable_texts_are_refused() -> None:
    assert check(" \n", required=frozenset(), known=KEY).blank
    assert check("{key}" + "a" * LONGEST, required=KEY, known=KEY).too_long
    for each in ("\0", "\x1b", "\r", "\ud800"):
        assert check("{key}" + each, required=KEY, known=KEY).unprintable


def test_looking_at_a_hostile_text_takes_no_time() -> None:
    began = time.process_time()
    for piece in ("{", "{{", "{a", "{a.", "{%", "{ ", "{{a", "{a ", "{% ", "{\n"):
        check(piece * (LONGEST // len(piece)), required=KEY, known=KEY)
        check("{" + piece[1:] * LONGEST, required=KEY, known=KEY)
    assert time.process_time() - began < 2
