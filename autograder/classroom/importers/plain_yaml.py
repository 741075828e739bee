"""YAML as tables, lists and texts, and nothing else of it: no tags, no aliases, no types guessed from spelling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

MAX_DEPTH = 50
_LOADER = getattr(yaml, "CLoader", yaml.Loader)
"""Only its parser is used, which makes events and no objects."""
_NOTHING = {"", "~", "null", "Null", "NULL"}


def read_yaml(data: bytes) -> Any:
    """The first document in `data`: dictionaries with texts as keys, lists, texts, and None for an empty value.

    A number stays the text that it is, leading zeros and all; what a tag says is not asked, and an alias, which can
    stand for more than any memory holds, is None. Raises `ValueError` for too much nesting, and for what is no YAML.
    """
    try:
        events = yaml.parse(data, Loader=_LOADER)
        for event in events:
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                return None if isinstance(event, yaml.StreamEndEvent) else _value(event, events, 0)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error
    return None


def _value(event: Any, events: Iterator[Any], depth: int) -> Any:
    if isinstance(event, yaml.AliasEvent):
        return None
    if depth > MAX_DEPTH:
        raise ValueError("it is nested too deeply")
    if isinstance(event, yaml.ScalarEvent):
        return None if not event.style and event.value in _NOTHING else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return list(_items(events, yaml.SequenceEndEvent, depth))
    items = list(_items(events, yaml.MappingEndEvent, depth))
    return {str(key): value for key, value in zip(items[::2], items[1::2], strict=True) if isinstance(key, str)}


def _items(events: Iterator[Any], end: type, depth: int) -> Iterator[Any]:
    for event in events:
        if isinstance(event, end):
            return
        yield _value(event, events, depth + 1)
