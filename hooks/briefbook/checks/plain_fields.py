"""A field holds plain text: no HTML, no Markdown, no mark of a source.

Why: what stands in a field is shown as it is written, signs and all, on pages, in feeds and in citations.

Wrong: `title: The **strike** ends<br>&amp; ships sail`

Right: `title: The strike ends & ships sail`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefbook.model import Brief, Library, Problem, Record
from briefbook.positions import Key

RULES = {"plain-field": "warning"}
ALONE = True
_MAY_HOLD_SIGNS = re.compile(r"[<&*\[]")
_SIGNS = (
    (
        re.compile(
            r"</?(?:a|b|br|code|div|em|font|h[1-6]|i|img|li|mark|ol|p|s|script|small|span|strong|sub|sup|u|ul)(?=[\s/>])[^<>]*>",
            re.IGNORECASE,
        ),
        "is HTML",
    ),
    (
        re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|amp|lt|gt|quot|apos|nbsp|[mn]dash|[lr][sd]quo|hellip|shy|bull);"),
        "is a sign written for HTML",
    ),
    (re.compile(r"\[\^[\w-]+\]"), "cites a source, which only the text can"),
    (re.compile(r"!?\[[^\[\]]+\]\((?:https?:|mailto:|[\w./-]+\.md)[^()\s]*\)"), "is a link in Markdown"),
    (re.compile(r"(?<![\w*])(\*{1,2})(?=[^\s*])[^*]*[^\s*]\1(?![\w*])"), "is Markdown"),
)


def check(library: Library) -> Iterator[Problem]:
    """Yield a `plain-field` for the first such sign in each text of the front matter."""
    for record in library.records:
        for key, text in ((key, text) for key, text in _texts(record) if _MAY_HOLD_SIGNS.search(text)):
            if found := next(((each[0], what) for pattern, what in _SIGNS if (each := pattern.search(text))), None):
                message = f"'{found[0]}' {found[1]}, and a field is shown as it is written; write the words alone"
                yield record.source.warning("plain-field", message, *key)


def _texts(record: Record) -> Iterator[tuple[Key, str]]:
    for field in ("title", "name", "short_title", "summary", "role"):
        if text := getattr(record, field, None):
            yield (field,), text
    for field in ("key_points", "aliases", "weak_aliases"):
        yield from (((field, number), text) for number, text in enumerate(getattr(record, field, ())))
    if isinstance(record, Brief):
        for number, source in enumerate(record.sources):
            yield from (
                (("sources", number, field), text)
                for field, text in (("title", source.title), ("publisher", source.publisher))
                if text
            )
        yield from ((("changes", number, "note"), change.note) for number, change in enumerate(record.changes))
