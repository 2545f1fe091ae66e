"""How fast people find their own conversations over HTTP, by parts of words, Korean and English.

    python -m benchmarks.conversation_search [--conversations 10000] [--messages 10] [--people 100] [--queries 100]

A real service; one person has all the conversations of the first round, and shares as many with so many others in the second.
Texts are real questions and real sentences recombined. Every first page is compared with a plain search through the texts: exits
1 when one differs. Needs ../shared/data.
"""

import argparse
import contextlib
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from uuid import UUID

import numpy as np
import psycopg

from benchmarks import corpora, machine
from benchmarks.service import Service, cpu_seconds, running
from nullus.chat.conversations.marks import BITS, folded, marks_of
from nullus.cli.client import Client
from nullus.kit import new_id
from nullus.platform import postgres
from nullus.platform.settings import PlatformSettings

PAGE = 20
_PASSAGES = 4_000
_PARTICLES = ("은", "는", "이", "가", "을", "를", "의", "에", "로", "와", "과", "도")


@dataclass(slots=True)
class Person:
    """Who searches: their account, how they ask, and their texts by conversation, the newest first."""

    account: str
    workspace: str
    client: Client
    texts: list[tuple[str, str]] = field(default_factory=list)


def people(service: Service, count: int) -> list[Person]:
    found = []
    for number in range(count):
        made = service.client.post("/api/v1/service-accounts", {"name": f"person {number}", "role": "viewer"})
        body = {"name": "search", "serviceAccountId": made["id"], "scopes": ["chat"]}
        token = service.client.post("/api/v1/tokens", body)["token"]
        client = Client(PlatformSettings(home=service.home, port=service.port), token, "en")
        found.append(Person(made["id"], service.client.get("/api/v1/me")["workspaceId"], client))
    return found


