"""Kill -9 while people delete their accounts: whatever is killed and when, every deletion ends complete.

python -m chaos.leaving [--rounds N] [--seed N]

Each round somebody with a private document, a conversation and an answer says `DELETE /me`, and the worker, the API or the whole
of PostgreSQL is killed at a random moment of it. A request whose outcome is unknown is sent again, as a person would. At the
end every deletion has to be verified by its receipt, and no word or address of anybody may stand in a table or a file.
"""

import argparse
import hashlib
import random
import secrets
import signal
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from chaos import nemesis
from chaos.running import QUICK, Running, running

PATIENCE_SECONDS = 240.0


@dataclass(slots=True)
class Leaver:
    """Somebody who leaves: `canary` stands in everything that is theirs."""

    account: str
    email: str
    canary: str
    client: httpx.Client
    receipt: str = ""
    tries: int = 0


@dataclass(slots=True)
class Report:
    """The figures of a run. It passed when `problems` is empty."""

    seed: int
    rounds: list[nemesis.Round] = field(default_factory=list)
    left: int = 0
    asked_again: int = 0
    settle_seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


def member(service: Running, email: str) -> tuple[str, httpx.Client]:
    """An editor of the first workspace, signed in a moment ago."""
    account, secret = str(uuid.uuid4()), f"nls_{uuid.uuid4().hex}{uuid.uuid4().hex}"
    with service.database() as rows:
        found = rows.execute("select id from identity.workspaces order by created_at, id limit 1").fetchone()
        assert found is not None
        rows.execute(
            "insert into identity.accounts (id, kind, state, email, email_key, email_verified_at, name, tier) "
            "values (%s, 'person', 'active', %s, %s, now(), 'Canary', 'protostar')",
            (account, email, email),
        )
        rows.execute("insert into identity.memberships values (%s, %s, 'editor')", (found[0], account))
        rows.execute(
            "insert into identity.credentials (id, kind, name, hash, workspace_id, account_id, scopes, authenticated_at, "
            "seen_at, expires_at) values (%s, 'session', '', %s, %s, %s, '{*}', now(), now(), now() + interval '1 day')",
            (str(uuid.uuid4()), hashlib.sha256(secret.encode()).digest(), found[0], account),
        )
    return account, httpx.Client(base_url=service.url, cookies={"nullus_session": secret}, timeout=60, trust_env=False)


def files_holding(folder: Path, *needles: str) -> list[str]:
    """Files of the service's home, but for PostgreSQL's own, in which one of the words stands."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and "postgres" not in path.relative_to(folder).parts[0]:
            content = path.read_bytes()
            found += [f"{path}: {needle}" for needle in needles if needle.encode() in content]
    return found


def rows_holding(service: Running, *needles: str) -> list[str]:
    """Tables in which one of the words stands."""
    with service.database() as rows:
        tables = rows.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog')"
        ).fetchall()
        return [
            f"{table}: {needle}"
            for (table,) in tables
            for needle in needles
            if rows.execute(f"select 1 from {table} t where t::text ilike %s limit 1", (f"%{needle}%",)).fetchone()
        ]


def settled_in(service: Running, number: int) -> Leaver:
    """Somebody with a private document that is ready, a question about it and its answer; when the last kill is got over."""
    service.wait_ready(PATIENCE_SECONDS)
    canary = f"canary{uuid.uuid4().hex}"
    account, client = member(service, f"{canary[6:18]}-{number}@example.org")
    who = Leaver(account, f"{canary[6:18]}-{number}@example.org", canary, client)
    made = _patiently(lambda: client.post("/api/v1/collections", json={"name": f"mine {canary}", "access": "private"}))
    body = f"# Diary\n\nThe word of the day is {canary}.".encode()
    file = {"file": (f"{canary}.md", body)}
    _patiently(lambda: client.post(f"/api/v1/collections/{made['id']}/documents", files=file))
    begun = _patiently(lambda: client.post("/api/v1/conversations", json={"collectionIds": [made["id"]]}))
    asked = f"/api/v1/conversations/{begun['id']}/messages"
    _patiently(lambda: client.post(asked, json={"text": f"What is {canary}?"}))
    return who


def _patiently(call: Callable[[], httpx.Response]) -> Any:
    """Ask again while the service says that nothing was changed: the connections of the last kill are told one by one."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (answer := call()).status_code == 503 and time.monotonic() < deadline:
        time.sleep(0.1)
    return _ok(answer)


