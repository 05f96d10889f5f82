"""Says whether an address of the web names a host that can be, and a port that can be if it names one.

It is what the URL standard calls a valid host, as far as that can be told without the tables of Unicode: what a host in
another script may hold, whoever registers it decides, and browsers let nearly all through.
"""

from __future__ import annotations

import re
import socket
from functools import lru_cache
from ipaddress import AddressValueError, IPv6Address
from unicodedata import normalize
from urllib.parse import unquote

_HOST = re.compile(
    r"https?://(?:[^/?#@\\]*@)?(?:(?P<name>[^/?#@\\:\[\]]+)|\[(?P<number>[0-9a-f:.]+)\])(?::(?P<port>\d{0,20}))?(?=[/?#\\]|\Z)",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r"[\x00-,/:-@\[-^`{-\xa0\u1680\u2000-\u200b\u2028-\u202f\u205f-\u2060\u3000\ufeff]")
"""All of ASCII that no name of a host has (RFC 1123), which browsers let through in part, and blanks."""
_DOTS = re.compile("[.\u3002]")
_IN_FIGURES = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_LAST_PORT = 65_535


def names_a_host(address: str) -> bool:
    """Whether what stands behind the // of an address can be a host, and a port; a user there, other rules refuse."""
    found = _HOST.match(address)
    if not found or int(found["port"] or 0) > _LAST_PORT:
        return False
    return _is_number(found["number"]) if found["name"] is None else _is_name(normalize("NFKC", unquote(found["name"])))


def _is_number(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


@lru_cache(maxsize=1 << 14)
def _is_name(name: str) -> bool:
    labels = _DOTS.split(name.removesuffix("."))
    if _FORBIDDEN.search(name) or not all(map(_is_label, labels)):
        return False
    return not _IN_FIGURES.fullmatch(labels[-1]) or _is_written_in_figures(name.removesuffix("."))


def _is_label(label: str) -> bool:
    """Whether a part between dots can be; what begins with xn-- must hold a name in another script (RFC 5890)."""
    if label[:4].casefold() != "xn--":
        return label != ""
    try:
        return max(label[4:].encode("ascii").decode("punycode"), default="") > "\xa0"
    except UnicodeError:
        return False


def _is_written_in_figures(name: str) -> bool:
    """Whether a name whose last part is a number is the number of a host (IPv4), which browsers take it for."""
    try:
        socket.inet_aton(name)
    except OSError:
        return False
    return True
