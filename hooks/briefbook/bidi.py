"""Says in which direction the text of a language runs."""

from __future__ import annotations

_LEFTWARD = frozenset("ar arc ckb dv fa he nqo ps sd syr ug ur yi".split())
_LEFTWARD_SCRIPTS = frozenset("Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa".split())


def direction(language: str | None) -> str | None:
    """'rtl' for a language (BCP 47) that is written from right to left, as its script says or its usual one; else None."""
    if not language:
        return None
    first, *others = language.split("-")
    script = next((each.title() for each in others if len(each) == 4 and each.isalpha()), None)
    leftward = script in _LEFTWARD_SCRIPTS if script else first.lower() in _LEFTWARD
    return "rtl" if leftward else None
