"""Passages made on the spot."""

from uuid import UUID

from nullus.chat.answering.passages import Passage, Ranks


def passage(
    number: int, text: str, name: str = "doc.md", headings: tuple[str, ...] = (), share: float = 1.0
) -> Passage:
    return Passage(
        number=number,
        document_id=UUID(int=number),
        document_name=name,
        collection_id=UUID(int=0),
        chunk_id=str(number),
        text=text,
        heading_path=headings,
        page=None,
        start_offset=100 * number,
        end_offset=100 * number + len(text),
        score=1.0 / number,
        share=share,
        ranks=Ranks(number, None, number),
    )
