"""One contract for the vector index, run against the one in memory and the one in Chroma."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus import chroma_index
from corpus.chroma_index import ChromaIndex
from corpus.errors import GuidanceError
from corpus.vectors import MemoryIndex, Near, VectorIndex, Vectors

SIZE = 16


def unit(*rows: list[float]) -> Vectors:
    made = np.zeros((len(rows), SIZE), dtype=np.float32)
    for n, row in enumerate(rows):
        made[n, : len(row)] = row
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    return np.asarray(made / lengths, dtype=np.float32)


def scattered(count: int, seed: int = 0) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(count, SIZE))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(params=["memory", "chroma"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> VectorIndex:
    return MemoryIndex() if request.param == "memory" else ChromaIndex(tmp_path / "chroma", "test 1.0")


def ids(near: Near) -> list[str]:
    return [one for one, _ in near.found]


def test_an_empty_index_finds_nothing(index: VectorIndex) -> None:
    assert index.search("de", [1.0] * SIZE, {"e"}, 5) == Near(found=(), mean=0.0)
    assert dict(index.counts()) == {}
    index.remove("e")
    index.add("de", "e", [], np.zeros((0, SIZE), dtype=np.float32))
    assert dict(index.counts()) == {}


def test_the_nearest_come_first_with_their_cosine(index: VectorIndex) -> None:
    vectors = scattered(200)
    names = [f"p{n:03}" for n in range(200)]
    index.add("de", "e", names, vectors)
    query = scattered(1, seed=1)[0]
    wanted = sorted(zip(names, vectors @ query, strict=True), key=lambda pair: -pair[1])[:20]
    near = index.search("de", list(map(float, query)), {"e"}, 20)
    assert ids(near) == [name for name, _ in wanted]
    assert [score for _, score in near.found] == pytest.approx([score for _, score in wanted], abs=1e-6)
    assert near == index.search("de", list(map(float, query)), {"e"}, 20)


def test_ties_fall_to_the_smaller_id_whatever_the_order_they_came_in(index: VectorIndex) -> None:
    same = unit(*[[1.0, 1.0]] * 5)
    index.add("de", "b", ["z", "m", "a"], same[:3])
    index.add("de", "a", ["k", "c"], same[3:])
    assert ids(index.search("de", [1.0] + [0.0] * (SIZE - 1), {"a", "b"}, 4)) == ["a", "c", "k", "m"]


def test_only_the_wanted_editions_and_language_are_searched(index: VectorIndex) -> None:
    index.add("de", "one", ["one.1", "one.2"], unit([1.0], [0.0, 1.0]))
    index.add("de", "two", ["two.1"], unit([1.0]))
    index.add("en", "three", ["three.1"], unit([1.0]))
    query = [1.0] + [0.0] * (SIZE - 1)
    assert ids(index.search("de", query, {"one"}, 9)) == ["one.1", "one.2"]
    assert ids(index.search("de", query, {"one", "two", "three", "unknown"}, 9)) == ["one.1", "two.1", "one.2"]
    assert ids(index.search("en", query, {"one", "three"}, 9)) == ["three.1"]
    assert index.search("de", query, set(), 9) == index.search("de", query, {"unknown"}, 9) == Near(found=(), mean=0.0)


def test_the_mean_is_over_all_that_was_searched_and_no_more(index: VectorIndex) -> None:
    index.add("de", "one", ["a", "b"], unit([1.0], [0.0, 1.0]))
    index.add("de", "two", ["c"], unit([-1.0]))
    query = [1.0] + [0.0] * (SIZE - 1)
    assert index.search("de", query, {"one"}, 1).mean == pytest.approx(0.5)
    assert index.search("de", query, {"one", "two"}, 1).mean == pytest.approx(0.0)


def test_an_id_that_is_held_is_overwritten(index: VectorIndex) -> None:
    index.add("de", "e", ["a", "b"], unit([1.0], [0.0, 1.0]))
    query = [0.0, 1.0] + [0.0] * (SIZE - 2)
    assert ids(index.search("de", query, {"e"}, 1)) == ["b"]
    index.add("de", "e", ["a", "b"], unit([0.0, 1.0], [1.0]))
    assert ids(index.search("de", query, {"e"}, 1)) == ["a"] and dict(index.counts()) == {"e": 2}


def test_what_is_removed_is_found_no_more(index: VectorIndex) -> None:
    index.add("de", "one", ["a"], unit([1.0]))
    index.add("en", "one", ["b"], unit([1.0]))
    index.add("de", "two", ["c"], unit([1.0]))
    query = [1.0] + [0.0] * (SIZE - 1)
    assert ids(index.search("de", query, {"one", "two"}, 9)) == ["a", "c"]
    index.remove("one")
    assert ids(index.search("de", query, {"one", "two"}, 9)) == ["c"] and dict(index.counts()) == {"two": 1}
    assert ids(index.search("en", query, {"one"}, 9)) == []


def test_more_than_one_batch(index: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chroma_index, "_BATCH", 30)
    index.add("de", "e", [f"p{n:03}" for n in range(100)], scattered(100))
    assert dict(index.counts()) == {"e": 100}
    index.remove("e")
    assert dict(index.counts()) == {}


def test_beyond_the_exact_search_the_graph_proposes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, vectors = ChromaIndex(tmp_path / "chroma", "test"), scattered(500)
    index.add("de", "e", [f"p{n:03}" for n in range(500)], vectors)
    exact = [index.search("de", list(map(float, row)), {"e"}, 10) for row in vectors[:20]]
    monkeypatch.setattr(chroma_index, "EXACT_UP_TO", 0)
    graph = [index.search("de", list(map(float, row)), {"e"}, 10) for row in vectors[:20]]
    shared = sum(len({*ids(one)} & {*ids(other)}) for one, other in zip(exact, graph, strict=True))
    assert shared >= 0.95 * 200 and [ids(one)[0] for one in exact] == [ids(one)[0] for one in graph]


@pytest.mark.parametrize("broken", [b"no database at all", b""])
def test_a_folder_that_holds_no_index_says_what_to_do(tmp_path: Path, broken: bytes) -> None:
    folder = tmp_path / "chroma"
    if broken:
        folder.mkdir()
        (folder / "chroma.sqlite3").write_bytes(broken * 100)
    else:
        folder.write_text("a file where a folder should be")
    with pytest.raises(GuidanceError) as raised:
        ChromaIndex(folder, "test")
    assert "vector index" in raised.value.what and "rebuilt" in raised.value.remedy


def test_vectors_of_another_size_are_told(tmp_path: Path, make: Callable[[int], Vectors]) -> None:
    index = ChromaIndex(tmp_path / "chroma", "test")
    index.add("de", "e", ["a"], unit([1.0]))
    with pytest.raises(GuidanceError) as raised:
        index.add("de", "f", ["b"], make(SIZE + 1))
    assert "cannot be written" in raised.value.what and raised.value.remedy


@pytest.fixture
def make() -> Callable[[int], Vectors]:
    return lambda size: np.ones((1, size), dtype=np.float32)
