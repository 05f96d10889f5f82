"""Which names are seen as nearly the same, and that thousands of them are looked through at once."""

from __future__ import annotations

import random
import time

import pytest

from briefbook.twins import alike, name_keys, pairs

SAME = [
    ("Mediation", "Mediations"), ("Houthi", "Houthis"), ("Sweden", "Swedens"), ("Hamas", "Hammas"), ("Port", "Ports"),
    ("Company", "Companies"), ("Israel", "Isreal"), ("Libya", "Lybia"), ("Jordan", "Jordon"), ("Hezbolla", "Hezbollah"),
    ("Hizbullah", "Hezbollah"), ("Al Jazeera", "Al-Jazira"), ("U.N.R.W.A.", "UNRWA"), ("Ada Quay", "Quay, Ada"),
    ("Dockers' Union", "Dockers' Unions"), ("Port Authority of Arland", "Port Autority of Arland"),
]  # fmt: skip
OTHERS = [
    ("Iran", "Iraq"), ("Ireland", "Iceland"), ("Austria", "Australia"), ("Niger", "Nigeria"), ("Mali", "Malta"),
    ("Gambia", "Zambia"), ("Slovakia", "Slovenia"), ("Mauritius", "Mauritania"), ("Sudan", "South Sudan"),
    ("Hama", "Hamas"), ("Aid", "AIDS"), ("Tunis", "Tunisia"), ("SADC", "SADR"), ("MINUSMA", "MINUSCA"),
    ("UNSC", "UNSCR"), ("OPEC", "OPEC+"), ("Guinea", "Guinea-Bissau"), ("North Korea", "South Korea"), ("Chad", "Chat"),
    ("Resolution 2712", "Resolution 2728"), ("Dominica", "Dominican Republic"), ("Congo", "Tonga"),
]  # fmt: skip


def twins(one: str, other: str) -> bool:
    return bool(name_keys(one) & name_keys(other)) and alike(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings_is_a_twin(one: str, other: str) -> None:
    assert twins(one, other)
    assert twins(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_names_that_are_only_like_each_other_are_none(one: str, other: str) -> None:
    assert not twins(one, other)
    assert not twins(other, one)


def test_fifty_thousand_names_are_no_matter() -> None:
    """Never all pairs, which would be over a thousand million."""
    draw = random.Random(7)
    parts = [a + b + c for a in "bdfghklmnprstvz" for b in "aeiou" for c in ("", "n", "r", "s")]
    names = {f"{n}": " ".join("".join(draw.choices(parts, k=draw.choice([1, 2, 3]))) for _ in "ab") for n in range(50_000)}
    names |= {"a": "Qwexal", "b": "Qwexals"}
    begun = time.process_time()
    found = list(pairs({each: name_keys(name) for each, name in names.items()}))
    near = {pair for pair in found if alike(names[pair[0]], names[pair[1]])}

    assert ("a", "b") in near
    assert len(found) < 40 * len(names)
    assert time.process_time() - begun < 12
