"""
Values of lfmsearch as plain JSON values, and back as the same frozen dataclasses.

What a value may hold is read from the type annotations of its class, so a new field needs nothing here.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_SIMPLE = {bool: "true or false", int: "a whole number", str: "text"}


class BadValueError(ValueError):
    """A plain value is not of the wanted kind; the message says where and what was found."""


def to_plain(value: object) -> Any:
    """
    Return `value` as None, booleans, numbers, strings, lists and dictionaries.

    Raises:
        TypeError: it holds something of another kind, which is a bug of whoever made it.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in _fields(type(value))}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
        return {key: to_plain(item) for key, item in value.items()}
    raise TypeError(f"A {type(value).__name__} has no plain form.")


def from_plain(kind: Any, value: object, *, lenient: bool = False) -> Any:
    """
    Return the value of type `kind` that `to_plain` made `value` of.

    Args:
        kind: a type annotation: a dataclass, a tuple, list, dictionary or Sequence of known things, `X | None`, a Literal, `datetime`,
            a plain type, or `object` for any plain value.
        lenient: fields that `kind` does not know are left out, and those that are missing are empty: for what another version wrote.

    Raises:
        BadValueError: `value` does not fit.
    """
    # What is met most comes first.
    if kind in _SIMPLE:
        return _checked(value, type(value) is kind, _SIMPLE[kind])
    if kind is float:
        return float(_checked(value, isinstance(value, int | float) and not isinstance(value, bool), "a number"))
    if kind is object or kind is Any:
        return value
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else from_plain(_but_none(parts), value, lenient=lenient)
    if origin is Literal:
        return _checked(value, isinstance(value, str) and value in parts, f"one of {', '.join(parts)}")
    if kind is datetime:
        return _moment(value)
    if kind is None or kind is types.NoneType:
        return _checked(value, value is None, "null")
    if origin in (tuple, list, Sequence):
        items = _checked(value, isinstance(value, list), "a list")
        read = tuple(
            from_plain(part, item, lenient=lenient) for part, item in zip(_each(kind, items), items, strict=True)
        )
        return list(read) if origin is list else read
    if origin is dict:
        pairs = _checked(value, isinstance(value, dict), "an object")
        return {key: from_plain(parts[1], item, lenient=lenient) for key, item in pairs.items()}
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass(kind, value, lenient=lenient)
    raise TypeError(f"Nothing here knows how to read {kind}.")


def _dataclass(kind: type, value: object, *, lenient: bool) -> Any:
    known = _fields(kind)
    given = _checked(value, isinstance(value, dict), f"an object ({kind.__name__})")
    read = {}
    for name, item in given.items():
        if name in known:
            try:
                read[name] = from_plain(known[name][1], item, lenient=lenient)
            except BadValueError as error:
                raise BadValueError(f"{kind.__name__}.{name}: {error}") from None
        elif not lenient:
            raise BadValueError(f"{kind.__name__} has no field {name!r}.")
    for name, (about, annotation) in known.items():
        if name not in read and about.default is MISSING and about.default_factory is MISSING:
            if not lenient:
                raise BadValueError(f"{kind.__name__} needs a field {name!r}.")
            read[name] = _empty(annotation)
    return kind(**read)


@cache
def _fields(kind: type) -> dict[str, tuple[Field[Any], Any]]:
    """The fields of a dataclass with their types."""
    hints = get_type_hints(kind)
    return {item.name: (item, hints[item.name]) for item in fields(kind)}


def _each(kind: Any, items: list[object]) -> Sequence[Any]:
    """The type of each item of a tuple, list or Sequence."""
    parts = get_args(kind)
    if get_origin(kind) is not tuple or (len(parts) == 2 and parts[1] is ...):
        return (parts[0],) * len(items)
    if len(parts) != len(items):
        raise BadValueError(f"There should be {len(parts)} items here and not {len(items)}.")
    return parts


def _but_none(parts: tuple[Any, ...]) -> Any:
    (part,) = (part for part in parts if part is not types.NoneType)
    return part


def _moment(value: object) -> datetime:
    text = _checked(value, isinstance(value, str), "a date")
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadValueError(f"This is no date: {_shown(value)}.") from None


def _empty(kind: Any) -> Any:
    """The value of a type that says nothing."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None
    if origin is Literal:
        return parts[0]
    if is_dataclass(kind):
        return from_plain(kind, {}, lenient=True)
    return (origin or kind)()


def _checked(value: Any, fits: bool, wanted: str) -> Any:  # noqa: FBT001 - the question is asked in the call
    if not fits:
        raise BadValueError(f"This should be {wanted}: {_shown(value)}.")
    return value


def _shown(value: object) -> str:
    """A value as a message can hold it."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
