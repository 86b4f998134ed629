"""Texts become vectors: in order, whole, of length one, the same every time, and a query goes first."""

import itertools
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from models import reference

from lfmsearch.bench import synthetic
from lfmsearch.errors import BadModel
from lfmsearch.models.catalog import recipe
from lfmsearch.models.embedder import Embedder
from lfmsearch.models.late import LateEncoder
from lfmsearch.models.llama import Flag


@pytest.fixture(scope="module")
def model(synthetic_model):
    return synthetic_model(synthetic.TINY)


@pytest.fixture(scope="module")
def embedder(model):
    with Embedder.load(model, contexts=2, query_threads=1) as found:
        yield found


def ids_of(text):
    """The ids of a text of whole words, looked up in the vocabulary without llama.cpp."""
    words, _ = synthetic.vocabulary(synthetic.TINY)
    pieces = [text.partition(" ")[0], *("Ġ" + word for word in text.split(" ")[1:])]
    return [words.index(part) for piece in pieces for part in ((piece[:-1], ":") if piece[-1] == ":" else (piece,))]


def vector_of(ids):
    row = reference.lfm2(dict(synthetic.tensors(synthetic.TINY)), synthetic.TINY, [synthetic.BEGIN, *ids])[0]
    return row / np.linalg.norm(row)


def test_a_query_and_a_document_follow_the_protocol(embedder):
    """Begin token, prefix, text without the spaces around it, no end token; the first row, of length one."""
    query = embedder.embed_query("  the boiler pressure \n")
    [document] = embedder.embed_documents(["\tthe boiler pressure  "])

    assert query @ vector_of(ids_of("query: the boiler pressure")) > 0.9999
    assert document.shape == (1, 128)
    assert document.dtype == query.dtype == np.float32
    assert document[0] @ vector_of(ids_of("document: the boiler pressure")) > 0.9999
    assert document[0] @ query < 0.999


def test_vectors_come_in_the_order_of_the_texts(embedder):
    """Long and short texts mixed, over two contexts: every vector is its own text's, whatever finished first."""
    texts = [" ".join(itertools.islice(itertools.cycle(synthetic.WORDS[n:]), 1 + n * 37 % 200)) for n in range(40)]
    alone = [next(embedder.embed_documents([text])) for text in texts]

    together = list(embedder.embed_documents(iter(texts)))

    assert all(np.array_equal(one, other) for one, other in zip(alone, together, strict=True))
    assert np.allclose([np.linalg.norm(rows) for rows in together], 1, atol=1e-6)


def test_a_text_beyond_the_limit_is_embedded_in_parts(embedder):
    """512 tokens are one part; one more makes two of about equal length, each with the prefix."""
    words = list(itertools.islice(itertools.cycle(synthetic.WORDS), 1200))
    room = 512 - embedder.count_tokens("")
    fits, exceeds = " ".join(words[:room]), " ".join(words[: room + 1])

    assert embedder.count_tokens(fits) == 512
    assert [rows.shape for rows in embedder.embed_documents([fits, exceeds])] == [(1, 128), (2, 128)]
    [rows] = embedder.embed_documents([exceeds])
    body = ids_of(exceeds.replace("the ", "document: the ", 1))[2:]
    half = len(body) // 2
    assert rows[0] @ vector_of(ids_of("document:") + body[:half]) > 0.9999
    assert rows[1] @ vector_of(ids_of("document:") + body[half:]) > 0.9999
    [rows] = embedder.embed_documents([" ".join(words * 5)])
    assert rows.shape == (12, 128)


def test_a_long_query_keeps_its_head(embedder):
    """What exceeds 512 tokens of a query is cut off, not an error."""
    words = list(itertools.islice(itertools.cycle(synthetic.WORDS), 2000))

    assert np.array_equal(embedder.embed_query(" ".join(words)), embedder.embed_query(" ".join(words[:509])))


def test_blank_texts_have_a_defined_answer(embedder):
    """A blank document is its prefix alone, so that no row is ever missing; a blank query is an error."""
    blank, empty = embedder.embed_documents([" \n\t", ""])

    assert np.array_equal(blank, empty)
    assert blank[0] @ vector_of(ids_of("document:")) > 0.9999
    for text in ("", "  \n"):
        with pytest.raises(ValueError, match="blank"):
            embedder.embed_query(text)


def test_any_characters_can_be_embedded(embedder):
    """Control tokens spelt out, NUL, lone surrogates, emoji and right-to-left text are plain text."""
    texts = ["a\0b", "\ud800", "🧯 <|im_end|> <|startoftext|>", "مرحبا", "日本語", "\x00", "\u200b"]

    vectors = np.concatenate(list(embedder.embed_documents(texts)))

    assert vectors.shape == (len(texts), 128)
    assert np.isfinite(vectors).all()
    assert embedder.count_tokens("<|im_end|>") > embedder.count_tokens("") + 2


