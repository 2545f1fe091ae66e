"""The model path against a real local model server: `transformers serve` with a tiny random Llama that is made on the spot.

    python3 -m venv /tmp/serve && /tmp/serve/bin/pip install torch 'transformers[serving]'
    python -m benchmarks.model_server --server-python /tmp/serve/bin/python

The heavy packages live in that environment of their own; Nullus and its tests never need them, and no weights are downloaded. The
model speaks gibberish: what is tried is the wire. Prints what each step gave and the time to the first token; exits 1 if one fails.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.service import Service, command, free_port, running

DOCUMENT = "# Rivers\n\nThe Rhine begins in the Alps and flows to the North Sea. The Rhine is 1,230 km long.\n"
QUESTION = "How long is the Rhine?"
MAKE_MODEL = """
import sys
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast
tokenizer = Tokenizer(models.BPE())
tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
tokenizer.decoder = decoders.ByteLevel()
special = ["<s>", "</s>", "<pad>"]
alphabet = pre_tokenizers.ByteLevel.alphabet()
trainer = trainers.BpeTrainer(show_progress=False, vocab_size=600, special_tokens=special, initial_alphabet=alphabet)
tokenizer.train_from_iterator(["a few tiny words to begin with"], trainer)
fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<s>", eos_token="</s>", pad_token="<pad>")
fast.chat_template = "{% for m in messages %}{{ m['role'] }}: {{ m['content'] }}\\n{% endfor %}assistant:"
fast.save_pretrained(sys.argv[1])
config = LlamaConfig(vocab_size=len(fast), hidden_size=64, intermediate_size=128, num_hidden_layers=2, num_attention_heads=4,
                     num_key_value_heads=2, max_position_embeddings=8192, bos_token_id=0, eos_token_id=1, pad_token_id=2)
LlamaForCausalLM(config).save_pretrained(sys.argv[1])
"""


@contextlib.contextmanager
def model_server(python: str, folder: Path) -> Iterator[tuple[str, str]]:
    """The server's address and the model's name (its path)."""
    model, cache = folder / "model", folder / "cache"
    for each in (model, cache / "hub"):
        each.mkdir(parents=True)
    subprocess.run([python, "-c", MAKE_MODEL, str(model)], check=True)
    port = free_port()
    serve = [str(Path(python).parent / "transformers"), "serve", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(cache), "TOKENIZERS_PARALLELISM": "false"}
    with (
        (folder / "server.log").open("wb") as log,
        subprocess.Popen(serve, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            wait_until_up(f"http://127.0.0.1:{port}/v1/models", server, folder / "server.log")
            yield f"http://127.0.0.1:{port}/v1", str(model)
        finally:
            server.terminate()


def wait_until_up(url: str, server: "subprocess.Popen[bytes]", log: Path, seconds: float = 180) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except urllib.error.HTTPError:
            return  # it answers; that its list of models fails without a cache is its own affair
        except OSError:
            time.sleep(0.3)
        else:
            return
    sys.exit(f"the model server did not start:\n{log.read_text(errors='replace')[-3000:]}")


def stream(service: Service, path: str, body: dict[str, Any]) -> tuple[list[str], float]:
    """The data lines of a streamed answer and the seconds to the first that holds text."""
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    began, first = time.perf_counter(), 0.0
    lines: list[str] = []
    with service.client.open("POST", path, json.dumps(body).encode(), headers) as answer:
        if answer.status != 200:
            sys.exit(f"{path}: HTTP {answer.status} {answer.read(2000).decode()}")
        for raw in answer:
            line = raw.decode().strip()
            if line.startswith("data: "):
                lines.append(line[6:])
                first = first or ('"text"' in line or '"content"' in line) * (time.perf_counter() - began)
    return lines, first


def try_all(service: Service, folder: Path) -> None:
    document = folder / "rivers.md"
    document.write_text(DOCUMENT, encoding="utf-8")
    command(service.environment, "ingest", str(document), "--wait")
    lines, first = stream(service, "/api/v1/ask", {"question": QUESTION})
    done = json.loads(lines[-1])
    assert done["mode"] == "model", done
    print(
        f"ask: {len(lines)} events, first text after {first:.2f} s, {done['usage']['completionTokens']} tokens, {done['finish']}"
    )
    body = {"model": "nullus", "messages": [{"role": "user", "content": QUESTION}], "stream": True, "max_tokens": 40}
    lines, first = stream(service, "/v1/chat/completions", body)
    assert lines[-1] == "[DONE]", lines[-1]
    print(f"/v1/chat/completions: {len(lines)} events, first text after {first:.2f} s")
    trial = service.client.post("/api/v1/providers/test")["items"][-1]
    print(f"providers test: {trial['model']}, {trial['tookMs']} ms, problem: {trial['problem']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server-python", required=True, help="a Python that has torch and transformers[serving]")
    python = parser.parse_args().server_python
    with tempfile.TemporaryDirectory() as name, model_server(python, Path(name)) as (address, model):
        settings = {
            "NULLUS_LLM_PROVIDER": "openai",
            "NULLUS_LLM_URL": address,
            "NULLUS_LLM_MODEL": model,
            "NULLUS_LLM_ANSWER_TOKENS": "60",
        }
        with running(settings=settings) as service:
            try_all(service, Path(name))
    print("every step passed")


if __name__ == "__main__":
    main()
