"""Cross-encoders run in this process as ONNX files (the optional extra `nullus[onnx]`): question and passage are read together."""

import asyncio
import math
from collections.abc import Sequence

import numpy as np

from nullus.llm.errors import RerankerMissing
from nullus.llm.onnx_model import NoRuntime, OnnxModel
from nullus.llm.onnx_model import load as load_model
from nullus.llm.vectors import clean
from nullus.platform.errors import Text

_BATCH = 16
_INSTALL = Text(
    en="Install it with `pip install 'nullus[onnx]'` in the environment of Nullus, or take a reranking model of a provider.",
    ko="Nullus 환경에서 `pip install 'nullus[onnx]'`로 설치하거나 공급자의 재정렬 모델을 쓰세요.",
)
_FETCH = Text(
    en="Check the name in NULLUS_LLM_RERANKER. The first use needs the network to fetch the model; without one "
    "name a folder with model.onnx and tokenizer.json: `onnx:/models/reranker`.",
    ko="NULLUS_LLM_RERANKER의 이름을 확인하세요. 처음 쓸 때는 모델을 내려받을 네트워크가 필요합니다. 네트워크가 없으면 "
    "model.onnx와 tokenizer.json이 있는 폴더를 적으세요: `onnx:/models/reranker`.",
)


class OnnxReranker:
    """One cross-encoder; one question at a time, in a thread, so that memory stays bounded."""

    def __init__(self, model: str, runner: OnnxModel) -> None:
        self.model = model
        self._runner = runner
        self._turn = asyncio.Lock()

    async def rerank(self, query: str, passages: Sequence[str]) -> list[float]:
        """See ports.Reranker. Raises RerankerMissing where the model cannot be run after all."""
        texts = [clean(each) for each in passages]
        async with self._turn:
            return await asyncio.to_thread(self._scores, clean(query), texts)

    def _scores(self, query: str, texts: list[str]) -> list[float]:
        try:
            found = [
                float(score)
                for start in range(0, len(texts), _BATCH)
                for score in _run(self._runner, query, texts[start : start + _BATCH])
            ]
        except Exception as error:
            raise _missing(self.model, _problem("could not be run", "실행하지 못했습니다", error), _FETCH) from error
        if len(found) != len(texts) or not all(map(math.isfinite, found)):
            damaged = Text(en="its scores are unusable", ko="점수를 쓸 수 없습니다")
            raise _missing(self.model, damaged, _FETCH)
        return found


def load(model: str) -> OnnxReranker:
    """The model by its name, fetched the first time, or out of a folder. Raises RerankerMissing with the mend."""
    try:
        return OnnxReranker(model, load_model(model))
    except NoRuntime:
        absent = Text(en="the package onnxruntime is not installed", ko="onnxruntime 패키지가 설치되어 있지 않습니다")
        raise _missing(model, absent, _INSTALL) from None
    except Exception as error:
        raise _missing(model, _problem("could not be loaded", "불러오지 못했습니다", error), _FETCH) from error


def _run(model: OnnxModel, query: str, texts: list[str]) -> list[float]:
    """A score for each passage: the first logit, as sequence classifiers with one label have it."""
    outputs, _ = model.run([(query, text) for text in texts])
    scores: list[float] = np.asarray(next(iter(outputs.values()))).reshape(len(texts), -1)[:, 0].tolist()
    return scores


def _missing(model: str, problem: Text, mend: Text) -> RerankerMissing:
    return RerankerMissing(name=f"onnx:{model}", problem=problem, mend=mend)


def _problem(en: str, ko: str, error: Exception) -> Text:
    said = f"{type(error).__name__}: {str(error)[:200]}".replace("{", "{{").replace("}", "}}")
    return Text(en=f"the model {en} ({said})", ko=f"모델을 {ko}({said})")
