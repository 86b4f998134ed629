"""What the frozen lfmsearch is made of, by the names of files."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "packaging"))  # scripts, not a package

import art  # noqa: E402
import debian  # noqa: E402
import notices  # noqa: E402
import parts  # noqa: E402

from lfmsearch.system.menu import APP_ID  # noqa: E402
from lfmsearch.system.program import FROZEN_MODULES  # noqa: E402

QT = "PySide6/Qt"


@pytest.mark.parametrize(
    "target",
    [
        f"{QT}/plugins/platforms/libqxcb.so", f"{QT}/plugins/platforms/libqoffscreen.so", f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/translations/qtbase_de.qm", f"{QT}/lib/libQt6Widgets.so.6", "llama_cpp/lib/libggml-cpu.so", "sqlite_vec/vec0.so",
        r"PySide6\translations\qtbase_de.qm", "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
    ],
)  # fmt: skip
def test_what_is_needed_is_kept(target: str) -> None:
    """Platforms with a desktop, the tests' screen, our languages, the engine."""
    assert parts.is_wanted(target)


@pytest.mark.parametrize(
    "target",
    [
        f"{QT}/lib/libQt6Quick.so.6", f"{QT}/lib/libQt6Qml.so.6", f"{QT}/plugins/platforms/libqeglfs.so",
        f"{QT}/plugins/platformthemes/libqgtk3.so", f"{QT}/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        f"{QT}/translations/qtbase_fr.qm", f"{QT}/translations/qt_help_de.qm", f"{QT}/translations/qtbase_pt_BR.qm",
        r"PySide6\translations\qtbase_fr.qm", r"PySide6\Qt6Quick.dll", "libQt6EglFsKmsSupport.so.6",
        f"{QT}/lib/libQt6EglFSDeviceIntegration.so.6", "llama_cpp/lib/libggml-cpu.so.0",
    ],
)  # fmt: skip
def test_what_nobody_uses_is_left_out(target: str) -> None:
    """QML, drivers of bare screens, other languages, second copies."""
    assert not parts.is_wanted(target)


@pytest.mark.parametrize(
    ("source", "the_systems"),
    [
        ("/lib/x86_64-linux-gnu/libfontconfig.so.1", True),
        ("/usr/lib/x86_64-linux-gnu/libstdc++.so.6", True),
        ("/usr/lib/x86_64-linux-gnu/libssl.so.3", False),
        ("/usr/lib/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", False),
        ("/home/anna/lfmsearch/.venv/lib/python3.11/site-packages/PySide6/Qt/lib/libQt6Core.so.6", False),
    ],
)
def test_the_desktop_s_libraries_are_the_system_s(source: str, *, the_systems: bool) -> None:
    """An older copy beside a newer driver would end the program; on other systems nothing lies there."""
    assert parts.is_the_systems(source, "linux") is the_systems
    assert not parts.is_the_systems(source, "darwin")


def test_each_engine_library_is_found_by_the_name_the_others_know() -> None:
    """A link where wheels have a copy; the full version is no name that anybody asks for."""
    listed = [(f"llama_cpp/lib/libggml.so{end}", "", "BINARY") for end in ("", ".0", ".0.25.3")]

    assert parts.links(listed) == [("llama_cpp/lib/libggml.so.0", "libggml.so", "SYMLINK")]


def test_all_our_files_that_are_no_code_come_along() -> None:
    """What is added to the package later, too; the catalogue of models lies above it in a checkout."""
    places = {(Path(source).name, place) for source, place in parts.data(ROOT)}

    assert {
        ("models.toml", "lfmsearch"),
        ("app.svg", "lfmsearch/gui/art"),
        ("lfmsearch_de.ts", "lfmsearch/gui/words"),
        ("languages.table", "lfmsearch/extract"),
    } <= places
    assert not [name for name, _ in places if name.endswith((".py", ".pyc"))]


def test_what_runs_as_a_program_comes_along_whole() -> None:
    """The modules that `-m` starts are among those PyInstaller is told of."""
    assert all(name.startswith((*parts.OWN, *parts.LOADED_BY_NAME)) for name in FROZEN_MODULES)


def test_each_library_is_named_with_its_licence(tmp_path: Path) -> None:
    """Also those that libraries need; not what is left out."""
    text = notices.write(tmp_path / "NOTICES.txt", without=["hf_xet"]).read_text(encoding="utf-8")

    for name in ("apsw ", "PySide6_Essentials ", "shiboken6 ", "llama_cpp_python ", "Python "):
        assert f"\n{name}" in text
    assert "hf-xet" not in text
    assert "Permission is hereby granted" in text


def test_the_package_says_what_it_needs() -> None:
    """Fields by name; the description's further lines begin with a space, as the format wants."""
    text = debian.control(version="0.1.0", architecture="amd64", size=200_000, depends="libc6 (>= 2.34), libegl1")

    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Depends"] == "libc6 (>= 2.34), libegl1"
    assert fields["Installed-Size"] == "200000"
    assert text.endswith("\n")


def test_a_package_brings_the_command_and_what_desktops_know_the_app_by(tmp_path: Path) -> None:
    """The link leads to the program, and entry, icons and description go by the id that the window says it has."""
    folder, root = tmp_path / "frozen", tmp_path / "root"
    (folder / "_internal").mkdir(parents=True)
    (folder / "lfmsearch").write_text("#!/bin/sh\n")
    (folder / "lfmsearch").chmod(0o700)

    debian.laid_out(folder, root)

    link = (root / "usr/bin/lfmsearch").readlink()
    program = root / link.relative_to("/")
    assert program.stat().st_mode & 0o777 == 0o755
    share = root / "usr" / "share"
    entry = (share / f"applications/{APP_ID}.desktop").read_text(encoding="utf-8").splitlines()
    assert "Exec=lfmsearch" in entry
    assert f"Icon={APP_ID}" in entry
    about = ElementTree.parse(share / f"metainfo/{APP_ID}.metainfo.xml")
    assert (about.findtext("id"), about.findtext("launchable")) == (APP_ID, f"{APP_ID}.desktop")
    for size in art.SIZES:
        with Image.open(share / f"icons/hicolor/{size}x{size}/apps/{APP_ID}.png") as icon:
            assert icon.size == (size, size)
            assert len(icon.convert("RGBA").getcolors(size * size) or ()) > 8, "the icon is drawn"


@pytest.mark.parametrize(("system", "form"), [("darwin", "ICNS"), ("win32", "ICO")])
def test_other_systems_get_the_icon_in_their_own_form(tmp_path: Path, system: str, form: str) -> None:
    """In every size they have."""
    path = art.for_system(tmp_path, system)

    assert path is not None
    with Image.open(path) as icon:
        assert icon.format == form
        assert {16, 32, 256} <= {size[0] for size in icon.info["sizes"]}
    assert art.for_system(tmp_path, "linux") is None


def test_only_programs_and_libraries_are_asked_what_they_need(tmp_path: Path) -> None:
    """By what they begin with; a link would be asked twice."""
    (tmp_path / "lib.so").write_bytes(b"\x7fELF\x02")
    (tmp_path / "lib.so.0").symlink_to("lib.so")
    (tmp_path / "words.txt").write_text("ELF")

    assert debian.elf_files(tmp_path) == [tmp_path / "lib.so"]
