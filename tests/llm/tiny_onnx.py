"""ONNX models of a few operators, made on the spot.

The cross-encoder counts the words of the passage that stand in the question too; the encoder has an axis for each word.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import onnx  # type: ignore[import-not-found,unused-ignore]
from onnx import TensorProto, helper  # type: ignore[import-not-found,unused-ignore]
from tokenizers import Tokenizer, models, pre_tokenizers, processors

_PAD, _UNKNOWN, _START, _END = "[PAD]", "[UNK]", "[CLS]", "[SEP]"


def write_cross_encoder(folder: Path, words: Sequence[str]) -> Path:
    """A folder as published models have it. `words`: all that it knows."""
    _write_tokenizer(folder, words)
    onnx.save(_cross_encoder(), str(folder / "model.onnx"))
    return folder


def write_encoder(folder: Path, words: Sequence[str], first_token: bool = False) -> Path:
    """The same for an encoder, whose pooling is the mean of the tokens or the first of them."""
    known = _write_tokenizer(folder, words)
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({"pooling_mode_cls_token": first_token}))
    onnx.save(_encoder(known), str(folder / "model.onnx"))
    return folder


def _write_tokenizer(folder: Path, words: Sequence[str]) -> int:
    """How many tokens it knows."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: place for place, word in enumerate((_PAD, _UNKNOWN, _START, _END, *dict.fromkeys(words)))}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=_UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()  # type: ignore[assignment,unused-ignore]
    special = [(each, vocabulary[each]) for each in (_START, _END)]
    tokenizer.post_processor = processors.TemplateProcessing(  # type: ignore[assignment,unused-ignore]
        single=f"{_START} $A {_END}", pair=f"{_START} $A {_END} $B:1 {_END}:1", special_tokens=special
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"pad_token_id": 0}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model_max_length": 128, "pad_token": _PAD}))
    (folder / "special_tokens_map.json").write_text(json.dumps({"pad_token": _PAD, "unk_token": _UNKNOWN}))
    return len(vocabulary)


def _encoder(known: int) -> onnx.ModelProto:
    """last_hidden_state = for each token the axis of its word."""
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ("batch", "sequence"))
        for name in ("input_ids", "attention_mask")
    ]
    depth = helper.make_tensor("depth", TensorProto.INT64, [1], [known])
    values = helper.make_tensor("values", TensorProto.FLOAT, [2], [0.0, 1.0])
    node = helper.make_node("OneHot", ["input_ids", "depth", "values"], ["last_hidden_state"])
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ("batch", "sequence", known))
    return _made(helper.make_graph([node], "tiny", inputs, [output], [depth, values]))


def _cross_encoder() -> onnx.ModelProto:
    """score = number of pairs (question word, passage word) that are the same word; the four special tokens are none."""
    batch = ("batch", "sequence")
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, batch)
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    numbers = {"first": [1], "second": [2], "last": [1, 2], "three": [3], "one": [1]}
    constants = [helper.make_tensor(name, TensorProto.INT64, [len(each)], each) for name, each in numbers.items()]
    nodes = [
        helper.make_node("Greater", ["input_ids", "three"], ["word"]),
        helper.make_node("Equal", ["token_type_ids", "one"], ["passage"]),
        helper.make_node("Not", ["passage"], ["question"]),
        helper.make_node("And", ["word", "question"], ["asked"]),
        helper.make_node("And", ["word", "passage"], ["said"]),
        helper.make_node("Unsqueeze", ["input_ids", "second"], ["down"]),
        helper.make_node("Unsqueeze", ["input_ids", "first"], ["across"]),
        helper.make_node("Equal", ["down", "across"], ["same"]),
        helper.make_node("Unsqueeze", ["asked", "second"], ["asked_down"]),
        helper.make_node("Unsqueeze", ["said", "first"], ["said_across"]),
        helper.make_node("And", ["asked_down", "said_across"], ["pairs"]),
        helper.make_node("And", ["same", "pairs"], ["shared"]),
        helper.make_node("Cast", ["shared"], ["counted"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["counted", "last"], ["total"], keepdims=0),
        helper.make_node("Unsqueeze", ["total", "first"], ["logits"]),
    ]
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ("batch", 1))]
    return _made(helper.make_graph(nodes, "tiny", inputs, outputs, constants))


def _made(graph: onnx.GraphProto) -> onnx.ModelProto:
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(made)
    return made
