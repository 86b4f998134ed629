"""
Bytes → Documents with Sections, in a supervised child process.

`Pool` (in `pool.py`) is what the indexer uses. `formats.py` lists every format; each has one file of its own.
"""
