"""Cross-encoders run in this process by fastembed (the optional extra `nullus[onnx]`): question and passage are read together."""

import asyncio
import math
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from nullus.llm.errors import RerankerMissing
from nullus.llm.vectors import clean
from nullus.platform.errors import Text

_BATCH = 16
_FILES = ("model.onnx", "onnx/model.onnx")
_INSTALL = Text(
    en="Install it with `pip install 'nullus[onnx]'` in the environment of Nullus, or take a reranking model of a provider.",
    ko="Nullus 환경에서 `pip install 'nullus[onnx]'`로 설치하거나 제공자의 재정렬 모델을 쓰세요.",
)
_FETCH = Text(
    en="Check the name in NULLUS_LLM_RERANKER. The first use needs the network to fetch the model; without one set "
    "FASTEMBED_CACHE_PATH to a folder that holds it, or name a folder with model.onnx and tokenizer.json: `onnx:/models/reranker`.",
    ko="NULLUS_LLM_RERANKER의 이름을 확인하세요. 처음 쓸 때는 모델을 내려받을 네트워크가 필요합니다. 네트워크가 없으면 "
    "FASTEMBED_CACHE_PATH에 모델이 있는 폴더를 지정하거나 model.onnx와 tokenizer.json이 있는 폴더를 직접 적으세요: "
    "`onnx:/models/reranker`.",
)


class OnnxReranker:
    """One cross-encoder; one question at a time, in a thread, so that memory stays bounded."""

    def __init__(self, model: str, runner: Any) -> None:
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
            found = [float(each) for each in self._runner.rerank(query, texts, batch_size=_BATCH)]
        except Exception as error:
            raise _missing(self.model, _problem("could not be run", "실행하지 못했습니다", error), _FETCH) from error
        if len(found) != len(texts) or not all(map(math.isfinite, found)):
            damaged = Text(en="its scores are unusable", ko="점수를 쓸 수 없습니다")
            raise _missing(self.model, damaged, _FETCH)
        return found


def load(model: str) -> OnnxReranker:
    """The model by its name, fetched the first time, or out of a folder. Raises RerankerMissing with the mend."""
    try:
        encoders = import_module("fastembed.rerank.cross_encoder")
    except ImportError:
        absent = Text(en="the package fastembed is not installed", ko="fastembed 패키지가 설치되어 있지 않습니다")
        raise _missing(model, absent, _INSTALL) from None
    folder = Path(model)
    try:
        runner = _of_folder(encoders, folder) if folder.is_dir() else encoders.TextCrossEncoder(model_name=model)
    except Exception as error:
        raise _missing(model, _problem("could not be loaded", "불러오지 못했습니다", error), _FETCH) from error
    return OnnxReranker(model, runner)


def _of_folder(encoders: Any, folder: Path) -> Any:
    """fastembed knows models by name only, so a folder gets one: its own path."""
    name = str(folder.resolve())
    file = next((each for each in _FILES if (folder / each).is_file()), None)
    if file is None:
        raise FileNotFoundError(f"{folder} holds no model.onnx")
    if name not in {each["model"] for each in encoders.TextCrossEncoder.list_supported_models()}:
        source = import_module("fastembed.common.model_description").ModelSource(url="file:")
        encoders.TextCrossEncoder.add_custom_model(name, source, model_file=file)
    return encoders.TextCrossEncoder(model_name=name, specific_model_path=name)


def _missing(model: str, problem: Text, mend: Text) -> RerankerMissing:
    return RerankerMissing(name=f"onnx:{model}", problem=problem, mend=mend)


def _problem(en: str, ko: str, error: Exception) -> Text:
    said = f"{type(error).__name__}: {str(error)[:200]}".replace("{", "{{").replace("}", "}}")
    return Text(en=f"the model {en} ({said})", ko=f"모델을 {ko}({said})")
