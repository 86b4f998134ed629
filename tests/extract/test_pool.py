from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from extract.build import docx, paragraph

from lfmsearch.extract.pool import Pool
from lfmsearch.types import Document, Outcome

FAULTY = (sys.executable, "-S", "-s", "-P", str(Path(__file__).with_name("faulty_worker.py")))


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool() as made:
        yield made


@pytest.fixture
def faulty() -> Iterator[Pool]:
    with Pool(command=FAULTY, deadline_s=1.5, memory_bytes=200 << 20) as made:
        yield made


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def made(name: str, data: bytes | str) -> str:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return str(path)

    return made


def outcomes(pool: Pool, paths: Iterable[str]) -> list[tuple[str, str, str]]:
    """File name, state and reason of each."""
    return [
        (os.path.basename(path), item.state, item.reason)
        for path, item in pool.read(paths)
        if isinstance(item, Outcome)
    ]


def texts(pool: Pool, paths: Iterable[str]) -> list[str]:
    return [section.text for _, item in pool.read(paths) if isinstance(item, Document) for section in item.sections]


def test_each_path_gives_its_documents_and_then_one_outcome_in_order(pool, write):
    """The order is the caller's, whatever the sizes."""
    paths = [write(f"{number}.txt", f"text {number} " * (1 + 5000 * (number % 3))) for number in range(60)]

    found = list(pool.read(paths))

    assert [path for path, item in found if isinstance(item, Outcome)] == paths
    assert [path for path, item in found if isinstance(item, Document)] == paths
    assert all(isinstance(item, Outcome) == bool(number % 2) for number, (_, item) in enumerate(found))


def test_several_workers_keep_the_order(write):
    """With two children the answers still come in the caller's order."""
    paths = [write(f"{number}.txt", f"text {number}") for number in range(80)]

    with Pool(workers=2) as pool:
        found = [path for path, item in pool.read(paths) if isinstance(item, Outcome)]

    assert found == paths


def test_an_attempt_is_on_record_before_its_bytes_are_read(pool, tmp_path):
    """`starting` is called before the child is given the path: a file made in it is read."""

    def starting(path: str) -> None:
        Path(path).write_text("made just now")

    found = [item for _, item in pool.read([str(tmp_path / "late.txt")], starting=starting)]

    assert [section.text for section in found[0].sections] == ["made just now"]


def test_a_name_that_is_not_utf8_is_read(pool, tmp_path):
    """The bytes of a name pass through unchanged, and its title is text."""
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    Path(os.fsdecode(path)).write_text("words")

    [(given, document), (_, outcome)] = pool.read([os.fsdecode(path)])

    assert os.fsencode(given) == path
    assert document.title == "caf\ufffd.txt"
    assert (outcome.state, outcome.reason) == ("indexed", "")


