"""Clients that nobody here wrote, unchanged, against a running Nullus: `openai`, LangChain, LlamaIndex and `llm`.

    python3 -m venv /tmp/clients
    /tmp/clients/bin/pip install openai langchain-openai llama-index-llms-openai-like llama-index-embeddings-openai-like llm
    python -m benchmarks.clients --python /tmp/clients/bin/python

The packages live in that environment of their own; Nullus and its tests never need them. A scripted model server stands behind
Nullus, so that every answer is known. Prints what each step of each client gave; exits 1 if one fails.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.llm.scripted_server import Reply, ScriptedServer, openai_calls, openai_stream

from benchmarks.service import Service, command, running

DOCUMENT = "# Rivers\n\nThe Rhine begins in the Alps and flows to the North Sea. The Rhine is 1,230 km long.\n"

OPENAI = """
import openai
client = openai.OpenAI(base_url=base, api_key=key)
question = [{"role": "user", "content": "How long is the Rhine?"}]
step("models", [each.id for each in client.models.list()])
step("answer", client.chat.completions.create(model="nullus", messages=question).choices[0].message.content)
pieces, usage = [], None
counted = {"include_usage": True}
for chunk in client.chat.completions.create(model="nullus/rivers", messages=question, stream=True, stream_options=counted):
    pieces += [choice.delta.content or "" for choice in chunk.choices]
    usage = chunk.usage or usage
step("stream", "".join(pieces))
assert usage and usage.total_tokens > 0, usage
vector = client.embeddings.create(model="nullus-embedding", input=["one", "two"]).data
step("embeddings", (len(vector), len(vector[0].embedding)))
for name, call, wanted in (
    ("unknown model", lambda: client.chat.completions.create(model="nope", messages=question), openai.NotFoundError),
    ("wrong key", lambda: openai.OpenAI(base_url=base, api_key="nope").models.list(), openai.AuthenticationError),
    ("bad request", lambda: client.chat.completions.create(model="nullus", messages=[]), openai.UnprocessableEntityError),
):
    try:
        call()
    except wanted as error:
        step(name, error.message)
    else:
        raise SystemExit(f"{name}: no error")
tools = [{"type": "function", "function": {"name": "length_of", "description": "Length of a river",
          "parameters": {"type": "object", "properties": {"river": {"type": "string"}}, "required": ["river"]}}}]
said = client.chat.completions.create(model="calls/tiny", messages=question, tools=tools).choices[0]
call = said.message.tool_calls[0]
step("tool call", (said.finish_reason, call.function.name, call.function.arguments))
result = {"role": "tool", "tool_call_id": call.id, "content": "1,230 km"}
after = [*question, said.message.model_dump(exclude_none=True), result]
said = client.chat.completions.create(model="words/tiny", messages=after, tools=tools)
step("tool result", said.choices[0].message.content)
"""

LANGCHAIN = """
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
chat = ChatOpenAI(base_url=base, api_key=key, model="nullus")
step("invoke", chat.invoke("How long is the Rhine?").content)
step("stream", "".join(each.content for each in chat.stream("How long is the Rhine?")))
@tool
def length_of(river: str) -> str:
    "Length of a river"
    return "1,230 km"
caller = ChatOpenAI(base_url=base, api_key=key, model="calls/tiny").bind_tools([length_of])
step("tools", caller.invoke("How long is the Rhine?").tool_calls)
vectors = OpenAIEmbeddings(base_url=base, api_key=key, model="nullus-embedding", check_embedding_ctx_length=False)
step("embeddings", len(vectors.embed_documents(["one", "two"])[1]))
"""

LLAMA_INDEX = """
from llama_index.core.llms import ChatMessage
from llama_index.embeddings.openai_like import OpenAILikeEmbedding
from llama_index.llms.openai_like import OpenAILike
model = OpenAILike(api_base=base, api_key=key, model="nullus", is_chat_model=True, context_window=8192)
question = [ChatMessage(role="user", content="How long is the Rhine?")]
step("chat", model.chat(question).message.content)
step("stream", "".join(each.delta for each in model.stream_chat(question)))
step("complete", model.complete("How long is the Rhine?").text)
embedder = OpenAILikeEmbedding(api_base=base, api_key=key, model_name="nullus-embedding")
step("embeddings", len(embedder.get_text_embedding("one")))
"""

LLM = """
import os, pathlib, subprocess, sys, tempfile
folder = pathlib.Path(tempfile.mkdtemp())
lines = ["- model_id: nullus", "  model_name: nullus", f"  api_base: {base}", "  api_key_name: nullus"]
(folder / "extra-openai-models.yaml").write_text(chr(10).join(lines))
environment = {**os.environ, "LLM_USER_PATH": str(folder)}
program = str(pathlib.Path(sys.executable).parent / "llm")
for name, extra in (("stream", []), ("whole", ["--no-stream"])):
    words = [program, "-m", "nullus", "--key", key, *extra, "How long is the Rhine?"]
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    step(name, done.stdout.strip())
"""

SCRIPT = """
import sys
base, key = sys.argv[1:3]
def step(name, value):
    print(f"  {name:<14}{str(value)[:110]}", flush=True)
    assert value, name
"""
CLIENTS = {"openai": OPENAI, "LangChain": LANGCHAIN, "LlamaIndex": LLAMA_INDEX, "llm": LLM}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", required=True, help="a Python that has the clients")
    python = parser.parse_args().python
    with (
        scripted(openai_stream("The Rhine is ", "1,230 km long [1].")) as words,
        scripted(openai_calls(("length_of", '{"river": "Rhine"}'))) as calls,
        tempfile.TemporaryDirectory() as folder,
        running() as service,
    ):
        key = prepare(service, Path(folder), {"words": words, "calls": calls})
        failed = [name for name, code in CLIENTS.items() if not passes(python, name, code, service, key)]
    print(f"failed: {', '.join(failed)}" if failed else "every client works unchanged")
    sys.exit(bool(failed))


def prepare(service: Service, folder: Path, addresses: dict[str, str]) -> str:
    """A document, the model servers, and a key."""
    document = folder / "rivers.md"
    document.write_text(DOCUMENT, encoding="utf-8")
    command(service.environment, "ingest", str(document), "--collection", "rivers", "--wait")
    for name, address in addresses.items():
        command(
            service.environment,
            "providers",
            "add",
            name,
            "--kind",
            "openai",
            "--url",
            address,
            "--model",
            "tiny",
            "--unchecked",
        )
    made = command(service.environment, "tokens", "create", "clients", "--scope", "chat", "--json")
    return str(json.loads(made)["token"])


def passes(python: str, name: str, code: str, service: Service, key: str) -> bool:
    print(name, flush=True)
    base = f"http://127.0.0.1:{service.port}/v1"
    environment = {**os.environ, "OPENAI_API_KEY": "not-used", "TOKENIZERS_PARALLELISM": "false"}
    done = subprocess.run([python, "-c", SCRIPT + code, base, key], env=environment, check=False, text=True)
    return done.returncode == 0


@contextmanager
def scripted(answer: Reply) -> Iterator[str]:
    """The address of a model server whose one model, `tiny`, always answers this."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    server = ScriptedServer()
    server.on("/v1/models", Reply([json.dumps({"data": [{"id": "tiny"}]}).encode()]))
    server.on("/v1/chat/completions", answer)
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
    try:
        yield f"{server.url}/v1"
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)


if __name__ == "__main__":
    main()
