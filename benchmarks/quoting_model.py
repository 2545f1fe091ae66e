"""A model server that follows rules instead of weights, so that an evaluation with answers and a judge can be tried and repeated.

As the answerer it gives the sentence of the passages that shares most pairs of letters with the question, with its marker; as the
judge it says RIGHT where the answer holds one of the expected wordings. It says nothing about the quality of real models.
"""

import asyncio
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from tests.llm.scripted_server import Reply, ScriptedServer, Seen, json_reply, openai_stream

NAME = "quoting"
_PASSAGE = re.compile(r'<passage number="(\d+)"[^>]*>\n(.*?)\n</passage', re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?。])\s+")
_BETWEEN = re.compile(r'<(question|expected|answer) key="[^"]*">\n(.*?)\n</\1 key', re.DOTALL)


def speak(seen: Seen) -> Reply:
    """What it says to one call."""
    rules, said = seen.body["messages"][0]["content"], seen.body["messages"][-1]["content"]
    if "RIGHT" in rules and "WRONG" in rules:
        return openai_stream(verdict(said))
    return openai_stream(answer(said))


def answer(said: str) -> str:
    """The nearest sentence and its marker; NOT_FOUND where there is no passage."""
    wanted = _pairs(_PASSAGE.sub("", said))
    sentences = [
        (sentence.strip(), number) for number, text in _PASSAGE.findall(said) for sentence in _SENTENCE.split(text)
    ]
    if not sentences:
        return "NOT_FOUND"
    best, number = max(sentences, key=lambda each: len(_pairs(each[0]) & wanted))
    return f"{best} [{number}]"


def verdict(said: str) -> str:
    """Whether the answer holds a wording of every expected fact."""
    parts = dict(_BETWEEN.findall(said))
    facts = [line[2:].split(" | ") for line in parts.get("expected", "").splitlines() if line.startswith("- ")]
    given = parts.get("answer", "")
    return "RIGHT" if facts and all(any(each in given for each in wordings) for wordings in facts) else "WRONG"


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise("".join(text.casefold().split())))


@contextmanager
def quoting_model() -> Iterator[str]:
    """Its address, as long as this lasts."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    server = ScriptedServer()
    server.on("/v1/models", json_reply({"data": [{"id": NAME}]}))
    server.on("/v1/chat/completions", speak)
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
    try:
        yield f"{server.url}/v1"
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result()
        loop.call_soon_threadsafe(loop.stop)
