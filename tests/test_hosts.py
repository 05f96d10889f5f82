"""What can be the host of an address, told as browsers do, and nothing else is refused."""

from __future__ import annotations

import pytest

from briefbook.hosts import names_a_host
from briefbook.sanitise import opens

CAN_BE = (
    "https://example.org",
    "HTTPS://Example.ORG./?x",
    "http://localhost:8000/x",
    "https://a.org:000443/",
    "https://a_b.example.org",
    "https://1.2.3.4.example/",
    "https://127.0.0.1/",
    "https://[::1]:80/",
    "https://münchen.de",
    "https://xn--mnchen-3ya.de/",
    "https://cafe\u0301.fr",
    "https://भारत.सरकार.भारत/",
    "https://இந்தியா.இந்தியா/",
    "https://বাংলা.বাংলা/",
    "https://คู่มือ.ไทย/",
    "https://ශ්\u200dරී.ලංකා/",
    "https://例え。テスト/",
    "https://example．org/",
    "https://paral·lel.cat/",
    "https://☃.net/",
    "https://💩.la/",
    "https://ex%61mple.org/",
)
CANNOT = (
    "https://",
    "https:///x",
    "https://[link]",
    "https://[::1",
    "https://[1.2.3.4]/",
    "https://exa mple.org",
    "https://a%20b/",
    "https://a..b/",
    "https://.a/",
    "https://…",
    "https://a|b/",
    "https://a:99999/",
    "https://a:b/",
    "https://256.1.1.1/",
    "https://1.2.3.4.5/",
    "https://xn--a/",
    "https://a\u202eb.org/",
)


@pytest.mark.parametrize("address", CAN_BE)
def test_what_a_browser_opens_is_a_host_in_a_field_and_in_a_text(address: str) -> None:
    assert names_a_host(address)
    assert opens(address)


@pytest.mark.parametrize("address", CANNOT)
def test_what_no_browser_opens_is_none(address: str) -> None:
    assert not names_a_host(address)
    assert not opens(address)
