"""
Make the pictures of the window: `make screenshots`, or `screenshots.py --folder DIR [NAME…]`.

Every state is shown on the invented home, by the real service and the starter model, without a screen: light and dark, at 100 % and
200 %. Two runs give the same pictures, and those of the README are put where it has them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import demo

# The pictures of the README, by what they are of.
README = {"quickfind-light@2x": "quickfind", "window-light@2x": "window"}
TARGET = demo.CACHE / "pictures"


def main() -> int:
    """Return the exit code."""
    parser = argparse.ArgumentParser(description="Make the pictures of the window.")
    parser.add_argument("names", nargs="*", help="which pictures; all when none is named")
    parser.add_argument("--folder", type=Path, default=TARGET, help="where they go")
    parser.add_argument("--home", type=Path, help="where the invented home and its index are kept for the next run")
    parser.add_argument("--scale", choices=["1", "2"], help="only at 100 % or 200 %")
    parser.add_argument("--theme", choices=["light", "dark"], help="only light or dark")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        place = (chosen.home or Path(scratch)).resolve()
        env = prepared(place)
        try:
            for scale in [chosen.scale] if chosen.scale else ["1", "2"]:
                command = [sys.executable, str(Path(__file__).with_name("scenes.py")), str(chosen.folder.resolve())]
                themes = [chosen.theme] if chosen.theme else ["light", "dark"]
                subprocess.run(
                    [*command, "--themes", *themes, "--names", *chosen.names],
                    env={**env, "QT_SCALE_FACTOR": scale, "LFMSEARCH_PICTURE_SCALE": scale},
                    check=True,
                )
            for picture, name in README.items():
                if (made := chosen.folder / f"{picture}.png").is_file() and chosen.folder == TARGET:
                    shutil.copyfile(made, demo.ROOT / "packaging" / "pictures" / f"{name}.png")
        finally:
            subprocess.run(
                [sys.executable, "-m", "lfmsearch", "service", "stop"], env=env, check=False, capture_output=True
            )
    return 0


def prepared(place: Path) -> dict[str, str]:
    """Make the invented home and its index, where they are missing, and return the environment to work in."""
    person, private = place / "nora", place / "lfmsearch"
    env = os.environ | {
        "HOME": str(person),
        "LFMSEARCH_HOME": str(private),
        "LFMSEARCH_OFFLINE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": "en_GB.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "Europe/London",
    }
    if not person.is_dir():
        subprocess.run([sys.executable, str(demo.MAKER / "make.py"), str(person)], check=True)
        private.mkdir(parents=True)
        (private / "models").symlink_to(demo.CACHE / "models")
    for command in ("add", str(person)), ("index",):
        subprocess.run([sys.executable, "-m", "lfmsearch", *command], env=env, check=True)
    return env


if __name__ == "__main__":
    sys.exit(main())
