"""The stored index is a cache: it comes back equal, or not at all."""

import fcntl
import json
from pathlib import Path

import pytest

from nullus.knowledge import analysis
from nullus.knowledge.lexical import Addition, LexicalIndex, SegmentFolder


def built() -> LexicalIndex:
    index = LexicalIndex()
    texts = [f"text number {number} 대통령 선거 {number % 7}" for number in range(500)]
    index.add(Addition(range(500), [n % 3 for n in range(500)], analysis.analyse_chunks(texts)))
    return index


def answers(index: LexicalIndex) -> list[tuple[list[int], list[float]]]:
    found = [index.search(analysis.analyse_query(text), 20) for text in ("대통령 선거 3", "number 17", "nothing")]
    return [(hits.numbers.tolist(), hits.scores.tolist()) for hits in found]


def test_a_stored_index_comes_back_equal_with_its_generation(tmp_path: Path) -> None:
    index = built()
    before = answers(index)
    SegmentFolder(tmp_path / "cache").save(index, generation=41)
    assert answers(index) == before
    loaded = SegmentFolder(tmp_path / "cache").load()
    assert loaded is not None
    assert loaded.generation == 41
    assert answers(loaded.index) == before
    loaded.index.remove(range(10))
    assert len(loaded.index) == 490


def test_only_what_changed_is_written_and_removed_chunks_are_in_no_file(tmp_path: Path) -> None:
    index, folder = built(), SegmentFolder(tmp_path)
    folder.save(index, 1)
    first = set(tmp_path.glob("*.segment"))
    index.add(Addition([900], [0], analysis.analyse_chunks(["one more"])))
    folder.save(index, 2)
    assert first < set(tmp_path.glob("*.segment"))
    index.remove(range(500))
    folder.save(index, 3)
    assert not first & set(tmp_path.glob("*.segment"))
    loaded = SegmentFolder(tmp_path).load()
    assert loaded is not None
    assert (loaded.index.held(range(1000)), loaded.generation) == ([900], 3)


@pytest.mark.parametrize("place", [0, 1000, -1, -40])
def test_a_damaged_file_is_discarded(tmp_path: Path, place: int) -> None:
    SegmentFolder(tmp_path).save(built(), 1)
    (path,) = tmp_path.glob("*.segment")
    content = bytearray(path.read_bytes())
    content[place] ^= 0xFF
    path.write_bytes(content)
    assert SegmentFolder(tmp_path).load() is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("size", [0, 7, 5000])
def test_a_file_cut_short_is_discarded(tmp_path: Path, size: int) -> None:
    SegmentFolder(tmp_path).save(built(), 1)
    (path,) = tmp_path.glob("*.segment")
    path.write_bytes(path.read_bytes()[:size])
    assert SegmentFolder(tmp_path).load() is None


def test_another_analyser_or_a_broken_manifest_is_discarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    SegmentFolder(tmp_path).save(built(), 1)
    (tmp_path / "manifest.json").write_text(json.dumps([1, 2]))
    assert SegmentFolder(tmp_path).load() is None
    SegmentFolder(tmp_path).save(built(), 1)
    monkeypatch.setattr(analysis, "VERSION", "another")
    assert SegmentFolder(tmp_path).load() is None


def test_no_folder_is_no_index(tmp_path: Path) -> None:
    assert SegmentFolder(tmp_path / "absent").load() is None


def test_an_index_of_another_origin_is_discarded(tmp_path: Path) -> None:
    SegmentFolder(tmp_path).save(built(), 1, origin="one", collections=["a", "b"])
    loaded = SegmentFolder(tmp_path).load("one")
    assert loaded is not None
    assert loaded.collections == ["a", "b"]
    assert SegmentFolder(tmp_path).load("another") is None
    assert list(tmp_path.iterdir()) == []


def test_after_pruning_no_process_stores_an_older_state(tmp_path: Path) -> None:
    ours, theirs = built(), built()
    SegmentFolder(tmp_path).save(theirs, 1)
    ours.remove(range(10))
    folder = SegmentFolder(tmp_path)
    folder.prune(ours, 2)
    assert list(tmp_path.glob("*.segment")) == []
    assert SegmentFolder(tmp_path).load() is None
    assert SegmentFolder(tmp_path).save(theirs, 1) is None
    assert list(tmp_path.glob("*.segment")) == []
    assert folder.save(ours, 2) is not None
    loaded = SegmentFolder(tmp_path).load()
    assert loaded is not None
    assert loaded.index.held(range(20)) == list(range(10, 20))


def test_who_finds_the_folder_locked_does_not_store(tmp_path: Path) -> None:
    with tmp_path.with_name(tmp_path.name + ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert SegmentFolder(tmp_path).save(built(), 1) is None
    assert SegmentFolder(tmp_path).save(built(), 1) is not None
