"""Looking at some paths alone finds what a whole scan would find there."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from lfmsearch.sources.rules import Rules
from lfmsearch.sources.scanner import Known, Scan, outermost, read_ignore_file, scan
from lfmsearch.types import Source


def look(root: Path, known: dict[str, Known], only: list[str] | None = None) -> Scan:
    source = Source(str(root))
    rules = Rules(source, read=read_ignore_file)
    if only is None:
        return scan(source, rules, known)
    paths = outermost(only)
    below = tuple(os.path.join(path, "") for path in paths)
    at = {path: seen for path, seen in known.items() if path in paths or path.startswith(below)}
    return scan(source, rules, at, only=paths)


def everything(root: Path) -> dict[str, Known]:
    return {seen.path: (seen.size, seen.mtime_ns, seen.inode) for seen in look(root, {}).new}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    for name in ("a/one.txt", "a/b/two.txt", "a/b/c/three.txt", "d/four.txt", "node_modules/x.js"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name)
    return root


def test_a_saved_file_is_the_only_change(tree: Path) -> None:
    """Nothing else is looked at."""
    known = everything(tree)
    (tree / "a/b/two.txt").write_text("more words")
    (tree / "d/four.txt").write_text("not looked at")

    found = look(tree, known, [str(tree / "a/b/two.txt")])

    assert [seen.path for seen in found.changed] == [str(tree / "a/b/two.txt")]
    assert (found.new, found.gone, found.unchanged) == ([], [], 0)


def test_a_deleted_folder_takes_its_files_along(tree: Path) -> None:
    """One path says it for all below it; its neighbours stay."""
    known = everything(tree)
    shutil.rmtree(tree / "a/b")

    found = look(tree, known, [str(tree / "a/b")])

    assert sorted(found.gone) == [str(tree / "a/b/c/three.txt"), str(tree / "a/b/two.txt")]


def test_a_renamed_folder_is_moved_not_read_again(tree: Path) -> None:
    """Both names are looked at together."""
    known = everything(tree)
    (tree / "a/b").rename(tree / "z")

    found = look(tree, known, [str(tree / "z"), str(tree / "a/b")])

    assert sorted((old, seen.path) for old, seen in found.moved) == [
        (str(tree / "a/b/c/three.txt"), str(tree / "z/c/three.txt")),
        (str(tree / "a/b/two.txt"), str(tree / "z/two.txt")),
    ]
    assert (found.new, found.gone) == ([], [])


def test_what_the_rules_leave_out_is_not_taken_in(tree: Path) -> None:
    """A path inside an excluded folder counts for nothing, and a new ignore file speaks for its whole folder."""
    known = everything(tree)
    (tree / "node_modules/y.txt").write_text("y")
    (tree / "a/.lfmignore").write_text("b/\n")

    found = look(tree, known, [str(tree / "node_modules/y.txt"), str(tree / "a/.lfmignore")])

    assert found.new == []
    assert sorted(found.gone) == [str(tree / "a/b/c/three.txt"), str(tree / "a/b/two.txt")]


def test_an_unplugged_source_loses_nothing(tree: Path) -> None:
    """The disk went, and its hints came late."""
    known = everything(tree)
    shutil.rmtree(tree)

    found = look(tree, known, [str(tree / "a/one.txt")])

    assert not found.available
    assert found.gone == []


@pytest.mark.parametrize("seed", range(40))
def test_looking_at_what_was_touched_finds_what_a_whole_scan_finds(tmp_path: Path, seed: int) -> None:
    """Files and folders made, changed, moved and deleted at random."""
    rng = random.Random(seed)
    root = tmp_path / "tree"
    root.mkdir()
    names = ["a", "b", "c", ".git", "d.txt"]

    def somewhere() -> Path:
        return root.joinpath(*(rng.choice(names) for _ in range(rng.randint(1, 3))))

    def write(path: Path) -> None:
        if any(parent.is_file() for parent in path.parents) or path.is_dir():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(rng.random()))

    for _ in range(12):
        write(somewhere() / "file.txt")
    known = everything(root)
    touched: list[str] = []
    for _ in range(6):
        path, other = somewhere(), somewhere()
        match rng.choice(["write", "delete", "move"]):
            case "write":
                write(path / "file.txt")
                touched += [str(path / "file.txt"), *(str(parent) for parent in path.parents if parent != root)][:1]
                touched.append(str(path))
            case "delete" if path.is_dir():
                shutil.rmtree(path)
                touched.append(str(path))
            case "move" if path.is_dir() and not other.exists() and path not in other.parents:
                if other.parent.is_dir():
                    path.rename(other)
                    touched += [str(path), str(other)]
    whole, part = look(root, dict(known)), look(root, dict(known), [path for path in touched if path != str(root)])

    def said(found: Scan) -> tuple[object, ...]:
        return (
            sorted(seen.path for seen in found.new),
            sorted(seen.path for seen in found.changed),
            sorted(found.gone),
            sorted((old, seen.path) for old, seen in found.moved),
        )

    assert said(part) == said(whole)
