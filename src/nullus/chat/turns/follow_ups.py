"""A question that leans on what was said before, as somebody who has not heard it would have to ask it.

A rule decides whether it leans on anything: words that point back, a beginning that goes on, too little to look for. Only
then a model is asked to rewrite it; without one the words of the question before go along, which is what search needs.
"""

import re
from collections.abc import Sequence

from nullus.chat.answering import terms

MOST_HISTORY = 6
"""Messages before the question that are looked at."""
_KEPT = 300
_POINTING = re.compile(
    r"\b(it|its|itself|they|them|their|theirs|that|those|this|these|he|she|him|her|his|hers|there|then|ones?|same|former|latter|"
    r"above|previous|earlier|both|either|neither)\b"
    r"|그것|그거|그건|그게|그걸|그곳|거기|그때|그중|그 중|그녀|그들|그는|그가|그의|그 (?=[가-힣])"
    r"|이것|이거|이건|이게|이걸|여기|이 중|저것|저건|저거"
    r"|둘 다|둘 중|방금|앞서|앞에서|위에서|위의|해당|나머지|말한|같은 (?:곳|것|사람)",
    re.IGNORECASE,
)
_GOING_ON = re.compile(
    r"^\W*(?:and|but|so|or|also|then|what about|how about|why|really|more|else|for example"
    r"|그럼|그러면|그래서|그런데|그리고|근데|왜|또|더|하지만|다른|예를 들|정말)(?:\b|(?=[가-힣\s?]))",
    re.IGNORECASE,
)


def leans(question: str, earlier: Sequence[str]) -> bool:
    """Whether the question needs what was said before. `earlier`: the questions before it, the last one last."""
    if not earlier or len(question) > _KEPT:
        return False
    return bool(_POINTING.search(question) or _GOING_ON.search(question)) or len(terms.asked(question)) < 2


def joined(question: str, earlier: Sequence[str]) -> str:
    """The question with the words of the one before it (which was joined with its own before): enough to search by."""
    return f"{question} {earlier[-1][:_KEPT]}" if earlier else question


def cleaned(written: str, question: str) -> str | None:
    """What a model made of the question, when it is one: a single short line that is not an answer."""
    lines = [line.strip().strip("\"'“”` ") for line in written.strip().splitlines() if line.strip()]
    if len(lines) != 1 or not 0 < len(lines[0]) <= max(_KEPT, 2 * len(question)):
        return None
    return lines[0]
