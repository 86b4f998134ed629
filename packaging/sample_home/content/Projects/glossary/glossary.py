"""Find sentences in which an agreed term was translated in some other way."""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path


def read_terms(path: Path, source: str, target: str) -> dict[str, set[str]]:
    """Map each source term to the translations we agreed on; several are parted by a slash."""
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            row[source].lower(): {choice.strip().lower() for choice in row[target].split("/")}
            for row in csv.DictReader(stream)
            if row[source] and row[target]
        }


def strays(pairs: list[tuple[str, str]], terms: dict[str, set[str]]) -> Iterator[tuple[int, str, set[str]]]:
    """Yield line number, term and agreed words wherever none of them occurs in the translation."""
    for number, (original, translation) in enumerate(pairs, 1):
        for term, agreed in terms.items():
            if term in original.lower() and not any(word in translation.lower() for word in agreed):
                yield number, term, agreed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("terms", type=Path)
    parser.add_argument("bitext", type=Path, help="original and translation, one pair a line, parted by a tab")
    parser.add_argument("--from", dest="source", default="de")
    parser.add_argument("--to", dest="target", default="en")
    wanted = parser.parse_args()
    lines = wanted.bitext.read_text("utf-8").splitlines()
    pairs = [(left, right) for left, _, right in (line.partition("\t") for line in lines) if right]
    for number, term, agreed in strays(pairs, read_terms(wanted.terms, wanted.source, wanted.target)):
        print(f"line {number}: {term} should be {' or '.join(sorted(agreed))}")


if __name__ == "__main__":
    main()
