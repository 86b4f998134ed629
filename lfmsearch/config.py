"""The settings: every key once, with its default, its meaning and the reason for the default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal

from lfmsearch.errors import BadConfig, MachineError
from lfmsearch.system.atomic import write_private
from lfmsearch.system.paths import Home
from lfmsearch.system.typed import command

Value = bool | int | str
Origin = Literal["default", "file", "environment"]

PREFIX = "LFMSEARCH_"
# Names of the environment that begin like a setting and are none.
_OTHER_VARIABLES = frozenset({"LFMSEARCH_HOME"})


def _key(
    default: Any, meaning: str, reason: str, *, least: int = 0, form: str = "a name", choices: tuple[str, ...] = ()
) -> Any:
    said = {"meaning": meaning, "reason": reason, "least": least, "form": form, "choices": choices}
    return field(default=default, metadata=said)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings in force. Every value is of its key's type and within its bounds."""

    model: str = _key(
        "auto",
        "Which embedding model answers: a name of `lfmsearch models`, or auto.",
        "auto takes LFM2.5-Embedding-350M when it is here, else what this machine has.",
    )
    rerank: str = _key(
        "auto",
        "Whether a late-interaction model ranks the first hits again: auto, always or off.",
        "auto does where one is here and this machine was measured to be fast enough for it; the others leave it to you.",
        choices=("auto", "always", "off"),
    )
    reranker: str = _key(
        "auto",
        "Which late-interaction model ranks again: a name of `lfmsearch models`, or auto.",
        "auto takes LFM2.5-ColBERT-350M when it is here.",
    )
    rerank_budget_ms: int = _key(
        150,
        "How many milliseconds of a search ranking again may take; what is not done by then is done afterwards, for the next time.",
        "With it a search still answers before one has finished the next word.",
        least=1,
    )
    late_disk_mb: int = _key(
        500,
        "How many megabytes the token vectors of passages that were searched for may take.",
        "That is about 100,000 passages; the coldest go first, and come again when they are searched for.",
    )
    offline: bool = _key(
        default=False,
        meaning="Whether every download is forbidden.",
        reason="A model is only ever fetched when you ask for it; turn this on where even that must not happen.",
    )
    contexts: int = _key(
        0,
        "How many one-thread model contexts embed side by side; 0 means as many as the calibration found best.",
        "The best number depends on the processor and is measured once, in a few seconds.",
    )
    gitignore: bool = _key(
        default=True,
        meaning="Whether .gitignore files are respected (.lfmignore files always are).",
        reason="What a project keeps out of version control is mostly built, fetched or secret.",
    )
    hidden: bool = _key(
        default=False,
        meaning="Whether hidden files and folders are indexed.",
        reason="They are settings and caches of programs far more often than something written by a person.",
    )
    follow_links: bool = _key(
        default=False,
        meaning="Whether symbolic links are followed.",
        reason="A link may lead out of the folder you chose, or to what is indexed already.",
    )
    largest_file_mb: int = _key(
        2000,
        "Files above this many megabytes are known by name only.",
        "Larger ones are disk images and videos; mail stores, which do grow large, stay below it.",
        least=1,
    )
    read_deadline_seconds: int = _key(
        20,
        "How long reading one file may take before it is given up.",
        "Ordinary files take milliseconds; what takes this long is broken or made to do harm.",
        least=1,
    )
    reader_memory_mb: int = _key(
        1024,
        "How many megabytes of memory reading one file may take before it is given up.",
        "Real documents stay near 100 MB; decompression bombs do not stop by themselves.",
        least=64,
    )
    readers: int = _key(
        1,
        "How many processes read files.",
        "One reader keeps ahead of the embedding; more only take memory.",
        least=1,
    )
    archives: bool = _key(
        default=False,
        meaning="Whether the files inside zip and tar files are read too.",
        reason="Archives are mostly programs and backups of what is found already; turn this on where you keep letters in them.",
    )
    ocr_command: str = _key(
        "",
        "A command that reads the text on pictures and scanned pages, such as tesseract stdin stdout -l eng; empty for none. "
        "It gets a picture (PNG, JPEG, GIF, BMP, TIFF, WebP) on its stdin and prints text in UTF-8, as closed off as the readers "
        "of files are.",
        "It takes seconds a page, and which program and which languages are right is yours to say.",
        form="a command line or nothing",
    )
    give_way: bool = _key(
        default=True,
        meaning="Whether the service indexes only with what of processor and disk nobody else wants; holds from its next start.",
        reason="Your own work comes first; turn this off for a night in which a large first index is to be done.",
    )
    model_rest_minutes: int = _key(
        5,
        "After how many minutes without a search or anything to embed the service gives the memory of the model back.",
        "Loading it again takes a moment, and a machine has better uses for some hundred megabytes.",
        least=1,
    )
    embed_on_battery: bool = _key(
        default=False,
        meaning="Whether the service embeds while the machine runs on its battery; it reads files for words in any case.",
        reason="Embedding is what empties a battery; new files are found by words at once and by meaning on the mains.",
    )
    stop_below_battery_percent: int = _key(
        20,
        "On battery, the service leaves all indexing when less than this many percent are left.",
        "What is left then is wanted for the work of a person.",
    )
    stop_in_low_power_mode: bool = _key(
        default=True,
        meaning="Whether the service leaves all indexing in low power mode (battery saver, power saver).",
        reason="Who turns it on has asked every program to hold back.",
    )
    stop_when_hot: bool = _key(
        default=True,
        meaning="Whether the service leaves all indexing while the machine is hot.",
        reason="A hot machine slows down for everybody.",
    )
    stop_below_free_mb: int = _key(
        1000,
        "The service leaves all indexing when fewer megabytes than this are free on the disk of the index.",
        "A full disk harms every program; an index can wait.",
    )
    history: bool = _key(
        default=True,
        meaning="Whether recent searches and opened things are remembered, for half a year at most and on this machine alone.",
        reason="What you opened lately comes a little higher, and a search can be taken up again; `lfmsearch history` shows all of it.",
    )
    log_paths: bool = _key(
        default=False,
        meaning="Whether the log of the service names the files it speaks of; else each is a short code and its ending.",
        reason="Names of files are personal, and a log is what people send to others when something fails.",
    )
    hotkey: str = _key(
        "ctrl+alt+space",
        "The keys that show and hide the quick-find, whatever program is in front; off for none.",
        "They are free on every system as it comes; Option+Space and Command+Space belong to well-known launchers.",
        form="a combination of keys",
    )
    theme: str = _key(
        "auto",
        "Whether the window is light or dark; auto follows the system.",
        "Whoever has chosen one for the whole system has chosen it for this program too.",
        choices=("auto", "light", "dark"),
    )
    language: str = _key(
        "auto",
        "The language of the window: en, de, or auto for the system's.",
        "It is about buttons and menus alone; documents are found in whatever language they are.",
        choices=("auto", "en", "de"),
    )


