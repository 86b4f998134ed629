"""
llama-cpp-python as a wheel: from our cache, prebuilt, or compiled here.

On Linux it is compiled for this very processor: the prebuilt ones stop at AVX2, and the minutes spent once come back
in every file indexed (AVX-512 and VNNI where there are any). On a Mac the prebuilt one has Metal and lacks nothing,
so it is taken first. `PREBUILT=yes|no` overrides both. For a package that others install there is `portable`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from progress import StepError, run

VERSION = "0.3.36"
HERE = Path(__file__).resolve().parent

# The project's own index of prebuilt wheels; PyPI has the source only.
PREBUILT_INDEX = "https://abetlen.github.io/llama-cpp-python/whl/" + ("metal" if sys.platform == "darwin" else "cpu")
PREBUILT_TIMEOUT_S = 5  # a server that is there answers within one second

X86 = ("x86_64", "AMD64")
CMAKE_ARGS = (
    "-DLLAVA_BUILD=OFF",  # pictures and sound
    "-DGGML_NATIVE=ON",  # said aloud: with SOURCE_DATE_EPOCH set, the default turns all SIMD off
    f"-DCMAKE_PROJECT_llama.cpp_INCLUDE={shlex.quote(str(HERE / 'llama.cmake'))}",
)
# Of processors by Intel since 2013 and AMD since 2015 (x86-64-v3); of ARM what every 64-bit one has. Later options win over earlier.
PORTABLE_ARGS = (
    "-DGGML_NATIVE=OFF",
    *(f"-DGGML_{name}=ON" for name in ("SSE42", "AVX", "AVX2", "BMI2", "FMA", "F16C") if platform.machine() in X86),
)
# llama.cpp installs a second copy of its libraries, headers and CMake files into site-packages itself.
LEFT_OUT = ("/lib", "/include", "/bin")

BUILD_CPU_S = 200  # processor seconds of the compile, measured on a server Xeon of 2023
RAM_PER_JOB = 1 << 30  # the largest unit takes 0.7 GB

SIMD = re.compile(r"^(sse|ssse|avx|fma|f16c|bmi|amx|asimd|fphp|sve|sme|i8mm|bf16)")


def wheel(pip: list[str], cache: Path, logs: Path, choice: str) -> Path | None:
    """
    Return a wheel of llama-cpp-python for this machine; None when it could neither be fetched nor compiled.

    `pip` is the command that runs pip; `choice` is `yes` (a prebuilt one first), `no` (never) or `auto` (see above).
    Raises StepError when the compile fails: a broken compiler is to be seen, not to be worked around.
    """
    built, prebuilt = cache / key("native"), cache / key("prebuilt")
    prebuilt_first = choice == "yes" or (choice == "auto" and sys.platform == "darwin")
    order = [prebuilt, built] if prebuilt_first else [built] if choice == "no" else [built, prebuilt]

    for folder in order:
        if found := next(iter(sorted(folder.glob("*.whl"))), None):
            return found
        if folder is built and compiler():
            return _build(pip, folder, logs)
        if folder is prebuilt and (found := _fetch(pip, folder, logs)):
            return found
    return None


def portable(pip: list[str], cache: Path, logs: Path) -> Path:
    """Return a wheel that runs on other machines than this one too. Raises StepError when it cannot be compiled."""
    folder = cache / key("portable", PORTABLE_ARGS)
    return next(folder.glob("*.whl"), None) or _build(pip, folder, logs, PORTABLE_ARGS)


def compiler() -> str:
    """Return the C++ compiler that works here, empty when none does. Found out by compiling two lines."""
    if sys.platform == "darwin" and subprocess.run(["xcode-select", "-p"], capture_output=True, check=False).returncode:
        return ""  # /usr/bin/c++ is there without the tools, and opens a window when run
    for name in (os.environ.get("CXX"), "c++", "g++", "clang++"):
        if name and shutil.which(shlex.split(name)[0]):
            test = [*shlex.split(name), "-std=c++17", "-x", "c++", "-fsyntax-only", "-"]
            source = "#include <string>\nint main() { return 0; }\n"
            if subprocess.run(test, input=source, text=True, capture_output=True, check=False).returncode == 0:
                return name
    return ""


def jobs() -> int:
    """Return how many files to compile at once: the processors we may use, as far as the memory goes."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(processors, memory // RAM_PER_JOB))


