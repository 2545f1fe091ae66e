"""The clients: they upload, replace, search and delete, and write down what was acknowledged to them.

An answer that never came is an unknown outcome: it is asked again under the same Idempotency-Key until it is known.
"""

import hashlib
import random
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx

from chaos.running import Running

DEADLINE_SECONDS = 120.0
LETTERS = "bcdfghjklmnpqrstvwz"
VOWELS = "aeiou"
FILLER = "The harbour office keeps a list of every ship that came in during the night and left before noon. "


@dataclass(slots=True)
class Version:
    canary: str
    body: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.body).hexdigest()


@dataclass(slots=True)
class Held:
    """One document as its client knows it: versions acknowledged in their order, the last is what counts."""

    name: str
    family: str
    document_id: str = ""
    versions: list[Version] = field(default_factory=list)
    deleted: bool = False
    receipts_unverified: int = 0


@dataclass(slots=True)
class Ledger:
    """What all clients saw. `problems` are broken promises, in words."""

    documents: list[Held] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    acknowledged: int = 0
    replaced: int = 0
    deleted: int = 0
    searches: int = 0
    unknown: int = 0
    refused: int = 0
    slowest_seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


class Client(threading.Thread):
    """One client with documents of its own, so that the order of what happens to each is known."""

    def __init__(self, service: Running, collection_id: str, ledger: Ledger, seed: int, stop: threading.Event) -> None:
        super().__init__(name=f"client-{seed}")
        self._random = random.Random(seed)
        self._collection = collection_id
        self._ledger = ledger
        self._stop_asked = stop
        self._mine: list[Held] = []
        self._http = service.client()

    def run(self) -> None:
        try:
            while not self._stop_asked.is_set():
                self._one_thing()
        except Exception as error:  # noqa: BLE001  # a thread's edge: what surprised a client is a finding
            self._ledger.problems.append(f"{self.name}: {error!r}")
        finally:
            self._http.close()

    def _one_thing(self) -> None:
        live = [held for held in self._mine if not held.deleted]
        dice = self._random.random()
        if len(live) < 3 or dice < 0.35:
            self._upload(self._new())
        elif dice < 0.6:
            self._upload(self._random.choice(live))
        elif dice < 0.75:
            self._remove(self._random.choice(live))
        else:
            self._search(self._random.choice(live))

    def _new(self) -> Held:
        held = Held(f"{uuid.UUID(int=self._random.getrandbits(128))}.md", word(self._random))
        self._mine.append(held)
        self._ledger.documents.append(held)
        return held

    def _upload(self, held: Held) -> None:
        version = make_version(self._random, held.family)
        self._ledger.sent.add(version.digest)
        answer = self._until_known(
            "POST",
            f"/api/v1/collections/{self._collection}/documents",
            files={"file": (held.name, version.body)},
            headers={"Idempotency-Key": uuid.UUID(int=self._random.getrandbits(128)).hex},
        )
        if answer.status_code != 202:
            self._ledger.problems.append(f"upload of {held.name}: {answer.status_code} {answer.text[:300]}")
            return
        shown = answer.json()["data"]["documents"][0]
        if held.document_id and held.document_id != shown["id"]:
            self._ledger.problems.append(f"{held.name} is now another document")
        if shown["version"] != len(held.versions) + 1:
            self._ledger.problems.append(f"{held.name}: version {shown['version']} after {len(held.versions)}")
        held.document_id = shown["id"]
        held.versions.append(version)
        self._ledger.acknowledged += 1
        self._ledger.replaced += len(held.versions) > 1

    def _remove(self, held: Held) -> None:
        answer = self._until_known("DELETE", f"/api/v1/documents/{held.document_id}")
        held.deleted = True
        self._ledger.deleted += 1
        if answer.status_code == 200 and not answer.json()["data"]["verified"]:
            held.receipts_unverified += 1
            self._ledger.problems.append(f"receipt of {held.name} is not verified: {answer.text[:300]}")
        if answer.status_code not in {200, 404}:  # 404: an earlier try succeeded and its answer was lost
            self._ledger.problems.append(f"delete of {held.name}: {answer.status_code} {answer.text[:300]}")

    def _search(self, held: Held) -> None:
        """Look for the word that all versions of a document share: the hits must be of one version."""
        asked = {"query": held.family, "topK": 100, "mode": self._random.choice(["lexical", "hybrid"])}
        answer = self._until_known("POST", "/api/v1/search", json=asked)
        if answer.status_code != 200:
            self._ledger.problems.append(f"search: {answer.status_code} {answer.text[:300]}")
            return
        self._ledger.searches += 1
        seen = canaries_of(answer.json()["data"]["hits"], held)
        if len(seen) > 1:
            self._ledger.problems.append(f"{held.name}: versions {sorted(seen)} in one answer")

    def _until_known(self, method: str, path: str, **sent: Any) -> httpx.Response:
        """Ask until an answer tells the outcome: 503 and lost connections do not."""
        began = time.monotonic()
        while True:
            asked = time.monotonic()
            try:
                answer = self._http.request(method, path, **sent)
            except httpx.TransportError:
                self._ledger.unknown += 1
            else:
                if answer.status_code != 503:
                    return answer
                self._ledger.refused += 1
            finally:
                self._ledger.slowest_seconds = max(self._ledger.slowest_seconds, time.monotonic() - asked)
            if time.monotonic() - began > DEADLINE_SECONDS:
                raise TimeoutError(f"{method} {path}: no answer in {DEADLINE_SECONDS} s")
            time.sleep(0.05)


def word(source: random.Random) -> str:
    """A word that stands in no document by chance."""
    return "".join(source.choice(LETTERS) + source.choice(VOWELS) for _ in range(7))


def make_version(source: random.Random, family: str) -> Version:
    """A text of several passages; each holds the version's canary and the word of its document."""
    canary = word(source)
    sections = [
        f"# Part {number} {canary}\n\n{canary} {family} " + f"{FILLER} {canary} {family} {word(source)}. " * 12
        for number in range(source.randint(1, 6))
    ]
    return Version(canary, "\n\n".join(sections).encode())


def canaries_of(hits: list[dict[str, Any]], held: Held) -> set[str]:
    """Which versions of a document stand in an answer."""
    texts = [hit["text"] for hit in hits if hit["documentId"] == held.document_id]
    return {version.canary for version in held.versions for text in texts if version.canary in text}
