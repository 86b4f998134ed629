"""Text whose lines a mail program has broken and marked so (`format=flowed`, RFC 3676): paragraphs as they were typed."""

from __future__ import annotations


def unflowed(text: str, *, delete_space: bool = False) -> str:
    """
    Return the text with its paragraphs on one line each, quote marks kept as `> `.

    Args:
        text: lines ending in LF.
        delete_space: the space that marks a line as broken is no letter of the text (`DelSp=yes`: Chinese, Japanese).
    """
    lines: list[str] = []
    depth = -1  # of the paragraph that goes on, -1 when none does
    for line in text.split("\n"):
        rest = line.lstrip(">")
        marks = len(line) - len(rest)
        rest = rest.removeprefix(" ")  # put there so that no line begins with `>` or `From` by chance
        goes_on = rest.endswith(" ") and rest != "-- "
        kept = rest[:-1] if goes_on and delete_space else rest
        if depth == marks and rest != "-- ":
            lines[-1] += kept
        else:
            lines.append(f"{'>' * marks} {kept}" if marks else kept)
        depth = marks if goes_on else -1
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in lines)
