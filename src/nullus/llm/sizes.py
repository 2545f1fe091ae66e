"""How many tokens a text is, where only an estimate can be had."""


def tokens(text: str) -> int:
    """A careful estimate of a text's tokens for any model: 3.5 letters of ASCII, or less than one character of other scripts."""
    plain = len(text) if text.isascii() else len(text.encode("ascii", "ignore"))
    return int(plain / 3.5 + (len(text) - plain) * 1.1) + 1
