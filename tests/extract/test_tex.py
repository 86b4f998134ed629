"""TeX is read as the printed page."""

from __future__ import annotations

import pytest
from extract.reading import document

from lfmsearch.extract.tex import readable
from lfmsearch.types import Person

PAPER = r"""\documentclass[11pt]{article}
\usepackage{graphicx} % pictures
\title{Rent in \emph{Rome}}
\author{Anna Rossi \and Jos\'e D\'{\i}az}
\date{2024-03-01}
\begin{document}
\maketitle
\section{The \textbf{boiler}}\label{sec:boiler}
It holds 1.5~bar, i.e.\ 50\% more % not sure
% nobody reads this
than ``before''~\cite{lind99}; see \ref{sec:car}.

\begin{itemize}
  \item bleed it
  \item wait
\end{itemize}
\subsection*{Code}
\begin{verbatim}
x = 5 % 3
\end{verbatim}
\input{chapters/car}
\section{Formula}
We have $a_{i} = \frac{1}{2}$ here.
\end{document}
never printed
"""


def test_the_preamble_gives_the_fields():
    """Title, authors, date; what is included is a link."""
    found = document(PAPER, "paper.tex")

    assert (found.title, found.type) == ("Rent in Rome", "tex")
    assert found.people == (Person("Anna Rossi", "", "author"), Person("José Díaz", "", "author"))
    assert found.date is not None
    assert found.date.isoformat().startswith("2024-03-01")
    assert found.links == ("chapters/car",)


def test_text_is_what_is_printed():
    """Commands and comments go; headings, lists, code and formulas stay."""
    found = document(PAPER, "paper.tex").sections

    assert [(item.text, item.headings, item.style) for item in found] == [
        ("It holds 1.5 bar, i.e. 50% more\nthan “before” [lind99]; see .", ("The boiler",), "prose"),
        ("- bleed it\n- wait", ("The boiler",), "prose"),
        ("x = 5 % 3", ("The boiler", "Code"), "code"),
        ("We have $a_{i} = \\frac{1}{2}$ here.", ("Formula",), "prose"),
    ]


def test_every_section_knows_its_line():
    """Comments and commands do not move what comes below them."""
    lines = PAPER.split("\n")
    for item in document(PAPER, "paper.tex").sections:
        near = "\n".join(lines[item.locator.line - 1 : item.locator.line + 2])
        assert item.text.split()[1].strip(".") in near


def test_a_chapter_without_a_preamble_is_all_text():
    """An included file has no document of its own."""
    found = document(r"\chapter[Short]{Long {name}} First words." + "\n\nMore.", "car.tex")

    assert [(item.text, item.headings) for item in found.sections] == [
        ("First words.", ("Long name",)),
        ("More.", ("Long name",)),
    ]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"M\"uller \& S\o{}n, stra\ss e \v{c} \c c", "Müller & Søn, straße č ç"),
        (r"\href{https://a.example}{the lease} costs \pounds 5", "the lease costs £5"),
        (r"a\footnote{b} \{c\} d\\e", "a b {c} d\ne"),
        (r"\textbf{unclosed", "unclosed"),
    ],
)
def test_commands_become_what_they_print(source, text):
    """Accents, symbols, links, notes; what is broken loses nothing."""
    assert readable(source) == text
