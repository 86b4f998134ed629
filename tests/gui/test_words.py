"""The words of the window: German is whole, and says the same with the same figures in it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from lfmsearch.gui import words
from lfmsearch.gui.words import LANGUAGES, Words, language_of
from lfmsearch.gui.words.translator import WordsTranslator

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "lfmsearch" / "gui" / "words"
PLACEHOLDER = re.compile(r"%n|%\d|\{[^}]*\}")


def messages(path: Path) -> dict[tuple[str, str, str], list[str]]:
    """Every message of a file with its forms; an unfinished one has none."""
    found = {}
    for context in ElementTree.parse(path).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            key = (context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", ""))
            found[key] = [] if translation.get("type") else forms
    return found


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files as they would be after `make words`."""
    sys.path.insert(0, str(ROOT / "packaging"))
    try:
        import words as gatherer  # type: ignore[import-not-found]  # packaging/words.py
    finally:
        sys.path.remove(str(ROOT / "packaging"))
    folder = tmp_path_factory.mktemp("words")
    found = {}
    for language in gatherer.LANGUAGES:
        found[language] = Path(shutil.copy(FOLDER / f"lfmsearch_{language}.ts", folder))
        gatherer.gather(found[language], language)
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_word_of_the_code_is_missing_or_unfinished(gathered: dict[str, Path], language: str) -> None:
    """`make words` gathers what is new; here it has to be translated already."""
    missing = [key for key, forms in messages(gathered[language]).items() if not forms or not all(forms)]

    assert missing == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_placeholders_are_those_of_the_source(language: str) -> None:
    """A figure that is left out, or one too many, would be seen by nobody but the user. The one of a plural may be a word."""
    wrong = []
    for (context, source, _), forms in messages(FOLDER / f"lfmsearch_{language}.ts").items():
        wanted = sorted(PLACEHOLDER.findall(source))
        for number, form in enumerate(forms):
            found = sorted(PLACEHOLDER.findall(form))
            if found != wanted and not (number == 0 and sorted([*found, "%n"]) == wanted):
                wrong.append((context, source, form))

    assert wrong == []


def test_every_language_there_is_can_be_spoken() -> None:
    """Each by its own file; where it is not known, English."""
    assert {code for code in LANGUAGES if len(Words(code))} == set(LANGUAGES)
    assert language_of("auto", "de_AT") == "de"
    assert language_of("auto", "pt-BR") == "en"
    assert language_of("de", "fr_FR") == "de"


def test_a_plural_has_its_own_form_and_its_number() -> None:
    """One file, two files: in both languages, with Qt and without."""
    english, german = Words("en"), Words("de")

    assert english.translate("Condition", "Reading, %n file(s) to go.", n=1) == "Reading, 1 file to go."
    assert english.translate("Condition", "Reading, %n file(s) to go.", n=12) == "Reading, 12 files to go."
    assert german.translate("Condition", "Reading, %n file(s) to go.", n=1) != german.translate(
        "Condition", "Reading, %n file(s) to go.", n=2
    )
    assert english.translate("Nowhere", "never said", n=3) == "never said"


def test_qt_asks_the_same_words(qapp: QApplication) -> None:
    """`tr` and `QCoreApplication.translate` give what the file says, with the number in it."""
    german = Words("de")
    translator = WordsTranslator(german, qapp)
    qapp.installTranslator(translator)
    try:
        assert (
            QCoreApplication.translate("Tray", "Settings…")
            == german.translate("Tray", "Settings…")
            == "Einstellungen …"
        )
        said = QCoreApplication.translate("Condition", "Reading, %n file(s) to go.", "", 3)
        assert said == german.translate("Condition", "Reading, %n file(s) to go.", n=3)
        assert "3" in said
        assert QCoreApplication.translate("Nowhere", "never said") == "never said"
    finally:
        qapp.removeTranslator(translator)


def test_modules_without_qt_speak_the_language_in_force() -> None:
    """`words.translate`, for sentences that are decided without a screen."""
    words.use(Words("de"))
    try:
        assert words.translate("Tray", "Settings…") == "Einstellungen …"
    finally:
        words.use(Words("en"))


@pytest.mark.parametrize(
    ("english", "german"),
    [
        ("It is empty.", "Es ist leer."),
        ("/a/b.txt is not there any more.", "/a/b.txt ist nicht mehr da."),
        ("It is empty. It has no text.", "Es ist leer. Es hat keinen Text."),
        ("There is no field “x:”. Did you mean “ext:”?", "Ein Feld „x:“ gibt es nicht. Meinten Sie „ext:“?"),
        (
            "Excluded by `.ssh/`, a built-in rule: it holds keys.",
            "Ausgelassen durch `.ssh/`, eine eingebaute Regel: es enthält Schlüssel.",
        ),
        ("The service ended at once.", "Der Dienst endete sofort."),
        ("Nobody has translated this.", "Nobody has translated this."),
    ],
)
def test_what_the_service_says_is_said_in_german(english: str, german: str) -> None:
    """Sentence by sentence; what a sentence names stays, what is not known too."""
    assert Words("de").said(english) == german
    assert Words("en").said(english) == english


def test_every_sentence_is_of_its_own_pattern() -> None:
    """No other one takes it: each, with something put in, is said as its own translation is."""
    german = Words("de")
    for (context, source, _), forms in messages(FOLDER / "lfmsearch_de.ts").items():
        if context == "Service":
            named = [f"<{place}>" for place in range(9)]
            assert german.said(source.format(*named)) == forms[0].format(*named)
