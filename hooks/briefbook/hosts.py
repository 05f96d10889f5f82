"""Says whether an address of the web names a host that can be, and a port that can be if it names one."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

_WEB = re.compile(
    r"https?://(?:[^/?#@\\]*@)?(?:(?P<name>[\w-]+(?:\.[\w-]+)*)\.?|\[(?P<number>[0-9a-f:.]+)\])"
    r"(?::(?P<port>\d{0,5}))?(?=[/?#\\]|\Z)",
    re.IGNORECASE,
)
_LAST_PORT = 65_535


def names_a_host(address: str) -> bool:
    """Whether what stands behind the // of an address can be a host, and a port; a user there, other rules refuse."""
    host = _WEB.match(address)
    if not host or int(host["port"] or 0) > _LAST_PORT:
        return False
    try:
        if host["name"] is None:
            IPv6Address(host["number"])
        elif host["name"].rpartition(".")[2].isdigit():  # browsers take such a name for a number, and for no other
            IPv4Address(host["name"])
    except AddressValueError:
        return False
    return True
