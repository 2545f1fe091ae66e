"""Documents with a known place in them, long enough that the place is not in view from the top."""

RULE = {
    "en": "A borrowed map has to be brought back within nine days.",
    "ko": "빌린 지도는 아흐레 안에 돌려주어야 한다.",
}
QUESTION = {"en": "When does a borrowed map have to be brought back?", "ko": "빌린 지도는 언제까지 돌려주어야 하나요?"}


def handbook(language: str, *, rule: bool = True) -> bytes:
    """A handbook of forty sections, one of which holds the rule (or none)."""
    title, section, filler = {
        "en": (
            "# Reading room handbook",
            "## Shelf {}",
            "Shelf {} holds volumes that stay in the room. Ask at the desk.",
        ),
        "ko": ("# 열람실 안내서", "## {}번 서가", "{}번 서가에는 열람실 안에서만 읽는 책이 있다. 안내대에 문의한다."),
    }[language]
    parts = [title]
    for number in range(1, 41):
        parts += [section.format(number), filler.format(number)]
        if number == 30 and rule:
            parts += [{"en": "## Maps", "ko": "## 지도"}[language], RULE[language]]
    return "\n\n".join(parts).encode()
