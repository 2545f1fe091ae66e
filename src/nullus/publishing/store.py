"""The SQL of publications."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.exc import IntegrityError

from nullus.platform.database import Tx

_COLUMNS = (
    "p.id, p.workspace_id, p.app, p.name, p.slug, p.face, p.face_image is not null as has_image, p.greeting, p.suggestions, "
    "p.languages, p.accent, p.scheme, p.tier, p.origins, p.widget, p.page, p.crawlers, p.questions_per_day, p.identity, "
    "p.identity_secret, p.created_at, p.updated_at"
)
_CHOSEN = (
    "array(select c.collection_id from publishing.collections c where c.workspace_id = p.workspace_id "
    "and c.publication_id = p.id order by 1) as collection_ids"
)
# The service itself sees no collections of anybody: which ones answer is asked as the visitor.
_UNCHOSEN = "cast('{}' as uuid[]) as collection_ids"
_OPEN = "not exists (select from identity.workspaces w where w.id = p.workspace_id and w.settings -> 'closed' = 'true'::jsonb)"


async def add(tx: Tx, workspace_id: UUID, values: Mapping[str, Any]) -> bool:
    """False when the slug is taken."""
    names = ["workspace_id", *values]
    done = await tx.execute(
        text(
            f"insert into publishing.publications ({', '.join(names)}) values ({', '.join(f':{each}' for each in names)}) "
            "on conflict (slug) do nothing"
        ),
        {"workspace_id": workspace_id, **values},
    )
    return done.rowcount == 1


async def change(tx: Tx, workspace_id: UUID, publication_id: UUID, values: Mapping[str, Any]) -> bool:
    """False when the slug is taken. The columns' names are the caller's own words."""
    sets = ", ".join(f"{each} = :{each}" for each in values)
    try:
        async with tx.begin_nested():
            await tx.execute(
                text(
                    f"update publishing.publications set {sets}, updated_at = clock_timestamp() "
                    "where workspace_id = :workspace and id = :id"
                ),
                {**values, "workspace": workspace_id, "id": publication_id},
            )
    except IntegrityError:  # of all that is unique here only the slug is anybody's choice
        return False
    return True


async def find(tx: Tx, workspace_id: UUID, publication_id: UUID) -> Row[Any] | None:
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, {_CHOSEN} from publishing.publications p where p.workspace_id = :workspace and p.id = :id"
        ),
        {"workspace": workspace_id, "id": publication_id},
    )
    return found.one_or_none()


async def list_all(tx: Tx, workspace_id: UUID) -> Sequence[Row[Any]]:
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, {_CHOSEN} from publishing.publications p where p.workspace_id = :workspace "
            "order by p.name, p.id limit 1000"
        ),
        {"workspace": workspace_id},
    )
    return found.all()


async def delete(tx: Tx, workspace_id: UUID, publication_id: UUID) -> None:
    await tx.execute(
        text("delete from publishing.publications where workspace_id = :workspace and id = :id"),
        {"workspace": workspace_id, "id": publication_id},
    )


async def not_public(tx: Tx, workspace_id: UUID, collection_ids: Sequence[UUID]) -> str | None:
    """The name of one of these collections that not everybody sees."""
    found = await tx.execute(
        text(
            "select c.name from knowledge.collections c where c.workspace_id = :workspace and c.id = any(:ids) "
            "and c.access <> 'public' order by c.name limit 1"
        ),
        {"workspace": workspace_id, "ids": list(collection_ids)},
    )
    value = found.scalar()
    return None if value is None else str(value)


async def choose(tx: Tx, workspace_id: UUID, publication_id: UUID, collection_ids: Sequence[UUID]) -> None:
    """These and no others."""
    values = {"workspace": workspace_id, "id": publication_id, "ids": list(collection_ids)}
    await tx.execute(
        text("delete from publishing.collections where workspace_id = :workspace and publication_id = :id"), values
    )
    await tx.execute(
        text(
            "insert into publishing.collections (workspace_id, publication_id, collection_id) "
            "select distinct :workspace, cast(:id as uuid), chosen from unnest(cast(:ids as uuid[])) as chosen"
        ),
        values,
    )


async def answering(tx: Tx, workspace_id: UUID, publication_id: UUID) -> list[UUID]:
    """The chosen collections that whoever asks in this transaction sees."""
    found = await tx.execute(
        text(
            "select p.collection_id from publishing.collections p join knowledge.collections c "
            "on c.workspace_id = p.workspace_id and c.id = p.collection_id "
            "where p.workspace_id = :workspace and p.publication_id = :id and c.access = 'public' order by 1"
        ),
        {"workspace": workspace_id, "id": publication_id},
    )
    return [row.collection_id for row in found]


async def find_open(tx: Tx, *, app: str | None = None, slug: str | None = None) -> Row[Any] | None:
    """In a transaction of the service: by app key or slug, where its workspace is not being deleted."""
    found = await tx.execute(
        text(
            f"select {_COLUMNS}, {_UNCHOSEN} from publishing.publications p where {_OPEN} "
            "and (p.app = :app or p.slug = :slug)"
        ),
        {"app": app, "slug": slug},
    )
    return found.one_or_none()


async def face_of(tx: Tx, app: str) -> Row[Any] | None:
    found = await tx.execute(
        text(
            "select p.face_image, p.face_type from publishing.publications p "
            f"where p.app = :app and p.face_image is not null and {_OPEN}"
        ),
        {"app": app},
    )
    return found.one_or_none()


async def open_pages(tx: Tx) -> Sequence[Row[Any]]:
    """Public pages that machines may read, and how far."""
    found = await tx.execute(
        text(
            f"select p.slug, p.crawlers from publishing.publications p where p.page and p.crawlers <> 'none' and {_OPEN} "
            "order by p.slug limit 1000"
        )
    )
    return found.all()