_OF_THE_WINDOW = frozenset({"hotkey", "theme", "language"})


@dataclass(frozen=True, slots=True)
class Setting:
    """One key as `lfmsearch config` shows it; `origin` is where the value in force comes from."""

    key: str
    value: Value
    default: Value
    origin: Origin
    meaning: str
    reason: str


KEYS: tuple[str, ...] = tuple(item.name for item in fields(Config))
_FIELDS = {item.name: item for item in fields(Config)}
_DEFAULTS: dict[str, Value] = asdict(Config())


def load(home: Home, environ: Mapping[str, str] | None = None, overrides: Mapping[str, str] | None = None) -> Config:
    """
    Return the settings in force: `overrides` (the command line) before the environment, the file and the defaults.

    Args:
        home: whose config.toml is read; a missing file is an empty one.
        environ: the environment to read, the process's own when None.
        overrides: values as typed, by key.

    Raises:
        BadConfig: a key is unknown or a value does not fit; the message names it and the right form.
    """
    values: dict[str, Value] = {key: value for key, (value, _) in _gathered(home, environ).items()}
    for key, text in (overrides or {}).items():
        values[key] = parse(key, text)
    return Config(**values)  # type: ignore[arg-type]


def same_for_service(one: Config, other: Config) -> bool:
    """Return whether two differ in nothing but what is of the window."""
    return all(getattr(one, key) == getattr(other, key) for key in KEYS if key not in _OF_THE_WINDOW)


def get(home: Home, key: str, environ: Mapping[str, str] | None = None) -> Setting:
    """
    Return one setting with its value in force.

    Raises:
        BadConfig: there is no such key, or the settings cannot be read.
    """
    _known(key)
    return next(setting for setting in describe(home, environ) if setting.key == key)


