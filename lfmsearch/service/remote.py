"""
The index of a Home, answered by its running service.

    with lfmsearch.connect() as index:
        for hit in index.search("the plumber's invoice, last spring"):
            print(hit.path)
"""

from __future__ import annotations

from lfmsearch.service.client import Client
from lfmsearch.system.paths import Home


class RemoteIndex(Client):
    """
    What `lfmsearch.Index` does, done by the service: the same verbs with the same answers, for as many programs at once as want it.

    Reading needs no `update`, which the service does by itself: `index_now` asks for it and does not wait, `status` and `events` say
    how far it is. Also here: `pause`, `resume`, `events`, `subscribe`, `stop`.
    """


def connect(home: Home | None = None) -> RemoteIndex:
    """
    Return the index of a Home, the user's own when None, as its service answers for it.

    Raises:
        ServiceNotRunning: no service runs; `lfmsearch.Index.open` does without one.
        OtherVersion: the one that runs is of another version of lfmsearch.
    """
    index = RemoteIndex.connect(home)
    try:
        index.check_version()
    except BaseException:
        index.close()
        raise
    return index
