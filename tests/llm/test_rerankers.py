"""Reranking models: which one the settings name, the one in this process, and what is said where it is not there."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.llm.calling import asked

from nullus.llm import Gateway, LlmSettings, NoReranker, RerankerMissing
from nullus.llm.rerankers import RERANKERS, parse
from nullus.platform.settings import InvalidSetting

HARBOUR = "the harbour office opens every morning"
GULLS = "gulls sleep on the roof"
OTHER = "nothing of that"
has_onnx = pytest.mark.skipif(
    find_spec("onnxruntime") is None or find_spec("onnx") is None,
    reason="needs the extra nullus[onnx] and the package onnx",
)


@pytest.mark.parametrize(
    ("value", "named"),
    [
        ("", ("", "")),
        ("onnx:BAAI/bge-reranker-base", ("onnx", "BAAI/bge-reranker-base")),
        (" onnx: /models/mine ", ("onnx", "/models/mine")),
        ("house/orderly", ("", "house/orderly")),
        ("house/orderly:v2", ("", "house/orderly:v2")),
    ],
)
def test_the_setting_names_a_model_of_this_process_or_of_a_provider(value: str, named: tuple[str, str]) -> None:
    assert parse(value) == named


@pytest.mark.parametrize("value", ["onnx", "onnx:", "magic:model"])
def test_a_setting_that_names_none_is_refused_at_the_start(value: str) -> None:
    with pytest.raises(InvalidSetting) as caught:
        Gateway(LlmSettings(provider="none", reranker=value))
    assert "onnx:MODEL" in str(caught.value)


async def test_without_any_reranking_model_the_mend_is_said() -> None:
    gateway = Gateway(LlmSettings(provider="none"))
    with pytest.raises(NoReranker) as caught:
        await gateway.rerank(asked("?").actor, "q", ["a", "b"], "public")
    assert "NULLUS_LLM_RERANKER" in str(caught.value.hint_in("ko"))
    await gateway.close()


async def test_a_model_that_no_provider_has_is_not_replaced_by_another() -> None:
    gateway = Gateway(LlmSettings(provider="none", reranker="house/orderly"))
    with pytest.raises(RerankerMissing) as caught:
        await gateway.rerank(asked("?").actor, "q", ["a", "b"], "public")
    assert "house/orderly" in str(caught.value)
    await gateway.close()


async def test_a_model_of_this_process_that_is_not_here_says_how_to_mend_it(tmp_path: Path) -> None:
    """Without the extra it is the package that is missing, with it the model."""
    gateway = Gateway(LlmSettings(provider="none", reranker=f"onnx:{tmp_path}"))
    for _ in range(2):  # the second time without trying again
        with pytest.raises(RerankerMissing) as caught:
            await gateway.rerank(asked("?").actor, "q", ["a", "b"], "public")
        mend = str(caught.value.hint_in("en"))
        assert ("nullus[onnx]" if find_spec("onnxruntime") is None else "model.onnx") in mend
    await gateway.close()


@has_onnx
async def test_a_cross_encoder_of_this_process_puts_passages_in_order(tmp_path: Path) -> None:
    write = import_module("tests.llm.tiny_onnx").write_cross_encoder
    folder = write(tmp_path / "tiny", f"{HARBOUR} {GULLS} {OTHER} when does".split())
    gateway = Gateway(LlmSettings(provider="none", reranker=f"onnx:{folder}"))
    actor = asked("?").actor
    scores = await gateway.rerank(actor, "when does the harbour office open", [OTHER, HARBOUR, GULLS], "personal")
    assert scores == [0.0, 3.0, 1.0]
    assert await gateway.rerank(actor, "gulls sleep", [GULLS, HARBOUR], "personal") == [2.0, 0.0]
    await gateway.close()


@has_onnx
def test_a_model_can_be_loaded_twice_and_a_broken_one_says_so(tmp_path: Path) -> None:
    write = import_module("tests.llm.tiny_onnx").write_cross_encoder
    folder = write(tmp_path / "tiny", ["one"])
    assert RERANKERS["onnx"](str(folder)).model == RERANKERS["onnx"](str(folder)).model
    (folder / "model.onnx").write_bytes(b"no model")
    with pytest.raises(RerankerMissing, match="could not be loaded"):
        RERANKERS["onnx"](str(folder))
