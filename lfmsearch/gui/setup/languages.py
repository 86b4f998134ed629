"""Languages by the names that the user's language has for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
_FEW = 4


def named(codes: Sequence[str]) -> str:
    """Return a few languages by name, or how many they are."""
    if (count := len(codes)) > _FEW:
        return translate("Languages", "%n language(s)", "", count)
    names = {"en": translate("Languages", "English"), "de": translate("Languages", "German")}
    return ", ".join(names.get(code, code) for code in codes)