def test_queries_and_documents_may_run_at_once(embedder):
    """A query amid a stream of documents has its own vector, and the documents theirs, stopped and repeated or not."""
    texts = [" ".join(synthetic.WORDS[: 5 + n]) for n in range(60)]
    quiet_documents = list(embedder.embed_documents(texts))
    quiet_query = embedder.embed_query("the boiler pressure")
    found = []
    worker = threading.Thread(target=lambda: found.extend(embedder.embed_documents(texts)), name="documents")
    worker.start()
    queries = []
    while worker.is_alive():
        queries.append(embedder.embed_query("the boiler pressure"))
        time.sleep(0.005 if len(queries) < 50 else 0.2)  # each stops what is in hand: a slow machine would never end
    worker.join()

    assert all(np.array_equal(query, quiet_query) for query in queries)
    assert all(np.array_equal(one, other) for one, other in zip(found, quiet_documents, strict=True))


def test_the_texts_ahead_are_bounded(embedder):
    """No more than a few texts are taken before their vectors are wanted, and closing takes no more."""
    taken = []
    stream = embedder.embed_documents(taken.append(n) or f"the {n}" for n in range(10_000))

    next(stream)
    stream.close()

    assert len(taken) < 20


def test_closing_in_the_middle_of_work_ends_it(model):
    """Close stops the decodes that run; a second close does nothing."""
    embedder = Embedder.load(model, contexts=2, query_threads=1)
    stream = embedder.embed_documents(" ".join(synthetic.WORDS) for _ in range(1000))
    next(stream)

    begun = time.perf_counter()
    embedder.close()
    embedder.close()

    assert time.perf_counter() - begun < 5


def test_only_the_threads_of_documents_are_told_to_start(model):
    """What lowers their priority must not reach the thread that embeds a query."""
    told = []
    with Embedder.load(
        model, contexts=2, query_threads=1, thread_start=lambda: told.append(threading.current_thread())
    ) as embedder:
        embedder.embed_query("boiler")
        assert told == []
        list(embedder.embed_documents(["boiler", "plumber", "cellar"]))

    assert told
    assert len(set(told)) == len(told) <= 2
    assert threading.current_thread() not in told


def test_a_raised_flag_is_seen_by_llama_cpp(model):
    """While the flag is set a decode gives nothing; afterwards it gives what it always gave."""
    from lfmsearch.models.llama import Context, Model

    loaded, flag = Model(model.path), Flag()
    with Context(loaded, pooling="cls", longest=512, threads=1, flag=flag) as context:
        before = context.rows([[1, 600, 601]])
        flag.set()
        stopped = context.rows([[1, 600, 601]])
        flag.clear()
        after = context.rows([[1, 600, 601]])
    loaded.close()

    assert stopped is None
    assert np.array_equal(before, after)


def test_a_recipe_names_what_the_vectors_depend_on(model):
    """The same file gives the same recipe; other weights, prefix, limit or pooling another."""
    spec = model.spec
    others = [
        replace(model, sha256="0" * 64),
        replace(model, spec=replace(spec, document_prefix="passage: ")),
        replace(model, spec=replace(spec, max_tokens=256)),
        replace(model, spec=replace(spec, pooling="mean")),
    ]

    assert recipe(model) == recipe(replace(model, path=model.path.with_name("moved.gguf")))
    assert len({recipe(model), *map(recipe, others)}) == 5


def test_a_model_of_the_other_role_is_refused(synthetic_model, model):
    """A ColBERT cannot make the index's vectors, an embedding model cannot rank by tokens."""
    with pytest.raises(BadModel, match="one vector a token"):
        Embedder.load(synthetic_model(synthetic.TINY_LATE), contexts=1, query_threads=1)
    with pytest.raises(BadModel, match="one vector a text"):
        LateEncoder.load(model, threads=1)


def test_weights_llama_cpp_refuses_are_bad_model(tmp_path, model):
    """A header that reads well over tensors of the wrong shape ends in llama.cpp's own reason."""
    import gguf

    from lfmsearch.models.llama import Model

    path = tmp_path / "odd.gguf"
    writer = gguf.GGUFWriter(path, "lfm2")
    synthetic.add_keys(writer, synthetic.TINY)
    writer.add_tensor("token_embd.weight", np.zeros((7, 32), np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()

    with pytest.raises(BadModel, match=r"cannot load odd.gguf: .*token_embd"):
        Model(path)
