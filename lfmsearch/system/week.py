"""On which day the user's weeks begin."""

from __future__ import annotations

import contextlib
import os
import plistlib
import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6

# By territory, from Unicode's CLDR 45, supplemental/weekData (`firstDay`); everywhere else it is Monday.
_SUNDAY = (
    "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA "
    "SG SV TH TT TW UM US VE VI WS YE ZA ZW"
)
_SATURDAY = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY"
_MAC_SETTINGS = Path("~/Library/Preferences/.GlobalPreferences.plist")


@cache
def first_weekday() -> int:
    """Return the day this user's weeks begin on, 0 for Monday to 6 for Sunday: as set in the system, else as in its region."""
    if sys.platform == "win32":
        return _of_windows()
    if sys.platform == "darwin":
        try:
            with _MAC_SETTINGS.expanduser().open("rb") as file:
                return of_mac(plistlib.load(file))
        except (OSError, ValueError):
            return MONDAY
    return of_environment(os.environ)


def of_environment(environ: Mapping[str, str]) -> int:
    """Return the first weekday by POSIX locale variables; Monday, as in ISO 8601, where they name no region."""
    named = next((environ[name] for name in ("LC_ALL", "LC_TIME", "LANG") if environ.get(name)), "")
    return of_locale(named)


def of_locale(name: str) -> int:
    """Return the first weekday of a locale: `de_DE.UTF-8`, `en-US`, `zh_Hant_TW`."""
    match = re.search(r"[_-]([A-Z]{2})(?=$|[._@-])", name)
    region = match[1] if match else ""
    if region in _SUNDAY.split():
        return SUNDAY
    return SATURDAY if region in _SATURDAY.split() else FRIDAY if region == "MV" else MONDAY


def of_mac(settings: Mapping[str, object]) -> int:
    """Return the first weekday by the global settings of macOS, where 1 is Sunday."""
    chosen = settings.get("AppleFirstWeekday")
    day = chosen.get("gregorian") if isinstance(chosen, dict) else None
    if isinstance(day, int) and 1 <= day <= 7:
        return (day - 2) % 7
    return of_locale(str(settings.get("AppleLocale", "")))


def _of_windows() -> int:
    if sys.platform == "win32":
        import winreg

        settings = r"Control Panel\International"
        with (
            contextlib.suppress(OSError, ValueError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, settings) as key,
        ):
            return int(winreg.QueryValueEx(key, "iFirstDayOfWeek")[0]) % 7  # 0 is Monday there too
    return MONDAY
