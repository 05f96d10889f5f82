"""Works out what changes in all files when an actor turns out to be another: one record, and all that named the old id."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from briefbook.edits import Edit, applied, body_start, front, line_end, scalars, without
from briefbook.links import links
from briefbook.model import Actor

_NAMING = frozenset({"actors", "organisation", "part_of"})
_BY_HAND = re.compile(r"\[\[([a-z0-9-]+)(?=[|\]])")


def merged(texts: Iterable[tuple[str, str]], old: Actor, new: Actor) -> Mapping[str, str]:
    """The texts that change, by path: the record that stays, and all that named the old one, whose file is to be deleted.

    The record that stays takes over the other's names as aliases and its id, with those it had before, as old ids.
    """
    changed = {}
    for path, text in texts:
        if path == old.source.path:
            continue
        edits = [*_ids(text, old.id, new.id), *_marks(text, old.id, new.id), *_links(path, text, old, new)]
        better = applied(text, edits)
        if path == new.source.path:
            better = _with_all(better, old, new)
        if better != text:
            changed[path] = better
    return changed


def _ids(text: str, old: str, new: str) -> Iterator[Edit]:
    """The old id in front matter; where a list then held the new one twice, it goes."""
    held = [each for each in scalars(text) if each.field in _NAMING] if old in text else []
    listed = [each for each in held if each.field == "actors"]
    twice = any(each.value == new for each in listed)
    for each in held:
        if each.value == old:
            if each.field == "actors" and twice:
                yield without(text, each.start, each.end)
            else:
                yield Edit(each.start, each.end, text[each.start : each.end].replace(old, new))


def _marks(text: str, old: str, new: str) -> Iterator[Edit]:
    """`[[old]]` in a body; it keeps the words that it showed, since the new record's name may be another."""
    begin = body_start(text)
    for mark in _BY_HAND.finditer(text, begin):
        if mark[1] == old:
            yield Edit(mark.start(1), mark.end(1), new)


def _links(path: str, text: str, old: Actor, new: Actor) -> Iterator[Edit]:
    """Links to the old record's file."""
    begin, here = body_start(text), posixpath.dirname(path)
    for link in links(text[begin:]) if f"{old.id}.md" in text else ():
        target, mark, fragment = link.target.partition("#")
        if link.kind == "link" and posixpath.normpath(posixpath.join(here, target)) == old.source.path:
            better = posixpath.relpath(new.source.path, here or ".")
            yield Edit(begin + link.start, begin + link.start + len(link.target), f"{better}{mark}{fragment}")


def _with_all(text: str, old: Actor, new: Actor) -> str:
    """The record that stays with the names and the ids that it takes over."""
    known = {name.casefold() for name in (new.name, *new.aliases)}
    aliases = [name for name in dict.fromkeys((old.name, *old.aliases)) if name.casefold() not in known]
    weak = [name for name in old.weak_aliases if name not in new.weak_aliases]
    own = () if new.redirect_from else (new.id,)  # the first is the permanent id, which no merger changes
    ids = [each for each in dict.fromkeys((*own, *old.redirect_from, old.id)) if each not in new.redirect_from]
    for field, values in (("aliases", aliases), ("weak_aliases", weak), ("redirect_from", ids)):
        text = _extended(text, field, values)
    return text


def _extended(text: str, field: str, values: list[str]) -> str:
    """A list in front matter with some more entries at its end, in the way in which it is written."""
    if not values:
        return text
    written = [_quoted(value) for value in values]
    held = [each for each in scalars(text) if each.field == field]
    if not held:
        start, end = front(text)
        if empty := re.compile(rf"^{field}:[^\n]*\n", re.MULTILINE).search(text, start, end):
            return applied(text, [Edit(*empty.span(), f"{field}: [{', '.join(written)}]{line_end(text)}")])
        return applied(text, [Edit(end, end, f"{field}: [{', '.join(written)}]{line_end(text)}")])
    last = held[-1]
    dash = re.match(r"[ \t]*- +", text[text.rfind("\n", 0, last.start) + 1 :])
    lead = f"{line_end(text)}{dash[0]}" if dash else ", "
    return applied(text, [Edit(last.end, last.end, "".join(f"{lead}{value}" for value in written))])


def _quoted(value: str) -> str:
    """A value as YAML reads it back, in quotes where it has to be."""
    if re.fullmatch(r"[^\W_][\w .'’()/&+-]*", value) and not value.endswith((" ", ":")):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
