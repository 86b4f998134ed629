"""
When indexing should wait: on battery, in low power mode, when the machine is hot or the disk nearly full.

Reading the machine and judging it are apart: `read` looks, `verdict` is pure.
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Cause = Literal["", "disk", "hot", "low-power", "low-battery", "battery"]

# The graver comes first: what is said is the first that holds.
_CAUSES: tuple[Cause, ...] = ("disk", "hot", "low-power", "low-battery", "battery")
# How long a cause must be gone before work goes on: a plug wobbles, a hot machine that starts again at once is hot again.
_CALM_SECONDS = {"disk": 30.0, "hot": 180.0, "low-power": 10.0, "low-battery": 30.0, "battery": 10.0}
# What was stopped by a limit needs this much more than the limit.
_MORE_FREE = 1.1
_MORE_PERCENT = 3
# A zone of a Linux machine is hot this near to the temperature at which it would switch itself off.
_BELOW_CRITICAL = 5_000
_LIKELY = range(40_000, 130_000)  # thousandths of a degree; other limits are placeholders of the firmware


@dataclass(frozen=True, slots=True)
class PowerState:
    """
    What the machine says of itself.

    Args:
        on_battery: whether it runs on one; a machine without a battery does not.
        percent: what the battery holds, None without one.
        low_power: whether the user or the system saves energy (low power mode, battery saver, power saver).
        hot: whether it is near to slowing itself down.
        disk_free_bytes: on the disk of the index.
    """

    on_battery: bool
    percent: int | None
    low_power: bool
    hot: bool
    disk_free_bytes: int


class Rules(Protocol):
    """The settings that decide; `Config` has them."""

    @property
    def embed_on_battery(self) -> bool:
        """Whether embedding goes on without the mains."""

    @property
    def stop_below_battery_percent(self) -> int:
        """Below this, on battery, everything waits."""

    @property
    def stop_in_low_power_mode(self) -> bool:
        """Whether everything waits while energy is saved."""

    @property
    def stop_when_hot(self) -> bool:
        """Whether everything waits while the machine is hot."""

    @property
    def stop_below_free_mb(self) -> int:
        """Below this on the disk of the index everything waits."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What may be done now.

    Args:
        words: whether files may be read, so that they are found by words.
        meaning: whether they may be embedded.
        because: a sentence for a person; empty when nothing waits.
        cause: why, for programs.
        until: when a cause that has gone since may be forgotten.
    """

    words: bool = True
    meaning: bool = True
    because: str = ""
    cause: Cause = ""
    until: float = 0.0


def verdict(
    state: PowerState, rules: Rules, *, now: float, override_until: float = 0.0, before: Verdict | None = None
) -> Verdict:
    """
    Return what may be done. Pure.

    Work stops at once and goes on only when its cause has been gone for a while, so that it does not flap.

    Args:
        now: the time on any clock; `override_until` and `Verdict.until` are on the same.
        override_until: until when everything is done whatever holds ("go on anyway").
        before: the last answer, None at the beginning.
    """
    if now < override_until:
        return Verdict()
    before = before or Verdict()
    holding = [cause for cause in _CAUSES if _holds(cause, state, rules, held=before.cause == cause)]
    cause: Cause = holding[0] if holding else ""
    if before.cause and _rank(before.cause) < _rank(cause) and now < before.until:
        return before
    if not cause:
        return Verdict()
    return Verdict(
        words=cause == "battery",
        meaning=False,
        because=_sentence(cause, state, rules),
        cause=cause,
        until=now + _CALM_SECONDS[cause],
    )


def read(index: Path) -> PowerState:
    """
    Ask the machine.

    Args:
        index: the file whose disk counts; it need not be there yet.

    Raises:
        OSError: its disk is not there any more.
    """
    on_battery, percent = _linux_battery() if sys.platform == "linux" else _battery()
    low_power, hot = False, False
    if sys.platform == "linux":
        low_power, hot = _linux_saves(), _linux_hot()
    elif sys.platform == "darwin":
        low_power, hot = _mac_mode()
    elif sys.platform == "win32":
        low_power = _windows_saves()
    place = next(folder for folder in (index, *index.parents) if folder.exists() or folder == folder.parent)
    return PowerState(on_battery, percent, low_power, hot, shutil.disk_usage(place).free)


def _holds(cause: Cause, state: PowerState, rules: Rules, *, held: bool) -> bool:
    """Whether this cause is there; one that `held` before needs more than its limit to go."""
    match cause:
        case "disk":
            return state.disk_free_bytes < rules.stop_below_free_mb * 1_000_000 * (_MORE_FREE if held else 1)
        case "hot":
            return state.hot and rules.stop_when_hot
        case "low-power":
            return state.low_power and rules.stop_in_low_power_mode
        case "low-battery":
            least = rules.stop_below_battery_percent
            more = _MORE_PERCENT if held and least else 0
            return state.on_battery and state.percent is not None and state.percent < least + more
        case _:
            return state.on_battery and not rules.embed_on_battery


def _rank(cause: Cause) -> int:
    return _CAUSES.index(cause) if cause else len(_CAUSES)


def _sentence(cause: Cause, state: PowerState, rules: Rules) -> str:
    match cause:
        case "disk":
            limit = rules.stop_below_free_mb
            amount = f"{limit // 1000} GB" if limit % 1000 == 0 else f"{limit} MB"
            return f"Less than {amount} is free on the disk of the index: indexing waits for room."
        case "hot":
            return "The machine is hot: indexing waits until it has cooled down."
        case "low-power":
            return "The machine saves energy: indexing waits until low power mode is off."
        case "low-battery":
            return f"On battery with {state.percent} % left: indexing waits for the mains."
        case _:
            return "On battery: meaning waits for the mains."


def _battery() -> tuple[bool, int | None]:
    import psutil

    found = psutil.sensors_battery()
    # `power_plugged` is None where the system does not know.
    return (found.power_plugged is False, round(found.percent)) if found else (False, None)


def _linux_battery(supplies: Path = Path("/sys/class/power_supply")) -> tuple[bool, int | None]:
    """As the kernel lists them. (psutil takes the battery of a wireless mouse for the machine's.)"""
    discharging, plugged, percents = False, False, []
    for supply in sorted(supplies.iterdir()) if supplies.is_dir() else ():
        if _line(supply / "scope") == "Device":  # a mouse, a headset
            continue
        if _line(supply / "type") in ("Battery", "UPS"):
            discharging = discharging or _line(supply / "status") == "Discharging"
            if (percent := _line(supply / "capacity")).isdecimal():
                percents.append(int(percent))
        elif _line(supply / "online") not in ("", "0"):  # the mains, USB
            plugged = True
    return discharging and not plugged, round(sum(percents) / len(percents)) if percents else None


def _linux_saves(profile: Path = Path("/sys/firmware/acpi/platform_profile")) -> bool:
    """Whether the power saver is on; desktops set this profile for it, by one of two names."""
    return _line(profile) in ("low-power", "quiet")


def _linux_hot(zones: Path = Path("/sys/class/thermal")) -> bool:
    """Whether a zone is hot as its own limits say. A zone without plausible limits says nothing."""
    for zone in zones.glob("thermal_zone*"):
        temperature = _number(zone / "temp")
        for kind in zone.glob("trip_point_*_type"):
            limit = _number(kind.with_name(kind.name.replace("_type", "_temp")))
            margin = {"hot": 0, "critical": _BELOW_CRITICAL}.get(_line(kind))
            if margin is not None and limit in _LIKELY and temperature >= limit - margin:
                return True
    return False


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:  # not there, or a device that has just gone
        return ""


def _number(path: Path) -> int:
    try:
        return int(_line(path))
    except ValueError:
        return 0


def _mac_mode() -> tuple[bool, bool]:
    """Low power mode and a thermal state of `serious` (2) or worse, as NSProcessInfo says."""
    import ctypes

    ctypes.CDLL("/System/Library/Frameworks/Foundation.framework/Foundation")
    objc = ctypes.CDLL("/usr/lib/libobjc.A.dylib")
    objc.objc_getClass.restype = objc.sel_registerName.restype = ctypes.c_void_p

    def asked(type_: type, receiver: int, selector: bytes) -> int:
        # Each kind of answer is a signature of its own.
        send = ctypes.CFUNCTYPE(type_, ctypes.c_void_p, ctypes.c_void_p)(("objc_msgSend", objc))
        return int(send(receiver, objc.sel_registerName(selector)) or 0)

    information = asked(ctypes.c_void_p, objc.objc_getClass(b"NSProcessInfo"), b"processInfo")
    return (
        bool(asked(ctypes.c_bool, information, b"isLowPowerModeEnabled")),
        asked(ctypes.c_long, information, b"thermalState") >= 2,
    )


def _windows_saves() -> bool:
    """Whether the battery saver is on: SYSTEM_POWER_STATUS.SystemStatusFlag."""
    import ctypes

    status = (ctypes.c_ubyte * 12)()  # four bytes (the last is the flag), then two times in seconds
    windll = getattr(ctypes, "windll")  # noqa: B009 - only there on Windows, where alone this runs
    return bool(windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))) and status[3] == 1
