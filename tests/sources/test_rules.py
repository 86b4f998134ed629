import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lfmsearch.errors import BadConfig
from lfmsearch.sources.builtin import BUILT_IN, HIDDEN, Names
from lfmsearch.sources.rules import Rules
from lfmsearch.types import Source

ROOT = os.path.join(os.sep, "home", "anna", "Documents")
segment = st.text(st.characters(exclude_characters="/\0", exclude_categories=()), min_size=1, max_size=12).filter(
    lambda name: name not in (".", "..")
)

piece = st.sampled_from([part for rule in BUILT_IN for part in (rule.pattern.strip("*/"), rule.pattern.strip("*/."))])
near_a_rule = st.builds(
    "".join, st.tuples(st.sampled_from(["", ".", "x", "a."]), piece, st.sampled_from(["", "~", "s", ".x"]))
)


def verdict(path, *, is_dir=False, ignore=None, include=(), exclude=(), **options):
    files = {os.path.join(ROOT, name): text for name, text in (ignore or {}).items()}
    rules = Rules(Source(ROOT, "folder", include, exclude), read=lambda name: files.get(name, ""), **options)
    return rules.verdict(os.path.join(ROOT, path), is_dir=is_dir)


@pytest.mark.parametrize(
    "path",
    [
        "node_modules/x/readme.md",
        "a/__pycache__/m.py",
        "p/.venv/lib/x.txt",
        "~$letter.docx",
        ".~lock.rent.odt#",
        "film.part",
        "setup.crdownload",
        "x.tmp",
        ".note.md.swp",
        "note.md~",
        "keys/id_rsa",
        "server.PEM",
        "private.key",
        ".env",
        "project/.env.local",
        "passwords.kdbx",
        "wallet.dat",
        ".git/config",
        "Thumbs.db",
        "Trash/old.md",
    ],
)
def test_leftovers_and_secrets_are_left_out_with_a_reason(path):
    """Each is excluded by a built-in rule that says why."""
    found = verdict(path, hidden=True)

    assert not found.included
    assert found.origin == "a built-in rule"
    assert found.reason


@pytest.mark.parametrize(
    "path", ["CVs/2024.pdf", "notes.md", "My Library/a.md", "environment.md", "part.md", "tmp", "journal-journal"]
)
def test_what_a_person_writes_counts(path):
    """Ordinary names that resemble a rule are not taken for one."""
    assert verdict(path).included


def test_the_verdict_reads_as_a_sentence_and_names_the_folder_that_decided():
    """`why` shows the rule, where it stands, and what it matched."""
    built_in = verdict("web/node_modules/x/a.md")
    ignored = verdict("web/a.md", ignore={"web/.lfmignore": "# mine\n\n*.md\n"})

    assert str(built_in) == (
        "Excluded by `node_modules/`, a built-in rule: it was installed by a program, not written by you."
    )
    assert built_in.path == os.path.join(ROOT, "web", "node_modules")
    assert str(ignored) == f"Excluded by `*.md`, line 3 of {os.path.join(ROOT, 'web', '.lfmignore')}."


def test_lfmignore_is_heard_before_gitignore_and_the_deeper_before_the_higher():
    """The last matching line of the deepest file counts."""
    both = {".gitignore": "docs/\n*.log\n", ".lfmignore": "!docs/\n*.bak\n", "sub/.lfmignore": "!keep.bak\n"}

    assert verdict("docs/a.md", ignore=both).included
    assert not verdict("x.bak", ignore=both).included
    assert verdict("sub/keep.bak", ignore=both).included
    assert not verdict("sub/a.log", ignore=both).included
    assert verdict("sub/a.log", ignore=both, gitignore=False).included


def test_a_folder_whose_inside_is_ignored_can_have_exceptions():
    """`a/**` leaves out what is in `a`, so that `!a/keep.md` still works, as in git."""
    ignore = {".lfmignore": "a/**\n!a/keep.md\n"}

    assert verdict("a/keep.md", ignore=ignore).included
    assert not verdict("a/other.md", ignore=ignore).included


def test_an_ignore_file_cannot_bring_in_a_secret():
    """A line of a folder somebody sent must not open what the built-in rules shut."""
    assert not verdict(".env", ignore={".lfmignore": "!.env\n", ".gitignore": "!.env\n"}).included


def test_an_include_pattern_brings_in_what_it_names_and_no_secret_beside_it():
    """A folder asked for by name comes without the keys inside; a key asked for by name comes."""
    assert verdict("node_modules/x/a.md", include=("node_modules/",)).included
    assert not verdict("node_modules/x/.env", include=("node_modules/",), hidden=True).included
    assert verdict("keys/site.pem", include=("*.pem",)).included
    assert verdict("node_modules/x/.env", include=("node_modules/**",)).included


