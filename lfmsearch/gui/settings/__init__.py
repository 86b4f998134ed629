"""The settings: one page a file, in one window."""
