"""Bars: what a run must reach. `recall@10=0.95` is a least value; of a measure that should be low, the highest."""

from collections.abc import Mapping

from nullus.evaluation.errors import ConfigurationImpossible
from nullus.evaluation.measures import ANSWERS, JUDGED, LOWER_IS_BETTER, RETRIEVAL, Mean
from nullus.platform.errors import Text


def check(bars: Mapping[str, float], *, depth: int, answers: bool, judge: bool = False) -> None:
    """Refuse a bar on what the run will not measure: it could never be missed. Raises ConfigurationImpossible."""
    measured = {*RETRIEVAL, f"recall@{depth}", *(ANSWERS if answers else ()), *(JUDGED if judge else ())}
    for name, value in bars.items():
        if name not in measured:
            known, asked = ", ".join(sorted(measured)), _plain(name)
            problem = Text(
                en=f"the bar {asked} is on something that it does not measure; it measures {known}",
                ko=f"{asked} 기준은 이 평가에서 재지 않는 값입니다. 재는 값: {known}",
            )
            raise ConfigurationImpossible(problem=problem)
        if not 0 <= value <= 1:
            problem = Text(en="a bar lies between 0 and 1", ko="기준은 0에서 1 사이여야 합니다")
            raise ConfigurationImpossible(problem=problem)


def missed(bars: Mapping[str, float], found: Mapping[str, Mean]) -> list[str]:
    """The bars that were not reached; one on a measure that no question had is missed."""
    lost = []
    for name, wanted in bars.items():
        mean = found.get(name)
        reached = mean is not None and (mean.value <= wanted if name in LOWER_IS_BETTER else mean.value >= wanted)
        if not reached:
            lost.append(name)
    return lost


def _plain(text: str) -> str:
    return text[:60].replace("{", "{{").replace("}", "}}")