def fill(service: Service, everybody: Sequence[Person], conversations: int, messages: int) -> None:
    """So many conversations, dealt out in turn; ids rise with time, as they do in life."""
    said = list(corpora.recombined(_PASSAGES))
    asked = [each for listed in corpora.questions().values() for each in listed]
    chance = random.Random(11)
    bits: dict[str, str] = {}

    def marks(text: str) -> str:
        if text not in bits:
            bits[text] = f"X{int(marks_of(text), 2):0{BITS // 4}x}"
        return bits[text]

    def rows() -> Iterator[tuple[Person, str, list[str]]]:
        for _, person in zip(range(conversations), cycle(everybody), strict=False):
            pairs = zip(chance.choices(asked, k=messages // 2), chance.choices(said, k=messages // 2), strict=True)
            yield person, str(new_id()), [text for pair in pairs for text in pair]

    with psycopg.connect(postgres.superuser_url(service.home, postgres.DATABASE)) as connection:
        dealt = list(rows())
        with copying(connection, "conversations", "workspace_id, account_id, id, title") as put:
            for person, conversation, texts in dealt:
                put((person.workspace, person.account, conversation, texts[0][:60]))
        kept: list[tuple[Person, str, str, str]] = []
        columns = "workspace_id, account_id, id, conversation_id, role, state, text"
        with copying(connection, "messages", columns) as put:
            for person, conversation, texts in dealt:
                kept.append((person, conversation, conversation, texts[0][:60]))
                for place, text in enumerate(texts):
                    role = "assistant" if place % 2 else "user"
                    message = str(new_id())
                    put((person.workspace, person.account, message, conversation, role, "complete", text))
                    kept.append((person, conversation, message, text))
        with copying(connection, "search_marks", "workspace_id, account_id, id, conversation_id, marks") as put:
            for person, conversation, entry, text in kept:
                put((person.workspace, person.account, entry, conversation, marks(text)))
        connection.execute("analyze chat.conversations, chat.messages, chat.search_marks")
    kept.sort(key=lambda each: UUID(each[2]), reverse=True)
    for person, conversation, _, text in kept:
        person.texts.append((conversation, text))


@contextlib.contextmanager
def copying(connection: psycopg.Connection[Any], table: str, columns: str) -> Iterator[Any]:
    with connection.cursor().copy(f"copy chat.{table} ({columns}) from stdin".encode()) as copy:
        yield copy.write_row


def queries(person: Person, count: int) -> dict[str, list[str]]:
    """What people look for, by kind; taken from their own texts."""
    chance = random.Random(3)
    words = [word for _, text in chance.sample(person.texts, min(2000, len(person.texts))) for word in text.split()]
    korean = [word.strip(".,()'\"") for word in words if all("가" <= each <= "힣" for each in word.strip(".,()'\""))]
    nouns = [word[:-1] for word in korean if len(word) > 2 and word.endswith(_PARTICLES)]
    english = [word.strip(".,()'\"") for word in words if word.isascii() and word.isalpha() and len(word) > 4]
    inner = [word[1:3] for word in korean if len(word) >= 4]
    pairs = [f"{nouns[n]} {nouns[n + 1]}" for n in range(0, len(nouns) - 1, 2)]
    absent = ["".join(chance.choices("뷁쀍퓱햏꿻뿳힗", k=2)) for _ in range(count)]
    known = [f"{a[:2]}{b[:2]}" for a, b in zip(nouns, reversed(nouns), strict=True)]
    kinds = {
        "a Korean noun without its particle": nouns,
        "the middle of a Korean word": inner,
        "an English word": english,
        "two Korean nouns": pairs,
        "two that never stood side by side": known,
        "letters that stand nowhere": absent,
    }
    return {kind: chance.sample(listed, min(count, len(listed))) for kind, listed in kinds.items()}


def expected(person: Person, query: str) -> list[str]:
    """The first page by a plain search: conversations by their newest text that holds every word."""
    words = [folded(word) for word in query.split()]
    found: dict[str, None] = {}
    for conversation, text in person.texts:
        if conversation not in found and all(word in folded(text) for word in words):
            found[conversation] = None
            if len(found) == PAGE:
                break
    return list(found)


def measure(service: Service, person: Person, count: int, checked: int) -> int:
    """Print the table of one person; how many pages were not what they should be."""
    wrong = 0
    print(f"{'':>36}{'found':>8}{'p50 ms':>9}{'p95 ms':>9}{'postgres':>10}{'api':>7}  (CPU ms a search)")
    for kind, listed in queries(person, count).items():
        search(person, listed[0])  # warm
        before = {part: cpu_seconds(pid) for part, pid in service.pids().items()}
        waits, hits = [], 0
        for query in listed:
            began = time.perf_counter()
            page = search(person, query)
            waits.append((time.perf_counter() - began) * 1000)
            hits += bool(page)
        spent = {part: (cpu_seconds(service.pids()[part]) - before[part]) * 1000 / len(listed) for part in before}
        print(
            f"{kind:>36}{hits / len(listed):>8.0%}{np.percentile(waits, 50):>9.1f}{np.percentile(waits, 95):>9.1f}"
            f"{spent['postgres']:>10.1f}{spent['api']:>7.1f}",
            flush=True,
        )
        for query in listed[:checked]:
            page = search(person, query)
            if page != (wanted := expected(person, query)) and (page or wanted):
                wrong += 1
                print(f"  WRONG {query!r}: {len(page)} found, {len(wanted)} expected")
    return wrong


def search(person: Person, query: str) -> list[str]:
    found: list[dict[str, Any]] = person.client.get("/api/v1/conversations", query=query, limit=PAGE)["items"]
    return [each["id"] for each in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--conversations", type=int, default=10_000)
    parser.add_argument("--messages", type=int, default=10, help="of each, half of them questions")
    parser.add_argument("--people", type=int, default=100, help="who share the conversations of the second round")
    parser.add_argument("--queries", type=int, default=100, help="of each kind")
    parser.add_argument(
        "--checked", type=int, default=10, help="how many of each kind are compared with a plain search"
    )
    given = parser.parse_args()
    print(machine.described())
    wrong = 0
    for count in (1, given.people):
        with running() as service:
            everybody = people(service, count)
            fill(service, everybody, given.conversations, given.messages)
            print(
                f"\n== {given.conversations:,} conversations of {given.messages} messages, {count} people", flush=True
            )
            wrong += measure(service, everybody[0], given.queries, given.checked)
    print(f"{wrong} wrong pages" if wrong else "every page is that of a plain search")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
