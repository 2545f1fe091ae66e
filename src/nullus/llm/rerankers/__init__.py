"""The registry of rerankers that run in this process, one file and one line each; those of providers are in the directory."""

from collections.abc import Callable

from nullus.llm.ports import Reranker
from nullus.llm.rerankers import onnx
from nullus.platform.settings import InvalidSetting

RERANKERS: dict[str, Callable[[str], Reranker]] = {"onnx": onnx.load}
"""From the name of a model to the model, loaded: takes a while, so run it in a thread. Raises RerankerMissing."""


def parse(value: str) -> tuple[str, str]:
    """`onnx:BAAI/bge-reranker-base` → ("onnx", "BAAI/bge-reranker-base"); `house/orderly`, a model of a provider, and nothing at
    all → ("", the same). Raises InvalidSetting."""
    kind, colon, model = value.strip().partition(":")
    if kind in RERANKERS:
        if not model.strip():
            problem = f"name the model, as in {kind}:MODEL"
            raise InvalidSetting(name="NULLUS_LLM_RERANKER", value=value, problem=problem)
        return kind, model.strip()
    if colon and "/" not in kind:
        kinds = ", ".join(f"{each}:MODEL" for each in RERANKERS)
        raise InvalidSetting(name="NULLUS_LLM_RERANKER", value=value, problem=f"use {kinds} or PROVIDER/MODEL")
    return "", value.strip()
