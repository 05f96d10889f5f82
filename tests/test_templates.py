"""Templates compiled our way say what Jinja's own would, and escape whatever is not HTML already."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from markupsafe import Markup, escape

from briefbook import templates
from briefbook.model import Link

THEME = {
    "ours.html": (
        '{% import "parts.html" as parts %}{% for link in links %}{{ loop.index }} {{ link.text }} {{ link.url ~ "&" }}'
        "{{ parts.shown(link, 2 > 1) }}{{ whole | safe }}{{ names | join(', ') }}"
        "{% if not loop.last %}, {% endif %}{% endfor %}"
    ),
    "parts.html": (
        '{% macro shown(link, much) %}<b title="{{ link.url }}">{{ link.text | upper }}{{ much }}</b>{% endmacro %}'
    ),
    "page.html": (
        '{% extends "frame.html" %}{% macro twice(text, sign="%") %}{{ text }}{{ sign }}{{ text }}{% endmacro %}'
        "{% block main %}{% set few = links | length < 9 %}100 % {% if few %}{{ whole }}{% else %}many{% endif %} {# #}"
        '{{ twice(links[0].text) }} {{ twice("%s", sign="%d") }}{% include "foot.html" %}{% endblock %}'
    ),
    "frame.html": (
        '{% import "parts.html" as parts %}<title>{{ links[0].url }}</title>{% block main %}nothing{% endblock %}'
        "{% block end %}{{ parts.shown(links[1], names) }} %s{% endblock %}"
    ),
    "foot.html": "{% for name in names %}{{ name }}%{{ 1 if name == '<' }}{% endfor %}",
    "theirs.html": "{{ links[0].text }}{{ links[0].missing }}",
}
GIVEN = {
    "links": [Link("<a> & 'b'", '"/?x&y'), Link("é", "plain/")],
    "whole": "<i>&amp;</i>",
    "names": ["<", Markup("<br>")],
}


@pytest.fixture
def ours() -> jinja2.Environment:
    return prepared(THEME)


def prepared(theme: dict[str, str]) -> jinja2.Environment:
    environment = jinja2.Environment(loader=jinja2.DictLoader(theme))
    templates.prepare(environment, {*theme} - {"theirs.html"})
    return environment


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("ours.html", "&lt;A&gt; &amp; &#39;B&#39;"),
        ("page.html", "<title>&#34;/?x&amp;y</title>100 % &lt;i&gt;"),
        ("frame.html", "</title>nothing<b"),
    ],
)
def test_a_template_says_what_it_says_without_our_way(ours: jinja2.Environment, name: str, part: str) -> None:
    """With blocks, macros, parts that are included, and signs that formats of Python would take for theirs."""
    plain = jinja2.Environment(loader=jinja2.DictLoader(THEME), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    expected = plain.get_template(name).render(GIVEN)

    assert expected == ours.get_template(name).render(GIVEN)
    assert part in expected


def test_templates_of_the_theme_below_are_left_alone(ours: jinja2.Environment) -> None:
    assert "<a> & 'b'" == ours.get_template("theirs.html").render(GIVEN)


def test_what_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="missing"):
        prepared({"ours.html": "{{ links[0].missing }}"}).get_template("ours.html").render(GIVEN)


@pytest.mark.parametrize("value", ["", "<&>\"'", "é", 0, 1, True, None, 1.5, Markup("<b>"), [1, "<"]])
def test_every_value_is_escaped_as_markupsafe_does(value: Any) -> None:
    assert str(escape(value)) == str(templates.escaped(value))
