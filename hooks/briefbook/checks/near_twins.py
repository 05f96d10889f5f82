"""No two actors, topics or authors, and no two titles of briefs, are nearly the same by mistake.

Why: 'Hizbollah' beside 'Hezbollah' divides what is known between two pages. Two that are different say so: actors by
each having its own `wikidata`, or by an id that adds to the other's what tells them apart (`imran-khan-al-jazeera`),
authors by their `orcid`, topics by naming each other as `broader` or `related`, briefs by their titles. Both files are
told. In a pull request the review fails for each that it brings, until an editor who has looked at the two sets the label
`twins-checked`; it names the nearest record to every new actor and topic, also to those that are not finished.

Wrong: `name: Hizbollah`, where docs/actors/hezbollah.md is there

Right: `aliases: [Hizbollah]` in docs/actors/hezbollah.md
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from briefbook.model import Actor, Author, Library, Problem, Record, Topic
from briefbook.namesakes import names_of, twin_of
from briefbook.twins import name_keys, pairs, title_keys

RULES = {"near-twin": "warning"}
WHOLE = True
FRONT = True


def check(library: Library) -> Iterator[Problem]:
    """Yield one `near-twin` on each record that is like another, which names the nearest: an author sees it in either."""
    for records in (library.actors, library.topics, library.authors):
        yield from _records(records)
    yield from _records({brief.id: brief for brief in library.briefs if brief.status != "withdrawn"}, title_keys)


def _records(records: Mapping[str, Record], keys_of: Callable[[str], frozenset[str]] = name_keys) -> Iterator[Problem]:
    names = {each: names_of(record) for each, record in records.items()}
    near: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in pairs({each: {key for name in own for key in keys_of(name)} for each, own in names.items()}):
        if not _told_apart(records[one], records[other]):
            near[one].append(other)
            near[other].append(one)
    for each, others in near.items():
        source = records[each].source
        those = ((records[other].source.path, names[other]) for other in sorted(others))
        if twin := twin_of(source.path, names[each], those):
            field = "name" if hasattr(records[each], "name") else "title"
            yield source.warning("near-twin", f"{twin.told}; make one of the two, or tell them apart", field)


def _told_apart(one: Record, other: Record) -> bool:
    """Whether two records say themselves that they are different."""
    if isinstance(one, Actor) and isinstance(other, Actor):
        known = one.wikidata and other.wikidata and one.wikidata != other.wikidata
        qualified = one.name == other.name and other.id.startswith(f"{one.id}-")
        return bool(known) or qualified or one.part_of == other.id or other.part_of == one.id
    if isinstance(one, Topic) and isinstance(other, Topic):
        return one.id in {other.broader, *other.related} or other.id in {one.broader, *one.related}
    if isinstance(one, Author) and isinstance(other, Author):
        return bool(one.orcid and other.orcid and one.orcid != other.orcid)
    return False
