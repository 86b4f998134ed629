"""
The nouns of lfmsearch as values: frozen, slotted, standard library only.

A File holds one or more Documents; a Document is read as Sections and cut into Chunks; a Query finds Hits.
"""

from __future__ import annotations

from lfmsearch.types.answers import (
    Attachment,
    Coverage,
    Facet,
    Filter,
    Hit,
    Matched,
    Mode,
    Part,
    Passage,
    Picture,
    Query,
    Recent,
    Relaxation,
    Results,
    Snippet,
    Suggestion,
)
from lfmsearch.types.documents import (
    Chunk,
    Document,
    Kind,
    Locator,
    Person,
    Role,
    Section,
    Source,
    Style,
)
from lfmsearch.types.explanations import Answer, Explanation
from lfmsearch.types.states import (
    FileState,
    Outcome,
    Preview,
    Problem,
    Progress,
    SourceSummary,
    Status,
    Why,
)

__all__ = [
    "Answer",
    "Attachment",
    "Chunk",
    "Coverage",
    "Document",
    "Explanation",
    "Facet",
    "FileState",
    "Filter",
    "Hit",
    "Kind",
    "Locator",
    "Matched",
    "Mode",
    "Outcome",
    "Part",
    "Passage",
    "Person",
    "Picture",
    "Preview",
    "Problem",
    "Progress",
    "Query",
    "Recent",
    "Relaxation",
    "Results",
    "Role",
    "Section",
    "Snippet",
    "Source",
    "SourceSummary",
    "Status",
    "Style",
    "Suggestion",
    "Why",
]
