"""The Store: the index file, and the only code that knows SQLite."""
