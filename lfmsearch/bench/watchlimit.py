"""1,500 folders where a user may watch 1,000: that is said, and every change is found all the same. Linux."""

from __future__ import annotations

import shutil
import sys
import time

from lfmsearch.bench.row import Row
from lfmsearch.bench.served import Served, fresh, until
from lfmsearch.bench.setting import Setting
from lfmsearch.bench.watching import made
from lfmsearch.errors import MachineError

LIMIT, FOLDERS = 1_000, 1_500
# What is not watched is looked at within a good minute.
PATIENCE = 150.0
# A container of its own, so that nobody else is short of watches meanwhile.
BEFORE = ("unshare", "-Ur", "sh", "-c", f'echo {LIMIT} > /proc/sys/user/max_inotify_watches && exec "$@"', "sh")


def run(setting: Setting) -> list[Row]:
    """Watch, save once in every folder, and wait until all is found."""
    if sys.platform != "linux":
        return []
    if not shutil.which("unshare"):
        raise MachineError("A limit of its own needs the program unshare.", "It is part of util-linux.")
    home = setting.home("watchlimit")
    for path in (*home.data_dir.glob("index.*"), home.sources_path):
        path.unlink(missing_ok=True)
    tree = fresh(home.data_dir / "tree")
    folders = made(tree, FOLDERS - FOLDERS // 100 - 1)
    with Served(home, before=BEFORE, model="auto", give_way="false") as service:
        service.client.add(tree)
        service.until_done(meaning=False)
        status = service.client.status()
        said = str(status.by_source[0].get("unwatched", ""))
        for number, folder in enumerate(folders):
            (folder / "note.md").write_text(f"A note with the word zq{number % 7}.\n{number}\n", "utf-8")
        began = time.monotonic()
        soon = 0

        def found() -> bool:
            nonlocal soon
            count = sum(service.client.search(f"zq{word}", mode="words", limit=1).total for word in range(7))
            if time.monotonic() - began < 10:
                soon = count
            return count >= len(folders)

        until(found, PATIENCE, look=1.0)
        took = time.monotonic() - began
    name = f"watchlimit: {FOLDERS:,} folders, of which a user may watch {LIMIT:,}"
    return [
        Row(f"{name}, watched as they change", status.watching["live"], "folders"),
        Row(
            f"{name}, not watched and not said so",
            0 if "max_user_watches" in said else status.watching["polled"],
            "folders",
            target=0,
        ),
        Row(f"{name}, changes found within 10 s, of {len(folders):,}", soon, "changes"),
        Row(f"{name}, until the last of them was found", took, "s", target=PATIENCE),
    ]
