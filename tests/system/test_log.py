import ast
import contextlib
import datetime
import logging
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

import lfmsearch
from lfmsearch.errors import ExtractError
from lfmsearch.extract.blob import Blob, Limits
from lfmsearch.extract.read import read
from lfmsearch.system import log
from lfmsearch.system.log import Ours, code_of, open_log, tail
from lfmsearch.types import Document

SECRET = "my dear Amalia"
own = logging.getLogger("lfmsearch.service.engine")


@contextlib.contextmanager
def logging_alone(folder, **options):
    """Our log without those of pytest and the other tests, which would hear, print or refuse what is logged here on purpose."""
    with pytest.MonkeyPatch.context() as others:
        for name in ("", "lfmsearch"):
            others.setattr(logging.getLogger(name), "handlers", [])
        with open_log(folder, "service", **options):
            yield


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "log"


def written(folder) -> str:
    return "\n".join(tail(folder, "service", 10_000))


def test_a_line_says_when_how_grave_and_in_which_thread(folder):
    """One line an event, in the time that is the same everywhere."""
    with logging_alone(folder):
        own.info("%d files read in %.1f s, now %s", 12, 3.456, Ours("embedding"))

    [line] = tail(folder, "service", 10)
    when, rest = line.split(" ", 1)
    assert when.endswith("Z")
    assert abs(datetime.datetime.fromisoformat(when).timestamp() - datetime.datetime.now(datetime.UTC).timestamp()) < 60
    assert rest == "INFO [MainThread] lfmsearch.service.engine 12 files read in 3.5 s, now embedding"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (SECRET, "<str>"),
        (SECRET.encode(), "<bytes>"),
        ([SECRET], "<list>"),
        ({"query": SECRET, "n": 1}, "x"),
        (ValueError(SECRET), "ValueError"),
        (ExtractError(SECRET), "ExtractError"),
        (None, "None"),
        (True, "True"),
        (datetime.timedelta(seconds=90), "0:01:30"),
    ],
)
def test_only_values_that_hold_no_text_are_written(folder, value, shown):
    """A text of unknown origin is named by its kind, whatever it is wrapped in."""
    with logging_alone(folder):
        own.warning("x %(n)s" if isinstance(value, dict) else "x %s", value)

    assert SECRET not in written(folder)
    assert shown in written(folder)


@pytest.mark.parametrize(
    ("message", "values"),
    [("%d files", (SECRET,)), ("one %s two %s", (SECRET,)), ("%(a)s", ({"b": SECRET},)), (ValueError(SECRET), ())],
)
def test_a_message_that_does_not_fit_its_values_is_written_without_them(folder, message, values, capsys):
    """The usual way of logging, to print the values, would print a document."""
    with logging_alone(folder):
        own.info(message, *values)

    assert len(tail(folder, "service", 10)) == 1
    assert SECRET not in written(folder) + "".join(capsys.readouterr())


def test_a_path_is_a_code_with_its_ending(folder):
    """Two lines about one file can be seen to be; its name stays with its owner."""
    path = Path(f"/home/ana/{SECRET}.PDF")
    with logging_alone(folder):
        own.info("reading %s", path)

    assert code_of(path) in written(folder)
    assert "ana" not in written(folder)
    assert code_of(path) == code_of(str(path))
    assert code_of(path).endswith(".PDF")
    assert code_of("/x/a.my dear Amalia") == code_of("/x/a.my dear Amalia")[:8]


def test_paths_are_written_where_the_user_wants_them(folder):
    """Whoever hunts a problem on their own machine may want the names."""
    with logging_alone(folder, paths=True):
        own.info("reading %s", Path("/home/ana/plan.pdf"))
        own.info("not %s", SECRET)

    assert f"reading {Path('/home/ana/plan.pdf')}" in written(folder)
    assert SECRET not in written(folder)


def test_a_failing_reader_leaves_no_text_of_its_document(folder, tmp_path, monkeypatch):
    """A parser's error quotes what it stumbled over; the log has the error's kind and the way to it."""
    from lfmsearch.extract import text

    def failing(blob: Blob) -> list[Document]:
        content = blob.read().decode()
        try:
            return [int(content)]  # its message quotes the text
        except ValueError as error:
            raise RuntimeError(f"could not read {content}") from error

    monkeypatch.setattr(text, "EXTRACTOR", failing)
    path = tmp_path / f"{SECRET}.txt"
    path.write_text(f"{SECRET}, the plumber came on Monday.")
    with logging_alone(folder):
        try:
            with Blob.opened(str(path), Limits()) as blob:
                list(read(blob))
        except RuntimeError:
            own.exception("reading %s failed", path)

    shown = written(folder)
    assert len(shown.splitlines()) == 1
    assert "plumber" not in shown
    assert "Amalia" not in shown
    assert "ValueError at test_log.py:" in shown
    assert "then RuntimeError at test_log.py:" in shown
    assert "< lfmsearch/extract/read.py:" in shown


def test_an_error_of_the_system_keeps_its_number(folder, tmp_path):
    """What failed is what one wants to know; on which file is its code."""
    missing = tmp_path / f"{SECRET}.txt"
    with logging_alone(folder):
        try:
            missing.read_text()
        except OSError:
            own.exception("no")

    assert f"FileNotFoundError ENOENT {code_of(missing)} at " in written(folder)


