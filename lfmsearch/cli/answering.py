"""Who answers a command: the running service, else this process."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lfmsearch.errors import ServiceNotRunning

if TYPE_CHECKING:
    from lfmsearch.index import Index
    from lfmsearch.service.remote import RemoteIndex
    from lfmsearch.system.paths import Home


@contextlib.contextmanager
def answering(home: Home) -> Iterator[Index | RemoteIndex]:
    """
    Give what answers for a Home: its service where one runs, else the index opened here. The verbs are the same.

    Raises:
        OtherVersion: the service that runs is of another version.
    """
    from lfmsearch.service.remote import connect

    try:
        remote = connect(home)
    except ServiceNotRunning:
        from lfmsearch.index import Index

        with Index.open(home) as index:
            yield index
        return
    with remote:
        yield remote
