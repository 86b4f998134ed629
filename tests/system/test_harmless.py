import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.system.harmless import could_run, harmless_name, runs_here


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("lease.pdf", "lease.pdf"),
        ("賃貸契約 2024.pdf", "賃貸契約 2024.pdf"),
        ("../../.ssh/authorized_keys", "authorized_keys"),
        ("C:\\Windows\\evil.txt", "evil.txt"),
        (".bashrc", "bashrc"),
        ("invoice_\u202efdp.exe", "invoice_fdp.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("setup.exe. . ", "setup.exe"),
        ('what? "yes": <no>|*.txt', "what_ _yes__ _no___.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("", "Untitled"),
        ("...", "Untitled"),
    ],
)
def test_a_stranger_s_name_is_kept_where_it_does_no_harm(name, kept):
    """Folders, hidden names, turned writing, device names and what some system refuses are gone; the rest stays."""
    assert harmless_name(name) == kept


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_every_system_takes(name):
    """One name, never empty, short enough, without separators; and asking twice changes nothing."""
    kept = harmless_name(name)

    assert kept
    assert os.path.basename(kept) == kept
    assert "\\" not in kept
    assert len(kept.encode()) <= 240
    assert not kept.startswith(".")
    assert not {unicodedata.category(char) for char in kept} & {"Cc", "Cf", "Cs"}
    assert harmless_name(kept) == kept


def test_a_long_name_keeps_its_ending():
    """It decides which program opens it."""
    assert harmless_name("ü" * 300 + ".pdf").endswith("ü.pdf")


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.EXE",
        "a.sh",
        "a.desktop",
        "a.app",
        "a.bat",
        "a.js",
        "a.vbs",
        "a.jar",
        "a.lnk",
        "a.pdf.exe",
        "a.exe.",
        "a.\u202eexe",
    ],
)
def test_what_could_run_is_known_however_it_is_written(name):
    """By its ending as the system would see it."""
    assert could_run(name)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "exe", "a.exe.pdf", "a.eml", "a", "a.html", "a.md"])
def test_what_is_only_looked_at_does_not_run(name):
    """Texts, pictures and mails open."""
    assert not could_run(name)


def test_one_s_own_script_is_a_text_where_the_system_does_not_run_it():
    """On Windows a double click runs it, elsewhere an editor opens."""
    assert runs_here("tidy.py", "win32")
    assert not runs_here("tidy.py", "linux")
    assert runs_here("Firefox.desktop", "linux")
    assert runs_here("Install.pkg", "darwin")
    assert runs_here("x.rpm", "freebsd14")
