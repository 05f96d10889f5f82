"""Reads from its first bytes to its last what a picture is: PNG, JPEG, GIF or WebP, how large, and nothing besides."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKUP = re.compile(rb"<(?:script|html|svg|\?php|!doctype|iframe|body)", re.IGNORECASE)


class Picture(NamedTuple):
    """The kind of a picture, and its size in pixels."""

    kind: str
    width: int
    height: int


def read_size(content: bytes) -> Picture | None:
    """What a picture is, or None where it is no whole picture, or hides something else behind or inside it."""
    if _MARKUP.search(content):
        return None
    for reader in (_png, _jpeg, _gif, _webp):
        try:
            if picture := reader(content):
                return picture if picture.width and picture.height else None
        except IndexError:
            return None
    return None


def _png(content: bytes) -> Picture | None:
    """Walk the chunks (PNG 5.3): IEND is the last, and nothing follows it."""
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        return None
    at = 8
    while content[at + 4 : at + 8] != b"IEND":
        at += 12 + _number(content[at : at + 4])
        content[at + 11]  # the end of the file raises here
    if at + 12 != len(content):
        return None
    return Picture("PNG", _number(content[16:20]), _number(content[20:24]))


def _jpeg(content: bytes) -> Picture | None:
    """Walk the segments to the frame header (ITU T.81, B.2.2); the file ends with the end of the image."""
    if not content.startswith(b"\xff\xd8\xff") or not content.rstrip(b"\x00").endswith(b"\xff\xd9"):
        return None
    at = 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return Picture("JPEG", _number(content[at + 7 : at + 9]), _number(content[at + 5 : at + 7]))
        at += 2 + _number(content[at + 2 : at + 4])
    return None


def _gif(content: bytes) -> Picture | None:
    if content[:6] not in (b"GIF87a", b"GIF89a") or not content.endswith(b"\x3b"):
        return None
    return Picture("GIF", _little(content[6:8]), _little(content[8:10]))


def _webp(content: bytes) -> Picture | None:
    """The three forms of WebP (RFC 9649): lossy, lossless, extended."""
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or _little(content[4:8]) + 8 != len(content):
        return None
    form = content[12:16]
    if form == b"VP8 ":
        return Picture("WebP", _little(content[26:28]) & 0x3FFF, _little(content[28:30]) & 0x3FFF)
    if form == b"VP8L":
        bits = _little(content[21:25])
        return Picture("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8X":
        return Picture("WebP", _little(content[24:27]) + 1, _little(content[27:30]) + 1)
    return None


def _number(some: bytes) -> int:
    return int.from_bytes(some, "big")


def _little(some: bytes) -> int:
    return int.from_bytes(some, "little")