def test_bad_files_get_one_sentence_each_and_the_rest_goes_on(pool, write, tmp_path):
    """Gone, empty, huge, a pipe, a folder, unknown, damaged, protected: each says why, and the last is read."""
    os.mkfifo(tmp_path / "pipe.txt")
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(5 << 30)
    paths = [
        str(tmp_path / "gone.txt"),
        write("empty.md", ""),
        str(tmp_path / "huge.txt"),
        str(tmp_path / "pipe.txt"),
        str(tmp_path),
        write("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        write("broken.pdf", b"%PDF-1.4\nnothing else"),
        write("broken.docx", docx("")[:200]),
        write("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
        write("good.txt", "words"),
    ]

    found = outcomes(pool, paths)

    assert found == [
        ("gone.txt", "failed", "It is no longer there."),
        ("empty.md", "skipped", "It is empty."),
        ("huge.txt", "skipped", "It is larger than 2 GB."),
        ("pipe.txt", "skipped", "It is not a regular file."),
        (tmp_path.name, "skipped", "It is not a regular file."),
        ("picture.png", "skipped", "It is a picture."),
        ("broken.pdf", "failed", "It is damaged: its pages cannot be read."),
        ("broken.docx", "failed", "It is damaged: its zip directory cannot be read."),
        ("locked.docx", "failed", "It is protected by a password."),
        ("good.txt", "indexed", ""),
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(pool, write):
    """An unreadable file fails with the reason."""
    path = write("closed.txt", "words")
    Path(path).chmod(0)

    assert outcomes(pool, [path]) == [("closed.txt", "failed", "It may not be read: permission was denied.")]


def test_a_crash_fails_only_its_own_file(faulty, write):
    """A segmentation fault is tried once more in a new child, then put down to that file; its neighbours are read."""
    paths = [write("a.txt", "before"), write("b.txt", "!segfault"), write("c.txt", "after")]

    found = outcomes(faulty, paths)

    assert found == [
        ("a.txt", "indexed", ""),
        ("b.txt", "failed", f"Its reader crashed (signal {int(signal.SIGSEGV)})."),
        ("c.txt", "indexed", ""),
    ]


def test_a_hang_ends_at_the_deadline(faulty, write):
    """A file that is read without end is given up, and the next one is read."""
    found = outcomes(faulty, [write("a.txt", "!hang"), write("b.txt", "after")])

    assert found == [("a.txt", "failed", "Reading it took longer than 1.5 seconds."), ("b.txt", "indexed", "")]


def test_a_burst_of_memory_is_stopped(faulty, write):
    """A reader that fills the memory is killed before it hurts."""
    found = outcomes(faulty, [write("a.txt", "!fill"), write("b.txt", "after")])

    assert found == [
        ("a.txt", "failed", "Reading it took more memory than allowed (0.195 GB)."),
        ("b.txt", "indexed", ""),
    ]


def test_what_libraries_print_does_not_reach_the_answers(faulty, write):
    """Output to stdout, from Python or below it, disturbs nothing."""
    found = texts(faulty, [write("a.txt", "!print one"), write("b.txt", "two")])

    assert found == ["!print one", "two"]


def test_a_fault_of_a_reader_is_named_without_words_of_the_file(faulty, write):
    """An exception gives its kind, never its message: that may hold the user's text."""
    assert outcomes(faulty, [write("a.txt", "!raise")]) == [
        ("a.txt", "failed", "It is damaged, or its reader has a fault (KeyError).")
    ]


def test_bad_luck_is_tried_once_more(faulty, write, tmp_path):
    """A child that dies once is replaced, and the file is read by the next."""
    mark = tmp_path / "mark"
    mark.write_text("")
    path = write("a.txt", f"!once {mark}")
    found = faulty.read([path])
    deaths = []

    faulty_children = lambda: [lane.child.pid for lane in faulty._lanes if lane.child]  # noqa: E731

    import threading

    def kill() -> None:
        mark.unlink()
        deaths.extend(faulty_children())
        for pid in deaths:
            os.kill(pid, signal.SIGKILL)

    threading.Timer(0.5, kill).start()
    items = [item for _, item in found]

    assert deaths
    assert (items[-1].state, items[-1].reason) == ("indexed", "")


def test_one_bad_message_does_not_cost_the_mailbox(faulty, write):
    """The message that brings the child down twice is left out by name; all others come once, in order."""
    box = "".join(
        f"From a@b.example Mon Jan  1 10:00:00 2024\nSubject: m{number}\nMessage-ID: <m{number}@example.org>\n\n"
        f"words {number}\n\n"
        for number in range(5)
    ).encode()
    box = box.replace(
        b"\n\nwords 2\n",
        b'\nContent-Type: multipart/mixed; boundary="x"\n\n--x\n\nwords 2\n--x\n'
        b'Content-Disposition: attachment; filename="bad.txt"\n\n!segfault\n--x--\n',
    )
    path = write("in.mbox", box)

    found = [item for _, item in faulty.read([path])]

    assert [item.title for item in found[:-1]] == ["m0", "m1", "m2", "bad.txt", "m3", "m4"]
    assert found[3].problem == "Its reader crashed on it."
    assert (found[-1].state, found[-1].reason) == ("indexed", "1 of its parts could not be read.")


def test_closing_the_iterator_early_leaves_the_pool_usable(pool, write):
    """A consumer that stops half-way drops what is in work; the next reading begins anew."""
    paths = [write(f"{number}.txt", f"text {number}") for number in range(50)]
    reading = pool.read(paths)
    next(reading)
    reading.close()

    assert outcomes(pool, paths[10:12]) == [("10.txt", "indexed", ""), ("11.txt", "indexed", "")]


def test_a_child_does_not_outlive_its_pool(write):
    """After `close` no process is left."""
    with Pool() as pool:
        outcomes(pool, [write("a.txt", "words")])
        [child] = [lane.child.pid for lane in pool._lanes]

    assert not psutil.pid_exists(child)


def test_the_child_may_neither_write_nor_connect(faulty, write, tmp_path):
    """Where the system offers it, a taken-over reader can change no file and reach no one."""
    target = tmp_path / "written"
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        found = [
            item for _, item in faulty.read([write("a.txt", f"!write {target}"), write("b.txt", f"!connect {port}")])
        ]

    if "writes" not in faulty.holding or "network" not in faulty.holding:
        pytest.skip("this kernel has no Landlock")
    assert not target.exists()
    assert [item.problem for item in found if isinstance(item, Document)] == ["", "denied"]


def test_a_large_office_file_within_a_small_one_is_stopped(pool, write):
    """A zip bomb ends at the count of what really comes out of it."""
    bomb = docx(paragraph("first") + "<w:p><w:r><w:t>" + "a" * (300 << 20) + "</w:t></w:r></w:p>")

    found = [item for _, item in pool.read([write("bomb.docx", bomb)])]

    assert len(bomb) < 2 << 20
    assert isinstance(found[-1], Outcome)
    assert "It holds more than it may when unpacked (256 MB)." in (
        found[-1].reason,
        *(item.problem for item in found[:-1]),
    )


def test_a_started_pool_has_a_child_that_is_ready_and_reads_with_it(tmp_path: Path) -> None:
    """Starting waits for the child's first word, takes nothing from what it says, and is done once."""
    path = tmp_path / "a.txt"
    path.write_text("text", encoding="utf-8")

    with Pool() as pool:
        pool.start()
        child = pool._lanes[0].child
        pool.start()
        (_, document), (_, outcome) = pool.read([str(path)])

        assert child is not None
        assert pool._lanes[0].child is child
        assert pool.holding
    assert document.sections[0].text == "text"
    assert outcome.state == "indexed"


def test_what_reading_takes_is_loaded_without_opening_the_file(tmp_path: Path) -> None:
    """A file that is not there is no reason not to be ready for its kind; the same child reads what comes."""
    path = tmp_path / "a.md"

    with Pool() as pool:
        pool.start(str(path))
        child = pool._lanes[0].child
        path.write_text("text", encoding="utf-8")
        (_, document), (_, outcome) = pool.read([str(path)])

        assert child is not None
        assert pool._lanes[0].child is child
    assert document.sections[0].text == "text"
    assert outcome.state == "indexed"
