"""What each rule asks and why, in the words of the module that applies it, for programs that show its problems."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from briefbook import checks
from briefbook.form import FORM
from briefbook.shelf import modules


class Rule(NamedTuple):
    """A rule in words: what it asks, why, all that its module says of it in Markdown, and how severe it is."""

    asks: str
    why: str
    told: str
    severity: str


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their names."""
    of_content = {
        name: Rule(_bare(asks), _bare(why or asks), told, severity)
        for module in modules(checks)
        for asks, why, told in [_parts((module.__doc__ or "").strip())]
        for name, severity in module.RULES.items()
    }
    return {name: Rule(_bare(asks), _bare(asks), asks, "error") for name, asks in FORM.items()} | of_content


def _parts(told: str) -> tuple[str, str, str]:
    """The first sentence of a docstring, the paragraph that begins with `Why:`, and the whole."""
    why = re.search(r"^Why: (.+?)(?=\n\n|\Z)", told, re.MULTILINE | re.DOTALL)
    return told.partition("\n\n")[0], why[1] if why else "", told


def _bare(markdown: str) -> str:
    """A sentence as plain text on one line."""
    text = re.sub(r"`([^`]*)`", r"'\1'", " ".join(markdown.split()))
    return text[:1].upper() + text[1:]
