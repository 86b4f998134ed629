"""The service's process: `lfmsearch service run`."""

from __future__ import annotations

import logging
import os
import signal
import threading
from importlib.metadata import version

from lfmsearch import config as settings
from lfmsearch.service.engine import Engine
from lfmsearch.service.server import Server
from lfmsearch.system.log import open_log
from lfmsearch.system.paths import Home

log = logging.getLogger(__name__)

# Who stops the service sees it gone within two seconds.
_LAST_SECONDS = 1.8
# How soon it is seen that the home was deleted by hand.
_LOOK_SECONDS = 60.0


def run(home: Home) -> None:
    """
    Serve a Home until it is told to stop, by a client or by the system (SIGTERM, SIGINT), or the Home is gone.

    Raises:
        IndexLocked: another process writes to this index.
        BadConfig, MachineError: the settings, or the folders, are not usable.
    """
    ending = threading.Event()
    leaving = threading.Timer(_LAST_SECONDS, _leave)
    leaving.daemon = True
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: ending.set())
    home.create()
    config = settings.load(home)
    with (
        open_log(home.log_dir, "service", paths=config.log_paths),
        Engine(home, config, stopped=ending.set) as engine,
        Server(engine, home.socket_path, version("lfmsearch"), home=str(home.data_dir)),
    ):
        log.info("the service runs")
        while not ending.wait(_LOOK_SECONDS) and home.lock_path.exists():
            pass  # without its folder nobody could reach it any more, also not to stop it
        leaving.start()
        log.info("the service ends")
    leaving.cancel()


def _leave() -> None:
    """End with something still in hand: the index is made for being cut off at any moment, and people are not made for waiting."""
    log.warning("what was in hand did not end in time and is left")
    logging.shutdown()
    os._exit(0)
