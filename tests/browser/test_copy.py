"""The button beside a citation copies it, in the browser that readers have."""

from __future__ import annotations

from browser.harness import SAMPLE, Open


def test_the_buttons_copy_what_they_stand_beside(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"], 360, permissions=["clipboard-read", "clipboard-write"])
    buttons = page.locator(".bb-copy")

    assert 3 == buttons.count()
    for number in range(3):
        buttons.nth(number).click()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".bb-cite dd > span").nth(number).text_content()
        assert "Africa Desk" in copied
        assert f"https://briefbook.example.org/{SAMPLE['brief']}" in copied
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_citations_are_there_and_the_buttons_are_not(opened: Open, pages: dict[str, str]) -> None:
    page = opened(pages["brief"], java_script_enabled=False)

    assert page.locator(".bb-cite dd > span").nth(0).is_visible()
    assert not page.locator(".bb-copy").nth(0).is_visible()
