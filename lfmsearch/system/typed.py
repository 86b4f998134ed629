"""Command lines that a person typed as a setting."""

from __future__ import annotations

import os
import shlex
import shutil

from lfmsearch.errors import BadConfig


def command(line: str) -> tuple[str, ...]:
    """
    Return the words of a command line, the first of them the absolute path of its program; nothing for an empty line.

    Raises:
        BadConfig: a quotation mark is left open, or there is no such program.
    """
    try:
        # Back slashes are parts of paths on Windows.
        words = [word.strip('"') if os.name == "nt" else word for word in shlex.split(line, posix=os.name != "nt")]
    except ValueError as error:
        raise BadConfig(f"The command {line!r} cannot be read: {error}.", "Close its quotation marks.") from error
    if not words:
        return ()
    program = shutil.which(os.path.expanduser(words[0]))
    if not program:
        raise BadConfig(
            f"There is no program {words[0]!r} for the setting ocr_command.",
            'Install it, give its whole path, or turn it off: lfmsearch config set ocr_command "".',
        )
    return (os.path.abspath(program), *words[1:])
