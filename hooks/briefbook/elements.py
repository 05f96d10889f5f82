"""XML put together as text: several times as quick as a tree of nodes where a site has a hundred thousand elements."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr


def element(name: str, inside: str = "", attributes: Mapping[str, str] | None = None) -> str:
    """An element; `inside` is XML already, attributes are plain texts."""
    values = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items()) if attributes else ""
    return f"<{name}{values}>{inside}</{name}>" if inside else f"<{name}{values}/>"


def with_text(name: str, text: str) -> str:
    """An element that holds a plain text."""
    return f"<{name}>{escape(text)}</{name}>"


def document(root: str) -> bytes:
    """An XML file."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{root}\n'.encode()
