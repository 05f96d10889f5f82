"""What makes a page knows where pictures and pages lie, in a build and in each state of a preview."""

from __future__ import annotations

from typing import Any

import jinja2

from briefbook.build import build, collect
from briefbook.conversion import Conversion
from briefbook.folder import Look
from briefbook.lookup import Lookup
from briefbook.markup import EXTENSIONS
from briefbook.presentation import Presentation
from conftest import SETTINGS, Texts

ONE = "briefs/2024/strike-begins.md"
MAP = "briefs/2024/strike-begins/a b.png"
TEXT = "\n[them](../../actors/arland.md) ![Map](<strike-begins/a b.png>)\n"


def presentation(**files: str) -> Presentation:
    environment = jinja2.Environment(loader=jinja2.DictLoader({"brief.html": "{{ preview }} {{ config }}"}))
    conversion = Conversion(files=files, extensions=EXTENSIONS, sizes={MAP: (3, 2)} if files else {})
    return Presentation(conversion=conversion, environment=environment, config="as set")


def test_a_preview_shows_the_pictures_of_its_moment_as_a_build_does(good: Texts) -> None:
    good[ONE] += TEXT
    site = build(good.items(), SETTINGS, others=[MAP])
    lookup = Lookup(collect(good.items(), SETTINGS)[0])
    built = presentation(**{MAP: "briefs/2024/strike-begins/a%20b.png"}).of_site(site)
    none = Look((), frozenset(good), frozenset(), {}, (), changed=True)
    there = none._replace(others=frozenset({MAP}), sizes={MAP: (3, 2)})
    before = presentation().of_preview(lookup, none, 1)
    after = presentation().of_preview(lookup, there, 2)

    assert 'src="../../../briefs/2024/strike-begins/a%20b.png"' in built.bodies[ONE]
    assert 'width="3"' in built.bodies[ONE]
    assert built.bodies[ONE] == after.bodies[ONE]
    assert "width" not in before.bodies[ONE]
    assert [(ONE, "strike-begins/a b.png")] == before.bodies.lost


def test_templates_are_told_the_settings_and_which_state_it_is(good: Texts) -> None:
    lookup = Lookup(collect(good.items(), SETTINGS)[0])
    found = Look((), frozenset(good), frozenset(), {}, (), changed=True)
    page: Any = lookup[ONE]

    assert b"0 as set" == presentation().of_site(build(good.items(), SETTINGS)).page(page)
    assert b"7 as set" == presentation().of_preview(lookup, found, 7).page(page)