def put(home: Home, key: str, text: str) -> Value:
    """
    Write one setting into config.toml, keeping everything else in it, comments too, and return its value.

    Raises:
        BadConfig: there is no such key, the value does not fit, or the file there cannot be read.
        MachineError: the file cannot be written.
    """
    import tomlkit

    value = parse(key, text)
    if key == "ocr_command":
        command(text)
    _read(home)  # a file with faults is said, never written over
    written = _text(home)
    document = tomlkit.parse(written)
    document[key] = value
    home.create()
    write_private(home.config_path, tomlkit.dumps(document))
    return value


def describe(home: Home, environ: Mapping[str, str] | None = None) -> tuple[Setting, ...]:
    """
    Return every setting, in the order they are declared.

    Raises:
        BadConfig: the settings cannot be read.
    """
    gathered = _gathered(home, environ)
    return tuple(
        Setting(
            key=key,
            value=gathered[key][0] if key in gathered else _DEFAULTS[key],
            default=_DEFAULTS[key],
            origin=gathered[key][1] if key in gathered else "default",
            meaning=item.metadata["meaning"],
            reason=item.metadata["reason"],
        )
        for key, item in _FIELDS.items()
    )


def parse(key: str, text: str) -> Value:
    """
    Return the value that `text`, typed by a person, gives to `key`.

    Raises:
        BadConfig: there is no such key, or the text does not fit.
    """
    _known(key)
    typed = text.strip()
    default = _DEFAULTS[key]
    value: object = typed
    if isinstance(default, bool):
        value = _SWITCH.get(typed.lower(), typed)
    elif isinstance(default, int) and typed.isascii() and typed.isdigit():
        value = int(typed)
    return _fitting(key, value, where="")


_SWITCH = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


def _gathered(home: Home, environ: Mapping[str, str] | None) -> dict[str, tuple[Value, Origin]]:
    values: dict[str, tuple[Value, Origin]] = {key: (value, "file") for key, value in _read(home).items()}
    for name, text in (os.environ if environ is None else environ).items():
        if not name.startswith(PREFIX) or name in _OTHER_VARIABLES or not text:
            continue
        key = name.removeprefix(PREFIX).lower()
        if key in _FIELDS:
            values[key] = (parse(key, text), "environment")
        elif meant := _nearest(key):
            # A mistyped switch must not pass in silence; names that resemble nothing belong to other programs.
            raise BadConfig(
                f"The environment sets {name}, which is no setting.", f"Did you mean {PREFIX}{meant.upper()}?"
            )
    return values


def _read(home: Home) -> dict[str, Value]:
    path = home.config_path
    try:
        table = tomllib.loads(_text(home))
    except tomllib.TOMLDecodeError as error:
        raise BadConfig(f"{path} is not valid TOML: {error}.", "Correct that line, or delete the file.") from error
    for key in table:
        _known(key, where=f" in {path}")
    return {key: _fitting(key, value, where=f" in {path}") for key, value in table.items()}


def _text(home: Home) -> str:
    path = home.config_path
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError as error:
        raise BadConfig(f"{path} is not UTF-8 text.", "Save it as UTF-8, or delete the file.") from error
    except OSError as error:
        raise MachineError(f"{path} could not be read: {error.strerror}.", "Check its permissions.") from error


def _known(key: str, *, where: str = "") -> None:
    if key not in _FIELDS:
        meant = _nearest(key)
        raise BadConfig(
            f"There is no setting {key!r}{where}.",
            f"Did you mean {meant}?" if meant else f"The settings are {', '.join(KEYS)}.",
        )


def _nearest(key: str) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(key.lower().replace("-", "_"), KEYS, n=1, cutoff=0.7)), None)


def _fitting(key: str, value: object, *, where: str) -> Value:
    default = _DEFAULTS[key]
    least: int = _FIELDS[key].metadata["least"]
    choices: tuple[str, ...] = _FIELDS[key].metadata["choices"]
    if type(value) is type(default) and isinstance(value, (bool, int, str)):
        large_enough = isinstance(value, (bool, str)) or least <= value <= _MOST
        if large_enough and (value != "" or default == "") and (not choices or value in choices):
            return value
    if isinstance(default, bool):
        form = "true or false"
    elif choices:
        form = f"one of {', '.join(choices)}"
    elif isinstance(default, int):
        form = f"a whole number from {least} to {_MOST}, such as {default}"
    else:
        form = f"{_FIELDS[key].metadata['form']}, such as {default}" if default else _FIELDS[key].metadata["form"]
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    raise BadConfig(f"The setting {key}{where} cannot be {shown}.", f"It takes {form}.")


# Beyond every memory, disk and patience there is; what does not fit 31 bits is a slip of the hand.
_MOST = 2**31 - 1
