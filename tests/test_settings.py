"""What the owner sets in mkdocs.yml is read as it was meant, and told where it was not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import yaml

from briefbook.build import build, collect
from briefbook.checks.security_contact import check
from briefbook.model import CARD, Settings
from briefbook.settings import read_settings
from conftest import SETTINGS, Texts


def read(ours: str) -> tuple[Settings, list[str]]:
    """The settings and the messages that some lines under `extra.briefbook` make."""
    text = "extra:\n  briefbook:\n" + "".join(f"    {line}\n" for line in ours.splitlines())
    config: dict[str, Any] = yaml.safe_load(text)
    settings, problems = read_settings(config, None, text)
    return settings, [f"{problem.line}: {problem.message}" for problem in problems]


def test_a_contact_and_its_last_day_are_read() -> None:
    settings, messages = read("security_contact: mailto:watch@coast.example\nsecurity_expires: 2026-06-30")

    assert [] == messages
    assert ("mailto:watch@coast.example", date(2026, 6, 30)) == (settings.security_contact, settings.security_expires)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            "security_contact: watch@coast.example\nsecurity_expires: 2026-06-30",
            "3: 'watch@coast.example' is not a contact;",
        ),
        ("security_contact: mailto:watch@coast.example\nsecurity_expires: in June", "4: 'in June' is not a date;"),
        ("security_contact: mailto:watch@coast.example", "2: 'security_contact' and 'security_expires' make security.txt"),
        ("security_expires: 2026-06-30", "2: 'security_contact' and 'security_expires' make security.txt"),
        ("card: http://elsewhere.example/card.png", "3: 'http://elsewhere.example/card.png' is not the path of a picture"),
        ("card: card.svg", "3: 'card.svg' is not the path of a picture"),
    ],
)
def test_what_cannot_be_meant_is_told_on_its_line(lines: str, message: str) -> None:
    _, messages = read(lines)

    assert any(each.startswith(message) for each in messages), messages


def test_without_a_word_there_is_no_contact_and_the_theme_s_picture() -> None:
    settings, messages = read("publisher: The Coast")

    assert ("", None, CARD, []) == (settings.security_contact, settings.security_expires, settings.card, messages)


def test_a_picture_that_is_not_there_is_told(good: Texts) -> None:
    settings = replace(SETTINGS, card="pictures/card.png")

    assert ["'card' is 'pictures/card.png', and there is no such picture in docs; put it there, or take the line out"] == [
        problem.message for problem in build(good.items(), settings).errors
    ]
    assert () == build(good.items(), settings, others=["pictures/card.png"]).errors


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 6, 30), ["is past"]),
        (date(2026, 6, 29), []),
        (date(2025, 7, 1), []),
        (date(2025, 6, 30), ["lies more than a year ahead"]),
        (None, []),
    ],
)
def test_a_day_that_is_past_or_too_far_ahead_is_told(good: Texts, today: date | None, words: list[str]) -> None:
    library, _ = collect(good.items(), SETTINGS, today=today)
    messages = [problem.message for problem in check(library)]

    assert len(words) == len(messages)
    assert all(word in message for word, message in zip(words, messages, strict=True))
