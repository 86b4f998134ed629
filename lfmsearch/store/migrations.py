"""
The schema, as numbered steps. A step is never changed once released; a new one is added below it.

Each step runs in one transaction together with the record of having run: it is wholly there or still to do.
"""

from __future__ import annotations

import contextlib

import apsw

_FIRST = """
CREATE TABLE source (
    id      INTEGER PRIMARY KEY,
    path    TEXT NOT NULL UNIQUE,
    kind    TEXT NOT NULL
) STRICT;

CREATE TABLE file (                    -- one file on disk; what remains to be done is its state
    id         INTEGER PRIMARY KEY,
    source_id  INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
    path       TEXT NOT NULL UNIQUE,
    size       INTEGER NOT NULL,
    mtime_ns   INTEGER NOT NULL,
    inode      INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('pending', 'indexed', 'skipped', 'failed')),
    reason     TEXT NOT NULL DEFAULT '',  -- why skipped or failed, or what is missing: a sentence for the user
    recipe     TEXT NOT NULL DEFAULT '',  -- the TextRecipe it was read with
    tries      INTEGER NOT NULL DEFAULT 0,-- readings begun and not ended: what took the reader down counts up
    since      INTEGER NOT NULL DEFAULT 0 -- when it took this state, epoch seconds
) STRICT;
CREATE INDEX file_pending ON file (mtime_ns DESC) WHERE state = 'pending';
CREATE INDEX file_trouble ON file (since DESC) WHERE reason <> '';
CREATE INDEX file_source ON file (source_id, state);
CREATE INDEX file_recipe ON file (recipe);

CREATE TABLE document (                -- one thing a person would open, however many places it lies at
    id       INTEGER PRIMARY KEY,
    key      TEXT NOT NULL UNIQUE,     -- kind, type and content key
    kind     TEXT NOT NULL CHECK (kind IN ('file', 'mail', 'note', 'attachment')),
    type     TEXT NOT NULL,
    title    TEXT NOT NULL,
    people   TEXT NOT NULL,            -- JSON [[role, name, address], ...]
    tags     TEXT NOT NULL,            -- JSON [...]
    date     TEXT,                     -- its own date, ISO 8601 with offset
    moment   INTEGER NOT NULL,         -- its own date, else when its file was modified: epoch seconds
    thread   TEXT NOT NULL,
    size     INTEGER NOT NULL,
    digest   BLOB NOT NULL             -- of its chunks: equal digests need no writing
) STRICT;
CREATE INDEX document_moment ON document (moment);
CREATE INDEX document_thread ON document (thread) WHERE thread <> '';

CREATE TABLE place (                   -- where a document lies; it leaves the index with its last place
    file_id     INTEGER NOT NULL REFERENCES file ON DELETE CASCADE,
    member      TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document,
    parent_id   INTEGER REFERENCES document,
    reading     INTEGER NOT NULL,      -- which reading of the file saw it last
    PRIMARY KEY (file_id, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_document ON place (document_id);
CREATE INDEX place_parent ON place (parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE chunk (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    ordinal     INTEGER NOT NULL,      -- 0 is the card
    text        TEXT NOT NULL,
    breadcrumb  TEXT NOT NULL,
    locator     TEXT NOT NULL,         -- JSON
    hash        BLOB,                  -- of the exact text embedded; NULL where none is
    UNIQUE (document_id, ordinal)
) STRICT;
CREATE INDEX chunk_hash ON chunk (hash) WHERE hash IS NOT NULL;

CREATE TABLE page (                    -- a run of chunks looked up together: one row of words
    id          INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    first       INTEGER NOT NULL,      -- ordinals
    last        INTEGER NOT NULL
) STRICT;
CREATE INDEX page_document ON page (document_id);

CREATE VIRTUAL TABLE word USING fts5 (
    title, people, names, headings, body,
    content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (word, row);

CREATE TABLE generation (              -- all vectors of one VectorRecipe
    id         INTEGER PRIMARY KEY,
    recipe     TEXT NOT NULL UNIQUE,
    model      TEXT NOT NULL,
    dimensions INTEGER NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('building', 'active', 'retired'))
) STRICT;
CREATE UNIQUE INDEX generation_active ON generation (state) WHERE state = 'active';

CREATE TABLE vector (                  -- the truth; the block in memory is a copy for speed
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    generation_id INTEGER NOT NULL REFERENCES generation ON DELETE CASCADE,
    hash          BLOB NOT NULL,
    part          INTEGER NOT NULL,    -- a text too long for the model has several
    value         BLOB NOT NULL,       -- int8[dimensions], scaled so that its largest component is 127
    UNIQUE (generation_id, hash, part)
) STRICT;

CREATE TABLE fact (                    -- what would be dear to count: text written so far, text embedded so far, whether to tidy
    key   TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO fact VALUES ('written', 0), ('untidy', 0);

CREATE TABLE attempt (                 -- an embedding begun and not ended
    hash  BLOB PRIMARY KEY,
    tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""

_SECOND = """
ALTER TABLE file ADD COLUMN past TEXT NOT NULL DEFAULT '';       -- what the reader of a container wants to know the next time: JSON
ALTER TABLE document ADD COLUMN language TEXT NOT NULL DEFAULT ''; -- two-letter code
ALTER TABLE document ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]'; -- JSON [...]
ALTER TABLE document ADD COLUMN problem TEXT NOT NULL DEFAULT '';   -- why it has less text than one would expect
CREATE INDEX document_language ON document (language);
CREATE INDEX document_stale ON document (id) WHERE digest = x''; -- its card names a place it has lost

