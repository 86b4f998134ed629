"""The words in Qt's hands: `tr` and `QCoreApplication.translate` give the user's language, Qt's own dialogs too."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from lfmsearch.gui import words


class WordsTranslator(QTranslator):
    """Our words as Qt asks for them."""

    def __init__(self, of: words.Words, parent: QCoreApplication) -> None:
        super().__init__(parent)
        self._words = of

    def isEmpty(self) -> bool:
        """Return whether there are none."""
        return not len(self._words)

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return a translation; None, which Qt takes for its own word, where there is none. Qt puts the number in."""
        if not self._words.has(context, source, disambiguation or ""):
            return None  # type: ignore[return-value]
        return self._words.translate(context, source, disambiguation or "", n)


def speak(application: QCoreApplication, wanted: str) -> str:
    """
    Take a language and return its code. Before the first widget is made: what is shown already keeps its words.

    Args:
        wanted: the setting `language`: a code, or auto for the system's.
    """
    system = QLocale.system()
    language = words.language_of(wanted, (system.uiLanguages() or [system.name()])[0])
    chosen = words.Words(language)
    words.use(chosen)
    if wanted != "auto" and not system.name().startswith(language):
        QLocale.setDefault(QLocale(language))
    application.installTranslator(WordsTranslator(chosen, application))
    if language != "en":
        qt = QTranslator(application)
        if qt.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            application.installTranslator(qt)
    return language
