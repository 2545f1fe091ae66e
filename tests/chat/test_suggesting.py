"""What could be asked next, and which models an asker may choose."""

import pytest
from tests.chat.conftest import Asked

from nullus.chat.suggesting import _cleaned


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("What now?\nWhat now?\nWhy?", ["What now?", "Why?"]),
        ("When does it open", []),
        ("When does it open?", []),
        ("a?\nb?\nc?\nd?", ["a?", "b?", "c?"]),
        ("“얼마예요？”", ["얼마예요？"]),
        ("x" * 200 + "?", []),
        ("", []),
    ],
)
def test_only_short_new_questions_are_kept(said: str, kept: list[str]) -> None:
    assert _cleaned(said, "When does it open?") == kept


async def test_without_a_model_the_list_says_what_mends_it(plain: Asked) -> None:
    async with plain.client() as client:
        found = (await client.get("/api/v1/models", headers={"Accept-Language": "ko"})).json()["data"]
    assert (found["items"], found["answering"], found["problem"]["code"]) == ([], "quotations", "NO_MODEL")
    assert "nullus providers add" in found["problem"]["hint"]
