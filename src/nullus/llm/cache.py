"""Answers that were given before, for whoever asks exactly the same with the same rights. Nothing here compares meanings."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from nullus.llm import cache_store
from nullus.llm.calls import ModelCall, Reuse
from nullus.llm.ports import Usage
from nullus.platform.database import Database

LONGEST = 100_000
"""Characters of an answer that is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as the model gave it, and who it was. `usage` is what it took then; giving it again takes nothing."""

    text: str
    provider: str
    model: str
    usage: Usage


class AnswerCache:
    """Kept answers of a workspace: `seconds` long (0: none are kept), at most `most` of them.

    An answer is seen by those alone who see every collection and document that it comes from; the wall of the table holds
    that, whatever the key says. It goes when one of them is deleted, replaced, or changes whom it is for.
    """

    def __init__(self, db: Database, seconds: float, most: int) -> None:
        self._db = db
        self._seconds = seconds
        self._most = most

    async def get(self, call: ModelCall, models: Sequence[str], policy: str) -> Kept | None:
        """What was kept of the same call. `models`: the route, as `provider/model`, that the policy left; `policy` names it."""
        if call.reuse is None or not self._may_be_kept(call):
            return None
        async with self._db.reading(call.actor) as reader:
            row = await cache_store.find(reader, call.actor.workspace_id, _key(call, call.reuse, models, policy))
        return row and Kept(row[0], row[1], row[2], Usage(row[3], row[4]))

    async def put(self, call: ModelCall, models: Sequence[str], policy: str, kept: Kept) -> bool:
        """Keep a whole answer; False where it may not be, because a collection that it comes from says so or is gone."""
        if call.reuse is None or not self._may_be_kept(call) or not 0 < len(kept.text) <= LONGEST:
            return False
        key = _key(call, call.reuse, models, policy)
        new = cache_store.NewAnswer(
            key=key,
            account_id=call.actor.person_id,
            sources=sorted({*call.reuse.collections, *call.reuse.documents}),
            prompt=call.prompt,
            text=kept.text,
            provider=kept.provider,
            model=kept.model,
            tokens_in=kept.usage.prompt,
            tokens_out=kept.usage.completion,
            seconds=self._seconds,
        )
        async with self._db.transaction(call.actor) as tx:
            added = await cache_store.add(tx, call.actor.workspace_id, new)
            if added:
                await cache_store.keep_newest(tx, self._most)
        return added

    def _may_be_kept(self, call: ModelCall) -> bool:
        return self._seconds > 0 and not call.tools


def digest(*parts: str) -> str:
    """One short text for many, for `Reuse.inputs` and `Reuse.rights`: the same parts in the same order, and no others."""
    hashed = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        hashed.update(len(encoded).to_bytes(8, "big") + encoded)
    return hashed.hexdigest()


def _key(call: ModelCall, reuse: Reuse, models: Sequence[str], policy: str) -> bytes:
    sources = sorted(map(str, {*reuse.collections, *reuse.documents}))
    settings = (call.task, call.app, call.prompt, call.sensitivity, str(call.max_tokens), str(call.temperature))
    asked = (str(call.actor.workspace_id), call.wanted or "", policy, reuse.inputs, reuse.rights)
    return bytes.fromhex(digest(*settings, *asked, digest(*models), *sources))