def build_share(line: str) -> float | None:
    """Return the done share that ninja's `[41/83]` tells of."""
    match = re.match(r"\s*\[(\d+)/(\d+)\]", line)
    return int(match[1]) / int(match[2]) if match else None


def key(kind: str, arguments: tuple[str, ...] = ()) -> str:
    """Name the folder of a wheel: one per version, platform, C library, processor features and way of building."""
    ways = [
        *CMAKE_ARGS[:-1],
        *arguments,
        os.environ.get("CMAKE_ARGS", ""),
        *LEFT_OUT,
        (HERE / "llama.cmake").read_text(),
    ]
    facts = [platform.libc_ver(), _processor(), ways]
    digest = hashlib.sha256(repr(facts).encode()).hexdigest()[:10]
    return f"llama-cpp-python-{VERSION}-{sysconfig.get_platform()}-{kind}-{digest}"


def _processor() -> str:
    """Return what a native build depends on: the SIMD features on Linux, the processor's name on a Mac."""
    if sys.platform == "darwin":
        command = ["sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    for line in Path("/proc/cpuinfo").read_text(errors="replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("flags", "Features"):
            return " ".join(sorted(flag for flag in value.split() if SIMD.match(flag)))
    return platform.machine()


def _build(pip: list[str], folder: Path, logs: Path, arguments: tuple[str, ...] = ()) -> Path:
    count = jobs()
    minutes = max(1, round(BUILD_CPU_S / count / 60))
    print(
        f"llama.cpp is compiled for {'any' if arguments else 'this'} processor, once: "
        f"about {minutes} min on {count} cores, 80 MB to fetch.",
        file=sys.stderr,
    )
    env = os.environ | {
        "CMAKE_ARGS": " ".join((*CMAKE_ARGS, *arguments, os.environ.get("CMAKE_ARGS", ""))),
        "CMAKE_BUILD_PARALLEL_LEVEL": str(count),
        "SKBUILD_WHEEL_EXCLUDE": ";".join(LEFT_OUT),
    }
    # pip's own cache may hold one built another way, so it is not asked.
    compiled = ("wheel", "--verbose", "--no-cache-dir", "--no-binary", "llama-cpp-python")
    with _arriving(folder) as scratch:
        run(
            [*pip, *compiled, "--no-deps", "--wheel-dir", scratch, f"llama-cpp-python=={VERSION}"],
            title="Compiling llama.cpp", log=logs / "llama.log", env=env, share=build_share,
        )  # fmt: skip
    return next(folder.glob("*.whl"))


def _fetch(pip: list[str], folder: Path, logs: Path) -> Path | None:
    """Try pip's configured indexes and the project's own; None when neither has a wheel that fits, or none answers."""
    arguments = ("download", "--no-deps", "--only-binary", "llama-cpp-python", "--extra-index-url", PREBUILT_INDEX)
    patience = ("--timeout", str(PREBUILT_TIMEOUT_S), "--retries", "0")
    try:
        with _arriving(folder) as scratch:
            run(
                [*pip, *arguments, *patience, "--dest", scratch, f"llama-cpp-python=={VERSION}"],
                title="Looking for a prebuilt llama.cpp", log=logs / "llama-prebuilt.log", failed="none found",
            )  # fmt: skip
    except StepError:
        return None
    return next(folder.glob("*.whl"))


@contextmanager
def _arriving(folder: Path) -> Iterator[str]:
    """Give a scratch folder whose wheel moves to `folder` when all went well: a cut build leaves nothing behind."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="partial-") as scratch:
        yield scratch
        folder.mkdir(exist_ok=True)
        for path in Path(scratch).glob("*.whl"):
            path.replace(folder / path.name)
