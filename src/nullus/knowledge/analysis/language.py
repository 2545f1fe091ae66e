"""Which language a short text is written in, as far as search must know: by script, then by the small words of the language."""

import re
from collections import Counter
from functools import lru_cache

from nullus.knowledge.analysis import scripts

_SCRIPTS = (
    ("ko", re.compile(f"[{scripts.HANGUL}]")),
    ("ja", re.compile(f"[{scripts.KANA}]")),
    ("zh", re.compile(f"[{scripts.HAN}]")),
    ("ru", re.compile("[\u0400-\u052f]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("other", re.compile("[\u0530-\u058f\u0980-\u0dff\u0e80-\u10ff\u1200-\u139f\u1780-\u17ff]")),
)
# Words that say little but stand in most sentences; those of two languages are left out or count for both.
_SMALL_WORDS = {
    "en": "the of and to is was are were what which who when where how many much did does do in that for with by from has have "
    "an it his her their why can will at this a i you your or be use not if we about more",
    "de": "der die das und ist war wie viele welche welcher welches wer wann wo warum nicht ein eine einen einem einer des dem den "
    "von mit auf im zu wurde werden hat sind für als wird",
    "fr": "le la les des et est une du dans que qui quel quelle quels quelles quand pourquoi combien comment par pour sur était "
    "sont au aux avec ont ce cette où",
    "es": "el la los las de del y es una qué quién cuál cuándo cuántos cuántas dónde cómo por para con fue son en que se su un al",
    "it": "il lo gli della delle dei che è una di chi quando dove come quale quali quanti quante perché per con sono nel nella "
    "si era",
    "pt": "os as da do das dos e é uma que quem quando onde como qual quais quantos quantas por para com foi são em um na ao",
    "nl": "de het een en van is was wat wie wanneer waar hoe veel welke waarom niet met op te in zijn door voor werd hebben",
    "ro": "și este o un care ce cine când unde cum câte câți de la în pe cu din au fost sunt pentru al ale lui",
    "tr": "ve bir bu ne kim nerede nasıl kaç hangi için ile da de mi mı olan nedir kadar olarak ne zaman hangisi",
    "vi": "là của và có những các được trong cho ai gì nào khi bao nhiêu ở đâu với một không đã người",
    "pl": "na jest co kto kiedy gdzie jak ile który która które nie do się przez od był były czy",
    "sv": "och är en ett den det vad vem när var hur många vilken vilket som på av för med till inte",
    "id": "yang dan di apa siapa kapan mana bagaimana berapa adalah dari untuk dengan ini itu pada dalam oleh",
}
_LANGUAGES: dict[str, list[str]] = {}
for _language, _listed in _SMALL_WORDS.items():
    for _word in set(_listed.split()):
        _LANGUAGES.setdefault(_word, []).append(_language)
_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]")


@lru_cache(maxsize=1024)  # a search asks twice: what to answer in, and whether the embedder can read it
def language_of(text: str) -> str | None:
    """ISO 639-1 code ("other" for further scripts), or None where nothing tells: a few ASCII words, numbers, nothing at all."""
    if not text.isascii():
        found = Counter({code: len(pattern.findall(text)) for code, pattern in _SCRIPTS})
        code, count = found.most_common(1)[0]
        if found["ja"]:
            code, count = (
                ("ja", found["ja"] + found["zh"]) if found["ja"] + found["zh"] > found["ko"] else ("ko", found["ko"])
            )
        if count and count * 4 >= len(_WORD.findall(text)):
            return code
    votes: Counter[str] = Counter()
    words = _WORD.findall(text.lower())
    for word in words:
        votes.update(_LANGUAGES.get(word, ()))
    if votes:
        ranked = votes.most_common()
        best = [code for code, count in ranked if count == ranked[0][1]]
        if not _ACCENTED.search(text):
            return "en" if "en" in best else best[0]
        foreign = [code for code in best if code != "en"]
        return foreign[0] if foreign else "en"
    return "other" if len(_ACCENTED.findall(text)) > len(words) // 4 and _ACCENTED.search(text) else None
