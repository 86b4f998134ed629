"""Every bad file is named for what it is, from its header alone."""

import contextlib
import struct
from dataclasses import replace

import gguf
import numpy as np
import pytest

from lfmsearch.bench import synthetic
from lfmsearch.errors import BadModel
from lfmsearch.models import catalog, header
from lfmsearch.models.header import read_header, role_of


@pytest.fixture
def write(tmp_path):
    """Write a file with these keys and tensors and return its path."""

    def make(arch="lfm2", keys=None, tensors=("token_embd.weight",)):
        path = tmp_path / "model.gguf"
        writer = gguf.GGUFWriter(path, arch)
        for key, value in (keys or {}).items():
            if isinstance(value, bool):
                writer.add_bool(key, value)
            elif isinstance(value, int):
                writer.add_uint32(key, value)
            else:
                writer.add_string(key, value)
        for name in tensors:
            writer.add_tensor(name, np.zeros((4, 32), np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path

    return make


BIDIRECTIONAL = {"lfm2.attention.causal": False, "lfm2.embedding_length": 1024}


@pytest.mark.parametrize(
    ("arch", "keys", "tensors", "says"),
    [
        ("lfm2-bidir", {"lfm2-bidir.embedding_length_out": 128}, ["dense_2.weight"], "June 2026"),
        ("lfm2", {"lfm2.embedding_length": 1024}, ["token_embd.weight"], "chat model"),
        ("lfm2", BIDIRECTIONAL, ["token_embd.weight"], "LFM2.5-Encoder"),
        ("lfm2", BIDIRECTIONAL | {"lfm2.pooling_type": 2}, ["lfm.token_embd.weight"], "another program"),
        ("lfm2", BIDIRECTIONAL | {"lfm2.pooling_type": 1}, ["token_embd.weight"], "pools by mean"),
        ("lfm2", BIDIRECTIONAL | {"lfm2.embedding_length_out": 128}, ["token_embd.weight"], "lacks its projection"),
        ("lfm2", BIDIRECTIONAL | {"lfm2.embedding_length_out": 64}, ["dense_2.weight"], "lacks its projection"),
        ("bert", {"bert.embedding_length": 384}, ["token_embd.weight"], "does not say how its vectors are pooled"),
        ("llama", {"llama.embedding_length": 4096}, ["token_embd.weight"], "not an embedding model"),
    ],
)
def test_a_model_that_cannot_serve_is_told_apart(write, arch, keys, tensors, says):
    """Each kind of file that has the right name and the wrong content gets its own sentence."""
    found = read_header(write(arch, keys, tensors))

    with pytest.raises(BadModel, match=says):
        role_of(found)


@pytest.mark.parametrize(
    ("keys", "tensors", "role"),
    [
        (BIDIRECTIONAL | {"lfm2.pooling_type": 2}, ["token_embd.weight"], "embed"),
        (BIDIRECTIONAL | {"lfm2.embedding_length_out": 128}, ["token_embd.weight", "dense_2.weight"], "late"),
        ({"lfm2.embedding_length_out": 128}, ["token_embd.weight", "dense_2.weight"], "late"),
    ],
)
def test_the_models_are_recognised(write, keys, tensors, role):
    """LFM2.5-Embedding embeds, LFM2.5-ColBERT and its forerunner rank."""
    assert role_of(read_header(write("lfm2", keys, tensors))) == role


@pytest.mark.parametrize(
    ("keys", "entry", "says"),
    [
        ({}, "lfm2.5-colbert-350m-q8_0", "first LFM2-ColBERT"),
        ({"lfm2.attention.causal": True}, "lfm2.5-colbert-350m-q8_0", "first LFM2-ColBERT"),
        ({"lfm2.attention.causal": False}, "lfm2-colbert-350m-q8_0", "later LFM2.5-ColBERT"),
    ],
)
def test_the_two_colberts_are_told_apart(write, keys, entry, says):
    """One looks back only, the other both ways: read as the other, its vectors would mean nothing."""
    found = read_header(write("lfm2", keys | {"lfm2.embedding_length_out": 128}, ["dense_2.weight"]))

    with pytest.raises(BadModel, match=says):
        header.check(found, catalog.find(entry))


def test_the_synthetic_files_read_like_the_real_ones(synthetic_model):
    """Role, width, pooling and number of tensors are those of the published files."""
    for shape, role, tensors in ((synthetic.TINY, "embed", 148), (synthetic.TINY_LATE, "late", 149)):
        found = read_header(synthetic_model(shape).path)

        assert (role_of(found), header.dimensions(found), len(found.tensors)) == (role, 128, tensors)
        assert found.get("attention.head_count_kv") == (0, 0, 2, 0, 0, 2, 0, 0, 2, 0, 2, 0, 2, 0, 2, 0)


def test_a_file_that_is_not_what_its_entry_says_is_refused(synthetic_model):
    """The catalogue's dimensions bind."""
    found = synthetic_model(synthetic.TINY)

    with pytest.raises(BadModel, match="its dimensions is 128, not 1024"):
        header.check(read_header(found.path), catalog.find("lfm2.5-embedding-350m-q8_0"))


def test_a_file_cut_anywhere_is_refused(synthetic_model, tmp_path):
    """Whether it ends in the header or in the weights, it says that something is missing."""
    whole = synthetic_model(synthetic.TINY).path.read_bytes()
    cut = tmp_path / "cut.gguf"
    for size in (0, 3, 4, 23, 24, 500, 20_000, len(whole) // 2, len(whole) - 4096):
        cut.write_bytes(whole[:size])

        with pytest.raises(BadModel, match=r"only its beginning arrived|incomplete|cut short"):
            read_header(cut)


def test_something_else_is_not_gguf(tmp_path):
    """A web page saved under a model's name is named for what it is not."""
    page = tmp_path / "model.gguf"
    page.write_bytes(b"<!doctype html><title>Too many requests</title>")

    with pytest.raises(BadModel, match="is not a GGUF file"):
        read_header(page)


def text(value: bytes) -> bytes:
    return struct.pack("<Q", len(value)) + value


HUGE = 1 << 62


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (struct.pack("<IQQ", 99, 1, 1), "version 99"),
        (struct.pack(">IQQ", 3, 1, 1), "version 50331648"),
        (struct.pack("<IQQ", 3, HUGE, 1), "tensors"),
        (struct.pack("<IQQ", 3, 1, HUGE), "keys"),
        (struct.pack("<IQQ", 3, 1, 1) + struct.pack("<Q", HUGE), "bytes in one string"),
        (struct.pack("<IQQ", 3, 1, 1) + text(b"k") + struct.pack("<IIQ", 9, 4, HUGE), "entries in one list"),
        (struct.pack("<IQQ", 3, 1, 1) + text(b"k") + struct.pack("<IIQ", 9, 4, 60), "ends within its header"),
        (struct.pack("<IQQ", 3, 1, 1) + text(b"k") + struct.pack("<IIQ", 9, 9, 2), "unknown kind 9"),
        (struct.pack("<IQQ", 3, 1, 1) + text(b"k") + struct.pack("<I", 77), "unknown kind 77"),
        (struct.pack("<IQQ", 3, 0, 0), "no weights"),
        (struct.pack("<IQQ", 3, 1, 0) + text(b"t") + struct.pack("<I", 200), "axes"),
        (struct.pack("<IQQ", 3, 1, 0) + text(b"t") + struct.pack("<IQIQ", 1, 4, 999, 0), "kind this version"),
        (struct.pack("<IQQ", 3, 1, 0) + text(b"t") + struct.pack("<IQIQ", 1, HUGE, 0, 0), "cut short"),
        (struct.pack("<IQQ", 3, 1, 0) + text(b"t") + struct.pack("<IQIQ", 1, 4, 0, HUGE), "bytes before a tensor"),
    ],
)
def test_absurd_claims_are_refused_without_believing_them(tmp_path, content, says):
    """Counts that no file can hold end in BadModel at once; nothing of their size is allocated."""
    path = tmp_path / "hostile.gguf"
    path.write_bytes(b"GGUF" + content + bytes(40))

    with pytest.raises(BadModel, match=says):
        read_header(path)


def test_every_byte_of_the_header_may_be_wrong(synthetic_model, tmp_path):
    """A flipped byte gives a header or BadModel, never another error."""
    whole = synthetic_model(synthetic.TINY).path.read_bytes()
    path = tmp_path / "flipped.gguf"
    rng = np.random.default_rng(7)
    for at in [*range(4, 60), *rng.integers(60, 50_000, 60)]:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x80]) + whole[at + 1 :])
        with contextlib.suppress(BadModel):
            read_header(path)


