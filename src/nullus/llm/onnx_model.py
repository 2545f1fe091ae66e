"""Encoders as ONNX files, run in this process (the optional extra `nullus[onnx]`): out of a folder, or fetched once by name.

A model is a folder, or a repository of the Hugging Face hub with `tokenizer.json` and one of the files below; `NAME:FILE` names
another file, as a quantised one.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

_FILES = ("model.onnx", "onnx/model.onnx")
_DESCRIBING = ("config.json", "tokenizer.json", "tokenizer_config.json", "1_Pooling/config.json")
_LONGEST = 1024
"""Tokens that are read of one text, whatever the model could: the time of attention grows with their square."""

Texts = Sequence[str] | Sequence[tuple[str, str]]


class NoRuntime(Exception):
    """The package onnxruntime is not installed."""


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """A loaded model. `first_token`: whether a text's vector is that of its first token, not the mean of all."""

    session: Any
    tokenizer: Tokenizer
    first_token: bool = False

    def run(self, texts: Texts) -> tuple[dict[str, Any], Any]:
        """The model's outputs by name, for one batch, and which of its tokens count (1) and which only fill up (0)."""
        encoded = self.tokenizer.encode_batch(list(texts))
        given = {
            "input_ids": [each.ids for each in encoded],
            "attention_mask": [each.attention_mask for each in encoded],
            "token_type_ids": [each.type_ids for each in encoded],
        }
        arrays = {name: np.asarray(rows, dtype=np.int64) for name, rows in given.items()}
        wanted = {each.name for each in self.session.get_inputs()}
        outputs = self.session.run(None, {name: rows for name, rows in arrays.items() if name in wanted})
        names = [each.name for each in self.session.get_outputs()]
        return dict(zip(names, outputs, strict=True)), arrays["attention_mask"]


def load(name: str) -> OnnxModel:
    """The model of this name. Raises NoRuntime, and whatever the runtime, the files or the network have to say."""
    try:
        runtime = import_module("onnxruntime")
    except ImportError:
        raise NoRuntime from None
    folder, file = _files(name)
    options = runtime.SessionOptions()
    options.log_severity_level = 4  # what goes wrong is raised, and said once
    session = runtime.InferenceSession(str(folder / file), options, providers=["CPUExecutionProvider"])
    pooling = _read(folder / "1_Pooling" / "config.json")
    return OnnxModel(session, _tokenizer(folder), bool(pooling.get("pooling_mode_cls_token")))


def _files(name: str) -> tuple[Path, str]:
    """Where the model's files lie, and which of them is the model."""
    if not Path(name).is_dir():
        repository, _, named = name.partition(":")
        wanted = [named] if named else list(_FILES)
        hub = import_module("huggingface_hub")
        patterns = [*_DESCRIBING, *wanted, *(f"{each}_data" for each in wanted)]
        folder, files = Path(hub.snapshot_download(repository, allow_patterns=patterns)), wanted
    else:
        folder, files = Path(name), list(_FILES)
    file = next((each for each in files if (folder / each).is_file()), None)
    if file is None:
        raise FileNotFoundError(f"{name} holds no {' or '.join(files)}")
    return folder, file


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    said = _read(folder / "tokenizer_config.json")
    filling = said.get("pad_token") or "[PAD]"
    filling = filling["content"] if isinstance(filling, dict) else filling
    tokenizer.enable_truncation(int(min(said.get("model_max_length") or 512, _LONGEST)))
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id(filling) or 0, pad_token=filling)
    return tokenizer


def _read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}
