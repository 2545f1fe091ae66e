"""The bundled embedder: wordllama's 32,000 static token vectors of 256 numbers, read straight from its package.

A text's vector is the mean of its tokens' vectors: 0.02 ms a query, no network, no model server. English only.
Importing wordllama itself costs 60 MB and a logging configuration; its two data files are all that is needed, and the
vectors are the same (held by a test). Half-precision vectors stay in the page cache, shared by every process.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nullus.kit import Rest
from nullus.llm.errors import EmbedderMissing
from nullus.llm.ports import Vectors, fingerprint_of
from nullus.llm.settings import LlmSettings
from nullus.llm.vectors import checked, clean, in_batches
from nullus.platform.outbound import Outbound

MODEL = "wordllama-l2-supercat"
_WEIGHTS = "weights/l2_supercat_256.safetensors"
_TOKENIZER = "tokenizers/l2_supercat_tokenizer_config.json"
_LONGEST = 20_000
"""Characters of a text that are read; a chunk has a tenth of it."""
_AT_ONCE = 2_000
"""Characters of a query that are embedded on the event loop: a thread costs more than they do."""
_REMEMBERED = 2_048
_REST_SECONDS = 10.0


class StaticEmbedder:
    """Mean of static token vectors."""

    name = "static"
    model = MODEL
    languages: frozenset[str] | None = frozenset({"en"})
    batch = 64

    def __init__(self, folder: Path) -> None:
        self._tokenizer: Any = Tokenizer.from_file(str(folder / _TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._half = _read_half(folder / _WEIGHTS)
        self._full: NDArray[np.float32] | None = None
        self._embedding = Rest(_REST_SECONDS, self._let_go)
        self.dimension = int(self._half.shape[1])
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    async def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Float32 [n, 256], rows of length 1; each batch in a thread."""
        with self._embedding:
            if self._full is None:  # 32 MB while documents are embedded: it nearly doubles their speed
                self._full = await asyncio.to_thread(self._half.astype, np.float32)
            full = self._full
            parts = [await asyncio.to_thread(self._embed_batch, full, batch) for batch in in_batches(texts, self.batch)]
        return np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)

    async def embed_query(self, text: str) -> Vectors:
        """Float32 [256], of length 1; the latest 2,048 are remembered."""
        known = self._known.get(text)
        if known is not None:
            self._known.move_to_end(text)
            return known
        vector = self._embed_one(text) if len(text) <= _AT_ONCE else await asyncio.to_thread(self._embed_one, text)
        if len(text) <= _AT_ONCE:
            self._known[text] = vector
            if len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return vector

    def _embed_one(self, text: str) -> Vectors:
        ids = self._tokenizer.encode(clean(text)[:_LONGEST], add_special_tokens=False).ids
        total = self._half.take(ids, axis=0).astype(np.float32).sum(axis=0)
        vector: Vectors = checked(total[np.newaxis], 1, self.dimension, fingerprint_of(self))[0]
        vector.flags.writeable = False
        return vector

    def _let_go(self) -> None:
        self._full = None

    def _embed_batch(self, full: NDArray[np.float32], texts: list[str]) -> Vectors:
        sums = np.empty((len(texts), self.dimension), np.float32)
        encodings = self._tokenizer.encode_batch_fast([text[:_LONGEST] for text in texts], add_special_tokens=False)
        for row, encoding in enumerate(encodings):
            full.take(encoding.ids, axis=0).sum(axis=0, out=sums[row])
        return checked(sums, len(texts), self.dimension, fingerprint_of(self))


async def open_embedder(model: str, settings: LlmSettings, outbound: Outbound) -> StaticEmbedder:
    """The bundled embedder. Raises EmbedderMissing when its package is damaged."""
    return await asyncio.to_thread(open_static)


def open_static() -> StaticEmbedder:
    """The bundled embedder, without the settings: 0.1 s. Raises EmbedderMissing."""
    spec = find_spec("wordllama")  # finds the folder without importing the package
    try:
        if spec is None or spec.origin is None:
            raise FileNotFoundError("the package wordllama is not installed")
        return StaticEmbedder(Path(spec.origin).parent)
    except (OSError, ValueError, KeyError) as error:
        mend = "Reinstall Nullus: remove its .venv and run `./nullus` again."
        raise EmbedderMissing(name="static", problem=str(error)[:300], mend=mend) from error


def _read_half(path: Path) -> NDArray[np.float16]:
    """The one matrix of a safetensors file, mapped, not read."""
    with path.open("rb") as file:
        size = int.from_bytes(file.read(8), "little")
        if size > 1 << 20:
            raise ValueError(f"{path.name} is not a safetensors file")
        header = json.loads(file.read(size))
    (entry,) = (value for name, value in header.items() if name != "__metadata__")
    if entry["dtype"] != "F16":
        raise ValueError(f"{path.name} holds {entry['dtype']}, not F16")
    rows, columns = entry["shape"]
    start = 8 + size + entry["data_offsets"][0]
    return np.asarray(np.memmap(path, dtype=np.float16, mode="r", offset=start, shape=(rows, columns)))
