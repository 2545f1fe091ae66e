"""Embedding models run in this process as ONNX files (the optional extra `nullus[onnx]`)."""

import asyncio
from collections.abc import Sequence

import numpy as np

from nullus.llm.embedders.known import known
from nullus.llm.errors import EmbedderMissing
from nullus.llm.onnx_model import NoRuntime, OnnxModel, load
from nullus.llm.ports import Vectors, fingerprint_of
from nullus.llm.settings import LlmSettings
from nullus.llm.vectors import checked, clean, in_batches
from nullus.platform.outbound import Outbound


class OnnxEmbedder:
    """One model in this process; one batch at a time, in a thread, so that memory stays bounded."""

    name = "onnx"
    batch = 32

    def __init__(self, model: str, runner: OnnxModel, languages: tuple[str, ...]) -> None:
        self.model = model
        self._runner = runner
        self._known = known(model, languages)
        self.languages = self._known.languages
        self._turn = asyncio.Lock()
        self.dimension = int(_run(runner, ["dimension"]).shape[1])

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Float32 [n, dimension], rows of length 1."""
        parts = []
        for batch in in_batches(texts, self.batch):
            raw = await self._embed([self._known.document + text for text in batch])
            parts.append(checked(raw, len(batch), self.dimension, fingerprint_of(self)))
        return np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)

    async def embed_query(self, text: str) -> Vectors:
        """Float32 [dimension], of length 1."""
        raw = await self._embed([self._known.query + clean(text)])
        vector: Vectors = checked(raw, 1, self.dimension, fingerprint_of(self))[0]
        return vector

    async def _embed(self, texts: list[str]) -> Vectors:
        async with self._turn:
            return await asyncio.to_thread(_run, self._runner, texts)


async def open_embedder(model: str, settings: LlmSettings, outbound: Outbound) -> OnnxEmbedder:
    """Loads the model, fetching it the first time. Raises EmbedderMissing with the mend."""
    return await asyncio.to_thread(_open, model, settings.embedder_languages)


def _open(model: str, languages: tuple[str, ...]) -> OnnxEmbedder:
    name = f"onnx:{model}"
    try:
        return OnnxEmbedder(model, load(model), languages)
    except NoRuntime:
        mend = "Install it with `pip install 'nullus[onnx]'` in the environment of Nullus, or set NULLUS_LLM_EMBEDDER=static."
        raise EmbedderMissing(name=name, problem="the package onnxruntime is not installed", mend=mend) from None
    except Exception as error:
        mend = (
            "Check the name in NULLUS_LLM_EMBEDDER; the first start needs the network to fetch the model, or name a folder "
            "with model.onnx and tokenizer.json. NULLUS_LLM_EMBEDDER=static works offline."
        )
        problem = f"the model could not be loaded ({type(error).__name__}: {str(error)[:200]})"
        raise EmbedderMissing(name=name, problem=problem, mend=mend) from error


def _run(model: OnnxModel, texts: list[str]) -> Vectors:
    """Float32 [n, dimension]: what the model calls the sentence, else its first token's vector or the mean of all."""
    outputs, counted = model.run(texts)
    if "sentence_embedding" in outputs:
        return np.asarray(outputs["sentence_embedding"], dtype=np.float32)
    tokens = np.asarray(next(iter(outputs.values())), dtype=np.float32)
    if model.first_token:
        return np.asarray(tokens[:, 0], dtype=np.float32)
    weights = counted[:, :, None].astype(np.float32)
    return np.asarray((tokens * weights).sum(axis=1) / weights.sum(axis=1), dtype=np.float32)
