"""What leaves the index leaves it whole, and readers never see half a change."""

import threading

from nullus.knowledge import analysis
from nullus.knowledge.lexical import Addition, LexicalIndex, segment


def built(texts: dict[int, str]) -> LexicalIndex:
    index = LexicalIndex()
    index.add(Addition(list(texts), [0] * len(texts), analysis.analyse_chunks(list(texts.values()))))
    return index


def test_a_removed_chunk_leaves_no_posting_and_no_term_of_its_own() -> None:
    index = built({1: "shared words", 2: "shared secretword", 3: "shared other"})
    before = sum(len(each.documents) for each in index.segments)
    own = len(analysis.unpack(analysis.analyse_chunks(["shared secretword"])[0]).terms)
    assert index.remove([2]) == 1
    assert sum(len(each.documents) for each in index.segments) == before - own
    secret = analysis.analyse_query("secretword").words.terms
    assert not any(term in each.terms for each in index.segments for term in secret)
    assert index.held([1, 2, 3]) == [1, 3]
    assert len(index.search(analysis.analyse_query("secretword").words, 5).numbers) == 0


def test_removing_everything_leaves_nothing() -> None:
    index = built({1: "words", 2: "more words"})
    assert index.remove([1, 2, 99]) == 2
    assert index.segments == ()
    assert len(index) == index.memory == 0


def test_adding_a_number_again_replaces_its_text() -> None:
    index = built({1: "old text", 2: "other"})
    index.add(Addition([1, 5, 5], [0, 0, 0], analysis.analyse_chunks(["new text", "first", "second"])))
    assert index.search(analysis.analyse_query("old").words, 5).numbers.tolist() == []
    assert index.search(analysis.analyse_query("new").words, 5).numbers.tolist() == [1]
    assert index.search(analysis.analyse_query("second").words, 5).numbers.tolist() == [5]
    assert len(index) == 3


def test_many_small_additions_end_in_few_segments() -> None:
    index = LexicalIndex()
    packed = analysis.analyse_chunks(["some words"])
    for number in range(300):
        index.add(Addition([number], [0], packed))
    assert len(index) == 300
    assert len(index.segments) <= 10


def test_a_large_addition_is_cut_into_full_segments() -> None:
    index = LexicalIndex()
    packed = analysis.analyse_chunks(["word"]) * (segment.MOST_CHUNKS + 10)
    index.add(Addition(range(len(packed)), [0] * len(packed), packed))
    assert [len(each) for each in index.segments] == [segment.MOST_CHUNKS, 10]
    assert index.search(analysis.analyse_query("word"), 3).numbers.tolist() == [0, 1, 2]


def test_readers_see_whole_states_while_a_writer_works() -> None:
    """Chunks come and go in pairs; a reader that sees one of a pair without the other has seen half a change."""
    index = built({0: "stays"})
    packed = analysis.analyse_chunks(["pair word", "pair word"])
    query = analysis.analyse_query("pair")
    broken: list[list[int]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found = index.search(query, 1000).numbers.tolist()
            if len(found) % 2:
                broken.append(found)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for step in range(1, 60):
        index.add(Addition([2 * step, 2 * step + 1], [0, 0], packed))
        if step % 3 == 0:
            index.remove([2 * step - 2, 2 * step - 1])
    done.set()
    for reader in readers:
        reader.join()
    assert broken == []
    assert len(index) == 1 + 2 * 59 - 2 * 19


def test_writers_in_several_threads_lose_nothing() -> None:
    index = LexicalIndex()
    packed = analysis.analyse_chunks(["word"])

    def write(first: int) -> None:
        for number in range(first, first + 40):
            index.add(Addition([number], [0], packed))

    writers = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(index) == 120