def test_sizes_of_blocks_are_those_of_ggml():
    """The own table agrees with gguf's; Q8_1 is never stored in a file."""
    theirs = {int(kind): sizes for kind, sizes in gguf.GGML_QUANT_SIZES.items() if kind.name != "Q8_1"}

    assert theirs == header.BLOCKS


def test_the_catalogue_is_whole():
    """Every entry is pinned and checkable, and the better model is offered first. Of the first ColBERT no commit is published."""
    specs = catalog.catalogue()

    assert specs[0].id == "lfm2.5-embedding-350m-q8_0"
    assert len({spec.id for spec in specs}) == len(specs)
    for spec in specs:
        assert len(spec.revision) == 40 or spec.version or spec.causal
        assert spec.licence.summary.endswith(".")
        assert spec.size is None or spec.sha256 is not None
        assert spec == catalog.ModelSpec.from_json(spec.as_json())
        assert catalog.find(spec.id.upper()) == spec
    assert "10 million USD" in specs[0].licence.summary


def test_an_unknown_name_is_answered_with_the_near_ones():
    """A slip of the finger names what was meant."""
    with pytest.raises(catalog.UnknownModel) as caught:
        catalog.find("all-minilm-l6")
    assert "all-minilm-l6-v2" in caught.value.hint


def test_a_larger_model_of_the_same_shape_is_the_size_of_the_real_one():
    """The full-size shape has the published number of parameters."""
    shape = synthetic.EMBEDDING_350M
    layers = replace(shape, vocabulary=2048, layers=0)
    count = sum(values.size for _, values in synthetic.tensors(layers)) - 2048 * 1024
    attention = 2 * 1024 * 1024 + 2 * 512 * 1024 + 128
    convolution = 4 * 1024 * 1024 + 3 * 1024
    count += shape.vocabulary * 1024 + 16 * (2 * 1024 + 3 * 4608 * 1024) + 6 * attention + 10 * convolution

    assert count == 354_483_968