@pytest.mark.parametrize(
    ("mark", "text", "left_out"),
    [
        ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# made by cargo\n", True),
        ("CACHEDIR.TAG", "a note about tags", False),
        ("pyvenv.cfg", "home = /usr/bin\nversion = 3.12.1\n", True),
    ],
)
def test_a_folder_that_a_program_marked_is_left_out_under_any_name(mark, text, left_out):
    """Build output and environments say what they are; the mark counts by what it says, at any depth below it."""
    ignore = {f"work/target/{mark}": text}

    found = verdict("work/target/debug/build.md", ignore=ignore)

    assert found.included != left_out
    assert verdict("work/plan.md", ignore=ignore).included
    assert verdict("work/target/debug/build.md", ignore=ignore, include=("target/",)).included
    assert verdict("work/target/debug/build.md", ignore=ignore, include=("/work/target/",)).included
    assert verdict("plan.md", ignore={mark: text}).included
    if left_out:
        assert str(found).startswith(f"Excluded by `{mark}`, a built-in rule: ")
        assert found.path == os.path.join(ROOT, "work", "target")
        assert not verdict("work/target/x.env", ignore=ignore, include=("target/",)).included


def test_an_include_pattern_reaches_into_an_excluded_folder():
    """Only the way to what it names is opened."""
    include = ("/.config/notes/",)

    assert verdict(".config/notes/a.md", include=include).included
    assert not verdict(".config/other/a.md", include=include).included
    assert not verdict(".config/a.md", include=include).included


def test_excluding_everything_and_including_a_kind_leaves_that_kind_anywhere():
    """`--exclude '*' --include '*.pdf'` is how one says PDFs alone."""
    only = {"exclude": ("*",), "include": ("*.pdf", "Work/")}

    assert verdict("a/b/c.pdf", **only).included
    assert not verdict("a/b/c.md", **only).included
    assert verdict("Work/deep/c.md", **only).included


def test_a_place_set_apart_is_out_whatever_is_included():
    """Lfmsearch's own folders never index themselves."""
    found = verdict("own/a.md", include=("own/**",), apart={os.path.join(ROOT, "own"): "it is lfmsearch's own folder"})

    assert str(found) == "Excluded by a place set apart: it is lfmsearch's own folder."


def test_a_faulty_pattern_of_a_source_is_said_and_one_of_an_ignore_file_says_nothing():
    """The user is asked to correct what they typed; a file found somewhere must not stop a scan."""
    with pytest.raises(BadConfig, match="is not a pattern"):
        Rules(Source(ROOT, "folder", ("!",)))

    assert verdict("a.md", ignore={".gitignore": "!\n\\\n[\n"}).included


def test_a_maildir_keeps_its_hidden_folders_and_leaves_its_book_keeping_out():
    """Subfolders of a Maildir begin with a dot."""
    rules = Rules(Source(ROOT, "maildir"))

    assert rules.verdict(os.path.join(ROOT, ".Sent/cur/1.M2.host:2,S")).included
    assert not rules.verdict(os.path.join(ROOT, "tmp/1.M2.host")).included
    assert not rules.verdict(os.path.join(ROOT, "dovecot.index.log")).included


def test_every_built_in_rule_matches_the_names_its_pattern_says():
    """The look-up by name agrees with gitignore, pattern by pattern."""
    from pathspec import GitIgnoreSpec

    for rule in BUILT_IN:
        name = rule.pattern.rstrip("/").replace("*", "x")
        spec = GitIgnoreSpec.from_lines([rule.pattern])

        assert Names((rule,), folders=True).rule(name) == rule
        assert spec.match_file(f"{name}/")
        assert (Names((rule,), folders=False).rule(name) is None) == rule.pattern.endswith("/")


@given(name=st.one_of(segment, near_a_rule))
def test_the_look_up_by_name_agrees_with_gitignore(name):
    """For any name, the built-in rules exclude what their patterns exclude in gitignore syntax, regardless of case."""
    from pathspec import GitIgnoreSpec

    expected = any(
        GitIgnoreSpec.from_lines([rule.pattern]).match_file(name.lower())
        for rule in BUILT_IN
        if not rule.pattern.endswith("/")
    )

    assert (Names(BUILT_IN, folders=False).rule(name) is not None) == expected


@given(folders=st.lists(segment, max_size=4), name=segment, lines=st.lists(segment, max_size=4))
def test_any_name_and_any_ignore_file_get_a_verdict(folders, name, lines):
    """No text a person or a program wrote stops a scan, and hidden names stay out unless a line brings them in."""
    found = verdict(os.path.join(*folders, name), ignore={".lfmignore": "\n".join(lines)})

    assert str(found)
    if name.startswith("."):
        assert not found.included or HIDDEN.pattern != found.rule
        assert not found.included


@given(folders=st.lists(segment, min_size=1, max_size=4), name=segment)
def test_nothing_counts_below_a_folder_that_is_excluded(folders, name):
    """A verdict is inherited downwards."""
    above = verdict(os.path.join(*folders), is_dir=True)
    if not above.included:
        assert verdict(os.path.join(*folders, name)) == above
