"""The registry of embedders: those of this process, one file and one line each, and those of the providers."""

from collections.abc import Awaitable, Callable

from nullus.llm.embedders import onnx, remote, static
from nullus.llm.ports import Embedder
from nullus.llm.providers import PROVIDERS
from nullus.llm.settings import LlmSettings
from nullus.platform.outbound import Outbound
from nullus.platform.settings import InvalidSetting

Opener = Callable[[str, LlmSettings, Outbound], Awaitable[Embedder]]

EMBEDDERS: dict[str, Opener] = {
    "static": static.open_embedder,
    "onnx": onnx.open_embedder,
    **{kind: remote.open_embedder for kind, each in PROVIDERS.items() if each.embed},
}


def parse(value: str) -> tuple[str, str]:
    """`onnx:BAAI/bge-m3` → ("onnx", "BAAI/bge-m3"). Raises InvalidSetting."""
    kind, _, model = value.strip().partition(":")
    if kind not in EMBEDDERS:
        raise InvalidSetting(name="NULLUS_LLM_EMBEDDER", value=value, problem=f"use one of {', '.join(EMBEDDERS)}")
    if kind != "static" and not model:
        raise InvalidSetting(name="NULLUS_LLM_EMBEDDER", value=value, problem=f"name the model, as in {kind}:MODEL")
    return kind, model


async def open_embedder(settings: LlmSettings, outbound: Outbound) -> Embedder:
    """The embedder that the settings name, ready to use. Asks a server for its dimension where the settings do not say it."""
    kind, model = parse(settings.embedder)
    return await EMBEDDERS[kind](model, settings, outbound)
