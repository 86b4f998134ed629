"""Late interaction: a vector for every token, scored by the best match of each, and a query goes first."""

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from models import reference

from lfmsearch.bench import synthetic
from lfmsearch.errors import BadModel
from lfmsearch.models import folder
from lfmsearch.models.late import QUERY_TOKENS, LateEncoder, max_sim, max_sims, placed

MODELS = Path(os.environ.get("LFMSEARCH_TEST_MODELS") or Path(__file__).parents[2] / ".cache" / "models")


@pytest.fixture(scope="module")
def late(synthetic_model):
    with LateEncoder.load(synthetic_model(synthetic.TINY_LATE), threads=1) as found:
        yield found


def test_a_late_query_is_thirty_two_rows(late):
    """Begin, marker, text, then pads to 32; a longer one is cut. All rows count, the pads' as well."""
    weights = dict(synthetic.tensors(synthetic.TINY_LATE))
    words, _ = synthetic.vocabulary(synthetic.TINY_LATE)
    ids = [synthetic.BEGIN, words.index("[Q] "), words.index("the"), words.index("Ġboiler")]
    ids += [synthetic.END] * (QUERY_TOKENS - len(ids))
    right = reference.lfm2(weights, synthetic.TINY_LATE, ids)

    found = late.encode_query(" the boiler ")

    assert found.shape == (32, 128)
    assert ((found * right).sum(axis=1) / np.linalg.norm(right, axis=1)).min() > 0.9999
    assert late.encode_query("the boiler " * 100).shape == (32, 128)
    with pytest.raises(ValueError, match="blank"):
        late.encode_query(" ")


def test_a_late_document_drops_single_punctuation(late):
    """Rows of punctuation marks go, those of the begin and marker token stay, and 512 tokens are the limit."""
    weights = dict(synthetic.tensors(synthetic.TINY_LATE))
    words, _ = synthetic.vocabulary(synthetic.TINY_LATE)
    ids = [synthetic.BEGIN, words.index("[D] "), words.index("the"), words.index("!"), words.index("Ġboiler")]
    right = reference.lfm2(weights, synthetic.TINY_LATE, ids)[[0, 1, 2, 4]]

    found = late.encode_document("the! boiler")

    assert found.shape == (4, 128)
    assert ((found * right).sum(axis=1) / np.linalg.norm(right, axis=1)).min() > 0.9999
    assert late.encode_document("").shape == (2, 128)
    assert late.encode_document("the boiler " * 1000).shape == (512, 128)


def test_the_skipped_ids_are_those_of_the_protocol(late, synthetic_model):
    """In a vocabulary laid out as the real one, the ids from the file are the published constants."""
    published = {*range(510, 525), *range(535, 542), *range(568, 574), *range(600, 604)}
    shape = replace(synthetic.TINY_LATE, dimensions=64, heads=2, kv_heads=1, vocabulary=64402, layers=3, attention=(1,))

    with LateEncoder.load(synthetic_model(shape), threads=1) as full:
        assert full.skipped == late.skipped == published
        assert (full.query_marker, full.document_marker, full.pad) == (64400, 64401, 7)


def test_a_vocabulary_without_markers_is_refused(synthetic_model, tmp_path):
    """A file that says ColBERT but cannot mark its queries is refused at load."""
    path = tmp_path / "unmarked.gguf"
    model = synthetic_model(synthetic.TINY_LATE)
    path.write_bytes(model.path.read_bytes().replace(b"[Q] ", b"[X] "))

    with pytest.raises(BadModel, match="as one token"):
        LateEncoder.load(replace(model, path=path), threads=1)


def test_the_score_is_the_sum_of_the_best(late):
    """For every query row the best document row, added up; a text is its own best match."""
    query = np.array([[1, 0], [0, 1]], np.float32)
    document = np.array([[1, 0], [0.6, 0.8], [-1, 0]], np.float32)

    assert max_sim(query, document) == pytest.approx(1.8)
    found = late.encode_query("the boiler pressure")
    assert max_sim(found, found) == pytest.approx(32, abs=1e-3)
    assert max_sim(found, late.encode_document("garden music")) < 32


def test_a_late_passage_encoded_behind_is_the_same(late):
    """For the next query, on one core and to the last digit that counts."""
    text = "the water in the summer garden " * 20

    assert np.allclose(late.encode_behind(text), late.encode_document(text), atol=2e-3)