def leave(who: Leaver) -> None:
    """Ask until it is known that the deletion was accepted: by its receipt, or because nobody gets in any more."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        who.tries += 1
        try:
            answer = who.client.request("DELETE", "/api/v1/me", json={"email": who.email})
        except httpx.TransportError:
            time.sleep(0.1)
            continue
        if answer.status_code == 202:
            who.receipt = answer.json()["data"]["receipt"]
            return
        if answer.status_code == 401:  # an earlier one had been taken
            return
        if answer.status_code != 503:
            raise AssertionError(f"{answer.status_code} {answer.text}")
        time.sleep(0.1)
    raise TimeoutError(f"{who.account}: never accepted")


def run(rounds: int, seed: int, *, longest: float = 1.5, victims: Sequence[str] = nemesis.VICTIMS) -> Report:
    """Run the rounds, let everything settle, and look for what is left. `longest`: from the request to the kill, seconds."""
    report, source = Report(seed), random.Random(seed)
    with running({**QUICK, "NULLUS_LLM_PROVIDER": "none"}) as service:
        people: list[Leaver] = []
        for number, victim in enumerate(nemesis.order_of(rounds, source, victims), 1):
            who = settled_in(service, number)
            people.append(who)
            leaving = threading.Thread(target=leave, args=(who,))
            leaving.start()
            report.rounds.append(nemesis.kill_once(service, number, victim, source, longest))
            leaving.join()
        began = time.monotonic()
        report.problems = check(service, people)
        report.settle_seconds = round(time.monotonic() - began, 1)
        for who in people:
            who.client.close()
    report.left, report.asked_again = len(people), sum(who.tries > 1 for who in people)
    return report


def check(service: Running, people: Sequence[Leaver]) -> list[str]:
    """Wait until every deletion is done, then say what is not as it should be."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while (states := _erasures(service, people)).count("done") < len(people) and time.monotonic() < deadline:
        time.sleep(0.5)
    problems = [f"{who.account}: {state}" for who, state in zip(people, states, strict=True) if state != "done"]
    for who in people:
        if who.receipt:
            told = _ok(who.client.get(f"/api/v1/erasures/{who.receipt}"))
            if not told["verified"]:
                problems.append(f"{who.account}: not verified: {told}")
        if who.client.get("/api/v1/me").status_code != 401:
            problems.append(f"{who.account}: still gets in")
    words = [word for who in people for word in (who.canary, who.email)]
    return problems + rows_holding(service, *words) + files_holding(service.home, *words)


def _erasures(service: Running, people: Sequence[Leaver]) -> list[str]:
    with service.database() as rows:
        found = rows.execute("select account_id::text, state from identity.erasures").fetchall()
    states = {str(account): str(state) for account, state in found}
    return [states.get(who.account, "never begun") for who in people]


def _ok(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()["data"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 31), help="repeats an earlier run")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is stopped on the way out
    print(f"seed {given.seed}", flush=True)
    report = run(given.rounds, given.seed)
    killed = ", ".join(f"{victim} {sum(each.victim == victim for each in report.rounds)}" for victim in nemesis.VICTIMS)
    print(
        f"{report.left} people left; killed: {killed}; {report.asked_again} had to ask again; "
        f"everything gone {report.settle_seconds} s after the last; {len(report.problems)} problems"
    )
    for problem in report.problems:
        print(f"  - {problem}")
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
