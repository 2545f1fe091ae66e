"""Names of documents: shown and compared, never paths."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nullus.knowledge.documents.names import MAX_BYTES, clean_name
from nullus.knowledge.errors import InvalidName


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("a.txt", "a.txt"),
        (" a.txt ", "a.txt"),
        ("a/b/c.txt", "a/b/c.txt"),
        ("/a//b/", "a/b"),
        ("../../etc/passwd", "etc/passwd"),
        ("a/../b/./c", "a/b/c"),
        ("C:\\Users\\me\\a.txt", "C:/Users/me/a.txt"),
        ("..\\..\\a.txt", "a.txt"),
        (unicodedata.normalize("NFD", "한글 이름.hwp"), "한글 이름.hwp"),
        ("...", "..."),
        (".hidden", ".hidden"),
        ("a b\u00a0c", "a b\u00a0c"),
        ("n" * MAX_BYTES, "n" * MAX_BYTES),
    ],
)
def test_names_are_kept_without_any_way_up(raw: str, name: str) -> None:
    assert clean_name(raw) == name


@pytest.mark.parametrize(
    "raw",
    ["", " ", "/", "..", "../..", "\\", ".", "a\0b", "a\nb", "a\x1b[0m", "a\x7f", "a\x85b", "a\u2028b", "a\u2029b", "a\u202eb",
     "a\u2066b", "\ud800", "n" * (MAX_BYTES + 1), "한" * 342],
)  # fmt: skip
def test_names_that_could_mislead_or_do_harm_are_refused_in_both_languages(raw: str) -> None:
    with pytest.raises(InvalidName) as refused:
        clean_name(raw)
    assert any("\uac00" <= each <= "\ud7a3" for each in refused.value.message_in("ko"))
    assert "{" not in refused.value.message_in("en")


@given(st.text(max_size=200))
def test_a_cleaned_name_is_clean(raw: str) -> None:
    try:
        name = clean_name(raw)
    except InvalidName:
        return
    assert clean_name(name) == name
    assert name == unicodedata.normalize("NFC", name)
    assert not {"", ".", ".."} & set(name.split("/"))
    assert all(unicodedata.category(each) not in {"Cc", "Cs", "Zl", "Zp"} for each in name)


@given(st.text(max_size=100))
def test_pieces_and_composed_are_one_name(raw: str) -> None:
    forms = []
    for form in ("NFC", "NFD"):
        try:
            forms.append(clean_name(unicodedata.normalize(form, raw)))
        except InvalidName:
            return
    assert forms[0] == forms[1]