def test_what_is_in_front_stops_what_is_behind(late):
    """A query does not wait for passages that nobody waits for; these are whole all the same."""
    text = "the water in the summer garden " * 80
    right = late.encode_document(text)
    with ThreadPoolExecutor(1) as pool:
        found = [pool.submit(late.encode_behind, text) for _ in range(6)]
        for _ in range(20):
            late.encode_query("garden")

        assert all(np.allclose(rows.result(), right, atol=2e-3) for rows in found)


def test_encoding_ends_with_its_time(late):
    """A query that would take longer than it may is given up, and the next one is as ever."""
    text = "the water in the summer garden " * 80
    with late.within(0.0), pytest.raises(TimeoutError):
        for _ in range(1000):
            late.encode_document(text)

    assert late.encode_query("garden").shape == (32, 128)


def test_every_row_knows_where_its_token_stands(late):
    """Words, and characters of which a token is a part only; begin, marker and pads stand nowhere; marks left out are left out here."""
    query = late.explained_query("  the boiler, Größe 水 ")
    document = late.explained_document("the boiler, water!")

    assert np.array_equal(query.rows, late.encode_query("the boiler, Größe 水"))
    assert len(query.spans) == QUERY_TOKENS
    assert query.spans[:2] == ((0, 0), (0, 0))
    assert query.spans[-1] == (0, 0)
    said = [query.text[start:end] for start, end in query.spans if end]
    assert [word for word in said if len(word) > 1] == ["the", "boiler"]
    assert said.count("水") == 3  # three bytes of one character
    assert "ö" in said
    assert np.array_equal(document.rows, late.encode_document("the boiler, water!"))
    assert [document.text[start:end] for start, end in document.spans] == ["", "", "the", "boiler", "water"]


@given(st.text(max_size=60), st.data())
def test_pieces_are_placed_where_they_stand(text, data):
    """However the bytes of a text are cut into tokens: spans are in order, inside the text, and cover all that is not space."""
    content = text.encode("utf-8", "replace")
    cuts = sorted(data.draw(st.sets(st.integers(0, len(content)))) | {0, len(content)})
    spans = placed(text, [content[start:end] for start, end in itertools.pairwise(cuts)])

    covered = {place for start, end in spans for place in range(start, end)}
    assert covered >= {place for place, character in enumerate(text) if not character.isspace()}
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    begins = [start for start, end in spans if end]
    assert begins == sorted(begins)


def test_the_forerunner_looks_back_only(synthetic_model):
    """LFM2-ColBERT runs as what it is: what follows a token does not change its vector."""
    with LateEncoder.load(synthetic_model(replace(synthetic.TINY_LATE, causal=True)), threads=1) as first:
        one, other = first.encode_document("the water of summer"), first.encode_document("the water of winter")

    assert np.allclose(one[:-1], other[:-1], atol=1e-3)
    assert not np.allclose(one[-1], other[-1], atol=1e-2)


def test_many_scores_are_each_score(late):
    """One product over all rows gives every document its own score."""
    query = late.encode_query("the boiler pressure")
    documents = [late.encode_document(text) for text in ("", "garden music", "the boiler " * 30)]

    found = max_sims(query, np.concatenate(documents), [len(rows) for rows in documents])
    assert found == pytest.approx([max_sim(query, rows) for rows in documents], abs=1e-3)
    assert len(max_sims(query, documents[0], [])) == 0


def test_the_published_score_of_the_published_weights():
    """LFM2.5-ColBERT-350M-Q4_K_M: “What is panda?” against “hi” is 29.04, and what answers the question comes first."""
    found = next((model for model in folder.installed(MODELS) if model.spec.id == "lfm2.5-colbert-350m-q4_k_m"), None)
    if found is None:
        pytest.skip("the weights of LFM2.5-ColBERT-350M are not here; `lfmsearch models pull` fetches them")
    panda = (
        "The giant panda (Ailuropoda melanoleuca), sometimes called a panda bear, is a bear species endemic to China."
    )
    with LateEncoder.load(found, threads=2) as encoder:
        query = encoder.encode_query("What is panda?")
        scores = [max_sim(query, encoder.encode_document(text)) for text in (panda, "it is a bear", "hi")]

    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == pytest.approx(29.04, abs=0.3)
