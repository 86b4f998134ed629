"""A service in a process of its own, for benchmarks: started on a Home, waited for, stopped, killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from lfmsearch.errors import MachineError, ServiceNotRunning
from lfmsearch.service.client import Client
from lfmsearch.system.paths import Home

# Starting takes a second; a machine that is busy with other things may need many.
_START_SECONDS = 60.0
_LOOK_SECONDS = 0.2
RUN = ("-m", "lfmsearch", "service", "run")


class Served:
    """
    A service and a Client of it. A context manager: the service ends with it. It need not answer yet: `client` waits for that.

    Args:
        home: whose index is served; no other service of it runs.
        command: what Python is started with.
        before: what is run instead of Python, with Python behind it.
        settings: by their names in the environment, without `LFMSEARCH_`.
    """

    def __init__(
        self, home: Home, *, command: Sequence[str] = RUN, before: Sequence[str] = (), **settings: str
    ) -> None:
        self.home = home
        self._said = (home.data_dir / "said").open("ab")
        self.process = subprocess.Popen(
            (*before, sys.executable, *command),
            env={
                **os.environ,
                "LFMSEARCH_HOME": str(home.data_dir),
                **{f"LFMSEARCH_{name.upper()}": value for name, value in settings.items()},
            },
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=self._said,
        )

    @cached_property
    def client(self) -> Client:
        """A connection, once the service answers."""
        end = time.monotonic() + _START_SECONDS
        while self.process.poll() is None and time.monotonic() < end:
            try:
                return Client.connect(self.home)
            except ServiceNotRunning:
                time.sleep(0.01)
        raise MachineError(f"The service did not start: {(self.home.data_dir / 'said').read_text()[-500:]}")

    def memory(self) -> int:
        """Return the bytes resident in the service and its children."""
        return sum(process.memory_info().rss for process in self._processes())

    def processor_seconds(self) -> float:
        """Return the processor time that the service and its children have used."""
        times = [process.cpu_times() for process in self._processes()]
        own = psutil.Process(self.process.pid).cpu_times()
        return float(sum(each.user + each.system for each in times) + own.children_user + own.children_system)

    def children(self) -> list[int]:
        """Return the processes that the service has started."""
        return [process.pid for process in self._processes()[1:]]

    def until_done(self, seconds: float = 3600.0, *, meaning: bool = True) -> None:
        """Wait until all that there is can be found."""
        until(lambda: self._is_done(meaning=meaning), seconds)

    def _is_done(self, *, meaning: bool) -> bool:
        status = self.client.status()
        held = status.coverage
        read = not status.files["pending"] and status.state != "scanning"
        return read and (not meaning or (held.meaning == held.documents and status.state == "idle"))

    def _processes(self) -> list[psutil.Process]:
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def kill(self) -> None:
        """End the service as a crash would. Its children are left to find out by themselves."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if "client" in vars(self):
            self.client.close()
        self._said.close()

    def close(self) -> None:
        """Stop the service and wait until it is gone. Idempotent."""
        if self.process.poll() is None:
            self.client.stop()
            self.process.wait(60)
        self.client.close()
        self._said.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def until(holds: Callable[[], object], seconds: float, *, look: float = _LOOK_SECONDS) -> float:
    """Wait until something holds; return how many seconds it took. Raises MachineError when it never does."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise MachineError(f"What was waited for did not come within {seconds:.0f} s.")
        time.sleep(look)
    return time.monotonic() - began


def fresh(folder: Path) -> Path:
    """Return a folder that is empty."""
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
