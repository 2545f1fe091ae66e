"""Accounts of a workspace that talk, made as rows, and short ways to let them ask and be answered."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from nullus.chat.conversations import messages
from nullus.chat.conversations.messages import ChatMessage, Ending, EvidencePassage
from nullus.kit import new_id
from nullus.platform.actor import ROLE_SCOPES, Actor, Role
from nullus.platform.database import Database


@dataclass(frozen=True, slots=True)
class Talking:
    """Somebody, as they act in a workspace."""

    db: Database
    actor: Actor

    async def asks(
        self, conversation: UUID, question: str, parent: UUID | None = None, branch: bool = False
    ) -> ChatMessage:
        async with self.db.transaction(self.actor) as tx:
            return await messages.add_question(tx, self.actor, conversation, question, parent, branch=branch)

    async def begins(self, conversation: UUID, question: UUID) -> ChatMessage:
        async with self.db.transaction(self.actor) as tx:
            return await messages.begin_answer(tx, self.actor, conversation, question)

    async def answered(
        self,
        conversation: UUID,
        question: UUID,
        answer: str,
        evidence: list[EvidencePassage] | None = None,
        **more: object,
    ) -> ChatMessage:
        """A whole answer below a question."""
        begun = await self.begins(conversation, question)
        async with self.db.transaction(self.actor) as tx:
            if evidence:
                await messages.keep_evidence(tx, self.actor, begun.id, evidence)
            assert await messages.finish_answer(tx, self.actor, begun.id, Ending("complete", answer, **more))  # type: ignore[arg-type]
            return await messages.get(tx, self.actor, begun.id)

    async def turn(self, conversation: UUID, question: str, answer: str) -> tuple[ChatMessage, ChatMessage]:
        asked = await self.asks(conversation, question)
        return asked, await self.answered(conversation, asked.id, answer)


async def workspace(db: Database) -> UUID:
    made = new_id()
    async with db.system_transaction() as tx:
        await tx.execute(text("insert into identity.workspaces (id, name) values (:id, 'Team')"), {"id": made})
    return made


async def member(db: Database, workspace_id: UUID, role: Role = "viewer") -> Talking:
    """A new account with a role in the workspace."""
    account = new_id()
    kind = "guest" if role == "guest" else "person"
    async with db.system_transaction() as tx:
        await tx.execute(
            text(
                "insert into identity.accounts (id, kind, state, name, tier) values (:id, :kind, 'active', 'Somebody', 'protostar')"
            ),
            {"id": account, "kind": kind},
        )
        await tx.execute(
            text("insert into identity.memberships values (:workspace, :id, :role)"),
            {"workspace": workspace_id, "id": account, "role": role},
        )
    return Talking(db, Actor(kind, workspace_id, account, scopes=ROLE_SCOPES[role], role=role))  # type: ignore[arg-type]


def key(db: Database, workspace_id: UUID) -> Talking:
    """An API key that stands for no account."""
    return Talking(db, Actor("key", workspace_id, None, new_id(), frozenset({"chat"}), credential="key"))


def operator(db: Database, workspace_id: UUID) -> Talking:
    return Talking(db, Actor("operator", workspace_id, None, new_id(), frozenset({"*"}), credential="operator"))