def test_errors_raised_together_are_all_named(folder):
    """Each of a group, without its words."""
    with logging_alone(folder):
        own.error("failed", exc_info=ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)]))

    assert "ExceptionGroup (ValueError; KeyError)" in written(folder)
    assert SECRET not in written(folder)


def test_what_nobody_catches_comes_into_the_log(folder, capsys):
    """In any thread; and not to the error output, which on many systems is another log."""

    def failing() -> None:
        raise ValueError(SECRET)

    with logging_alone(folder):
        thread = threading.Thread(target=failing, name="watcher")
        thread.start()
        thread.join()
        try:
            failing()
        except ValueError:
            sys.excepthook(*sys.exc_info())

    watcher, main = tail(folder, "service", 10)
    assert "CRITICAL [watcher] lfmsearch uncaught: ValueError at test_log.py:" in watcher
    assert "CRITICAL [MainThread] lfmsearch uncaught: ValueError" in main
    assert SECRET not in watcher + main + "".join(capsys.readouterr())


def test_other_modules_say_that_they_warn_and_not_what(folder):
    """We do not know what they put into their messages."""
    other = logging.getLogger("pdfminer")
    other.setLevel(logging.DEBUG)
    with logging_alone(folder):
        other.info("parsed %s", SECRET)
        other.warning("odd: %s", SECRET)

    [line] = tail(folder, "service", 10)
    assert line.endswith("WARNING [MainThread] pdfminer")


def test_an_event_is_one_line_whatever_is_in_it(folder):
    """Nobody can write a second line, or colours, into the log by the name of a thing."""
    with logging_alone(folder, paths=True):
        own.info("reading %s", Path("/a\n2026-01-01 INFO all is well\x1b[31m\udcff"))

    assert len(tail(folder, "service", 10)) == 1
    assert "\x1b" not in written(folder)


def test_the_log_keeps_five_files_of_a_megabyte(folder, monkeypatch):
    """It never grows beyond that, and the newest lines are what is kept."""
    monkeypatch.setattr(log, "FILE_BYTES", 2_000)
    with logging_alone(folder):
        for number in range(1000):
            own.info("line %d", number)

    files = sorted(path.name for path in folder.iterdir())
    assert files == ["service.log", *(f"service.log.{number}" for number in range(1, log.FILES))]
    assert all(path.stat().st_size <= 2_000 for path in folder.iterdir())
    last = tail(folder, "service", 60)
    assert [line.split()[-1] for line in last] == [str(number) for number in range(940, 1000)]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_the_log_is_its_owners_alone(folder, monkeypatch):
    """Every file of it from its first moment, whatever the umask."""
    monkeypatch.setattr(log, "FILE_BYTES", 500)
    before = os.umask(0)
    try:
        with logging_alone(folder):
            for number in range(20):
                own.info("line %d", number)
    finally:
        os.umask(before)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_log_that_cannot_be_written_disturbs_nothing(folder, capsys):
    """On a full disk the work goes on; what would have been logged is not printed either."""
    folder.mkdir()
    (folder / "service.log").symlink_to("/dev/full")
    with logging_alone(folder):
        own.error("x", exc_info=ValueError(SECRET))

    assert capsys.readouterr().err == ""


def test_afterwards_everything_is_as_before(folder):
    """A log that is closed leaves nothing behind in the process."""
    before = sys.excepthook, sys.unraisablehook, threading.excepthook, logging.getLogger().handlers[:]
    with open_log(folder, "service"):
        pass

    assert (sys.excepthook, sys.unraisablehook, threading.excepthook, logging.getLogger().handlers[:]) == before
    assert written(folder) == ""


def test_a_log_that_never_was_is_empty(tmp_path):
    """`doctor` asks before the first start too."""
    assert tail(tmp_path / "none", "service", 5) == []


def messages(source: str) -> list[ast.expr]:
    """What is given as the message in calls of loggers: `log.info(…)`, `self._log.error(…)`, `getLogger(…).warning(…)`."""
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            called = ast.unparse(node.func.value).lower()
            if node.func.attr in levels and "log" in called:
                found.append(node.args[0])
            elif node.func.attr == "log" and "log" in called and len(node.args) > 1:
                found.append(node.args[1])
    return found


def constant(message: ast.expr) -> bool:
    return isinstance(message, ast.Constant) and isinstance(message.value, str)


def test_every_message_in_lfmsearch_is_a_constant():
    """What varies is given as a value, and values are looked at; a message is written as it is."""
    assert not constant(messages("log.info(f'read {text}')")[0])
    assert not constant(messages("self._log.error(text)")[0])
    assert constant(messages("logging.getLogger(__name__).warning('x %s', text)")[0])

    files = Path(lfmsearch.__file__).parent.rglob("*.py")
    wrong = [
        f"{file.name}: {ast.unparse(message)}"
        for file in files
        for message in messages(file.read_text(encoding="utf-8"))
        if not constant(message)
    ]
    assert wrong == []


def test_a_word_that_is_passed_off_as_ours_is_the_only_way_in():
    """Whoever writes `Ours(…)` can be found by that name, and is asked why."""
    files = [path for path in Path(lfmsearch.__file__).parent.rglob("*.py") if path.name != "log.py"]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Ours":
                named = ast.unparse(node.args[0])
                assert not any(word in named for word in ("query", "text", "title", "member", "path", "name")), named