CREATE TABLE link (                    -- what a document names as belonging to it, as written
    document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
    target      TEXT NOT NULL,
    PRIMARY KEY (document_id, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_target ON link (target);
"""

_THIRD = """
DROP TABLE vocabulary;
DROP TABLE word;
CREATE VIRTUAL TABLE word USING fts5 ( -- words as they stand; their forms are looked for when one asks
    title, people, names, headings, body,
    content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (word, row);

CREATE TABLE lexicon (                 -- every different word of letters
    id   INTEGER PRIMARY KEY,
    word TEXT NOT NULL UNIQUE
) STRICT;
CREATE VIRTUAL TABLE gram USING fts5 ( -- what stands inside them
    word, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1', detail = none
);
CREATE TRIGGER lexicon_grows AFTER INSERT ON lexicon BEGIN
    INSERT INTO gram (rowid, word) VALUES (new.id, new.word);
END;
CREATE TRIGGER lexicon_shrinks AFTER DELETE ON lexicon BEGIN
    DELETE FROM gram WHERE rowid = old.id;
END;
DELETE FROM page;
UPDATE document SET digest = x'';      -- their words are written again from their chunks; nothing is read for it
"""

_FOURTH = """
CREATE TABLE leaving (                 -- words of Documents that changed or left; tidying looks which of them no other holds
    word TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
INSERT INTO leaving SELECT word FROM lexicon;
INSERT INTO fact VALUES ('merged', 0); -- what 'written' was when the words were put together last
UPDATE fact SET value = value + 1 WHERE key = 'untidy' AND EXISTS (SELECT 1 FROM leaving);
"""

STEPS: tuple[str, ...] = (_FIRST, _SECOND, _THIRD, _FOURTH)
LATEST = len(STEPS)


def migrate(connection: apsw.Connection, version: int) -> None:
    """Bring the schema from `version` to `LATEST`, a step a transaction; a new index is made in one, and never seen half made."""
    with connection if version == 0 else contextlib.nullcontext():
        for number, step in enumerate(STEPS[version:], version + 1):
            with connection:
                connection.execute(step)
                connection.execute(f"PRAGMA user_version={number}")
