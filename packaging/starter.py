"""Fetch the starter model into `.cache/models`, where the tests on real weights look for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from progress import Line

from lfmsearch.errors import DownloadFailed, LfmsearchError, Offline
from lfmsearch.models.catalog import starter
from lfmsearch.models.fetch import pull
from lfmsearch.models.folder import installed

MODELS = Path(__file__).resolve().parent.parent / ".cache" / "models"


def main() -> int:
    """Return the exit code: 0 also where it cannot be fetched, for the other tests do without."""
    spec = starter()
    if any(model.spec.id == spec.id for model in installed(MODELS)):
        return 0
    line = Line(f"Fetching the starter model {spec.title} ({(spec.size or 0) / 1e6:.0f} MB, for the tests)")
    line.show(0.0)
    offline = bool(os.environ.get("LFMSEARCH_OFFLINE"))
    try:
        pull(spec, MODELS, accept_licence=True, offline=offline, progress=lambda done, total: line.show(done / total))
    except (DownloadFailed, Offline) as error:
        line.end("failed")
        print(f"{error.message} The tests on real weights are skipped.", file=sys.stderr)
        return 0
    except LfmsearchError as error:
        line.end("failed")
        print(f"{error.message} {error.hint}", file=sys.stderr)
        return 1
    line.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
