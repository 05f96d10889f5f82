"""The records that every stage hands to the next: frozen, typed, and interpreted once, on the way in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import ConfigDict, Field, InstanceOf
from pydantic.json_schema import SkipJsonSchema

from briefbook import paths
from briefbook.fields import (
    BriefId,
    Country,
    Day,
    Doi,
    Id,
    Integer,
    Language,
    Moment,
    Orcid,
    ShortSummary,
    Summary,
    Text,
    Url,
    Wikidata,
)
from briefbook.links import BodyLink
from briefbook.positions import Key, Position, unpacked

Severity = Literal["error", "warning"]
ActorKind = Literal[
    "person", "state", "organisation", "armed-group", "government-body", "intergovernmental", "company", "media"
]

KIND_NAMES: Mapping[str, str] = {
    "person": "People",
    "state": "States",
    "organisation": "Organisations",
    "armed-group": "Armed groups",
    "government-body": "Government bodies",
    "intergovernmental": "Intergovernmental bodies",
    "company": "Companies",
    "media": "Media",
}
"""What a reader calls the actors of a kind, in the order in which a page shows them."""

KIND_NAME_OF_ONE: Mapping[str, str] = {
    "person": "Person",
    "state": "State",
    "organisation": "Organisation",
    "armed-group": "Armed group",
    "government-body": "Government body",
    "intergovernmental": "Intergovernmental body",
    "company": "Company",
    "media": "Media",
}
"""What a reader calls one actor of a kind."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong in one place of one file, and what its author can do about it.

    `path` is relative to the docs folder as everywhere, but for `../mkdocs.yml`.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    severity: Severity = "error"
    fix: str | None = None

    @property
    def file(self) -> str:
        """The file as a message names it, from the top of the repository."""
        return self.path.removeprefix("../") if self.path.startswith("../") else paths.shown(self.path)

    def __str__(self) -> str:
        line = f"{self.file}:{self.line}:{self.column}: {self.message} [{self.rule}]"
        return f"{line}\n    {self.fix}" if self.fix else line


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read: the fields of its front matter, where each of them stands, and the body below.

    Every scalar is the text that the author typed; nothing is a number, a date or a boolean yet.
    """

    path: str
    fields: Mapping[str, Any]
    positions: bytes
    """Where each value of the front matter stands (`positions.packed`)."""
    body: str
    body_line: int = 1
    links: tuple[BodyLink, ...] = ()
    """The links and pictures of the body (`links.links`); where they lead hangs on the other files too."""
    plain: bool = True
    """Whether nothing in the body needs to be rendered to be judged (`markup.is_plain`)."""
    face: bytes = b""
    """A digest of the front matter: as long as it is the same, others have the same to say of the record."""
    digest: bytes = b""
    """A digest of the whole file."""
    lost: tuple[Key, ...] = ()
    """The keys of what was told to be wrong as it was read, () for all of them; of what `remains` of a record that does
    not hold, all that may be otherwise when it is mended."""

    def position(self, *key: str | int) -> Position:
        """Where a value stands, or the nearest thing around it that is there."""
        positions = unpacked(self.positions)
        while key and key not in positions:
            key = key[:-1]
        return positions.get(key, Position())

    def problem(self, rule: str, message: str, *key: str | int, fix: str | None = None) -> Problem:
        """An error in the value at a key of the front matter."""
        return Problem(self.path, *self.position(*key), rule, message, "error", fix)

    def problem_in_body(self, rule: str, message: str, offset: int, severity: Severity = "error") -> Problem:
        """A problem at a character of the body."""
        line = self.body_line + self.body.count("\n", 0, offset)
        return Problem(self.path, line, offset - self.body.rfind("\n", 0, offset), rule, message, severity)

    def warning(self, rule: str, message: str, *key: str | int) -> Problem:
        """A warning about the value at a key of the front matter."""
        return Problem(self.path, *self.position(*key), rule, message, "warning")


R = TypeVar("R", bound="Record")
AtLeastOne = Annotated[tuple[Id, ...], Field(min_length=1)]

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What the five kinds have in common: an id that is the path, and the file it was read from."""

    __pydantic_config__ = _STRICT
    id: SkipJsonSchema[str]
    source: SkipJsonSchema[InstanceOf[Source]] = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source that a brief rests on."""

    __pydantic_config__ = _STRICT
    title: Text
    id: Id | None = None
    publisher: Text | None = None
    url: Url | None = None
    date: Day | None = None
    accessed: Day | None = None
    archived: Url | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A dated public note on what was changed after publication; `minor` changes notify nobody."""

    __pydantic_config__ = _STRICT
    date: Day
    note: Text
    kind: Literal["minor", "major", "correction"] = "minor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """When and why a brief was withdrawn."""

    __pydantic_config__ = _STRICT
    date: Day
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post that an actor holds or held."""

    __pydantic_config__ = _STRICT
    title: Text
    organisation: Id | None = None
    since: Annotated[Day | None, Field(alias="from")] = None
    until: Annotated[Day | None, Field(alias="to")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Record):
    """A short dated text on events, and the actors, topics and sources that it names."""

    title: Text
    date: Day
    section: Id
    authors: AtLeastOne
    summary: Summary
    topics: AtLeastOne
    key_points: tuple[Text, ...] = ()
    actors: tuple[Id, ...] = ()
    sources: tuple[Reference, ...] = ()
    information_cutoff: Moment | None = None
    confidence: Literal["low", "moderate", "high"] | None = None
    changes: tuple[Change, ...] = ()
    related: tuple[BriefId, ...] = ()
    no_link: tuple[Text, ...] = ()
    number: Text | None = None
    doi: Doi | None = None
    redirect_from: tuple[BriefId, ...] = ()
    status: Literal["draft", "published", "withdrawn"] = "published"
    withdrawn: Withdrawal | None = None
    lang: Language | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Record):
    """A person, state, group or body with an identity of its own: one record, whatever it is called."""

    name: Text
    kind: ActorKind
    aliases: tuple[Text, ...] = ()
    weak_aliases: tuple[Text, ...] = ()
    positions: tuple[Post, ...] = ()
    part_of: Id | None = None
    country: Country | None = None
    wikidata: Wikidata | None = None
    redirect_from: tuple[Id, ...] = ()
    summary: ShortSummary | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A subject in the tree of subjects."""

    title: Text
    broader: Id | None = None
    related: tuple[Id, ...] = ()
    aliases: tuple[Text, ...] = ()
    summary: Summary | None = None
    redirect_from: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Record):
    """A department of the institute."""

    title: Text
    order: Integer | None = None
    short_title: Text | None = None
    summary: Summary | None = None
    redirect_from: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Author(Record):
    """Somebody, or a desk, that signs briefs."""

    name: Text
    family: Text | None = None
    """The end of a person's name by which it is cited and sorted; a name without it is cited as it stands."""
    role: Text | None = None
    section: Id | None = None
    orcid: Orcid | None = None
    summary: Summary | None = None
    redirect_from: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose(Record):
    """A page written by hand; at the path of a page that the site makes, it is that page's introduction."""

    title: Text | None = None
    summary: Summary | None = None


CARD = "assets/images/card.png"
"""The theme's picture for links to a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The site as its owner describes it in mkdocs.yml, our own settings under `extra.briefbook` included."""

    name: str
    base_url: str = ""
    description: str = ""
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    permanent_ids: str = ""
    """The authority of permanent ids (RFC 4151): a domain, and a year in which it was the owner's."""
    security_contact: str = ""
    """Whom to tell of a weakness: an address of a page or of mail, as a URI."""
    security_expires: date | None = None
    """The day until which the owner promises that this contact is read."""
    card: str = CARD
    """The picture that stands for a page where others show a link to it."""
    navigation: tuple[Link, ...] = ()


class Mention(NamedTuple):
    """A place in a brief's body that names an actor; start and end count the characters of the body as written."""

    brief: str
    actor: str
    start: int
    end: int
    text: str
    before: str
    after: str
    place: str
    """The id, in the brief's page, of the paragraph, list item or table cell."""
    opening: str
    """The first words of the sentence, as they stand in the page without a mark among them."""

    @property
    def sentence(self) -> str:
        """The sentence as a reader sees it."""
        return f"{self.before}{self.words}{self.after}"

    @property
    def words(self) -> str:
        """The name as a reader sees it, on one line however the body breaks it."""
        words = self.text.split()
        return " ".join(word for word in words if word != ">") if ">" in words else " ".join(words)


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A name in a brief's body that several actors bear, where the brief does not settle who is meant."""

    start: int
    text: str
    actors: tuple[str, ...]


RelatedOfAll = tuple[bytes, Mapping[str, tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...]]]
"""A digest of what they rest on, and for each brief, by its id, those related to it.

Each of these is its id, and the reason: the ids of actors and of topics that both have, and what else there is, in words.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """All records, and all that is known about how they point at each other; every tuple of briefs is newest first.

    To hold one against another would take as long as to make it: each is equal to itself alone.

    Mappings hold an entry for every record of their kind, in id order. A withdrawn brief is in `briefs`, in its year and
    its section, and nowhere else.
    """

    settings: Settings
    unread: frozenset[str]
    """The paths of the files that do not hold, and of files and folders that nobody may read."""
    briefs: tuple[Brief, ...]
    actors: Mapping[str, Actor]
    topics: Mapping[str, Topic]
    sections: Mapping[str, Section]
    authors: Mapping[str, Author]
    prose: Mapping[str, Prose]
    drafts: Mapping[str, Brief]
    """All drafts by id, whether or not they stand among the briefs."""
    brief_of: Mapping[str, Brief]
    by_year: Mapping[int, tuple[Brief, ...]]
    by_section: Mapping[str, tuple[Brief, ...]]
    by_author: Mapping[str, tuple[Brief, ...]]
    by_actor: Mapping[str, tuple[Brief, ...]]
    """The briefs that list an actor or mention it."""
    actors_of: Mapping[str, tuple[str, ...]]
    """The ids of the actors that a brief lists or mentions, by its id, in order."""
    mentions: Mapping[str, tuple[Mention, ...]]
    """The mentions in each brief, by its id, in the order of the text."""
    mentions_of: Mapping[str, tuple[Mention, ...]]
    """The mentions of each actor, by its id, those in the newest brief first."""
    ambiguities: Mapping[str, tuple[Ambiguity, ...]]
    by_topic: Mapping[str, tuple[Brief, ...]]
    """The briefs of a topic and of all topics below it."""
    earlier: Mapping[str, Brief]
    """The brief before a brief in its section, by the brief's id; the first of a section has none."""
    later: Mapping[str, Brief]
    narrower: Mapping[str, tuple[Topic, ...]]
    parts: Mapping[str, tuple[Actor, ...]]
    """The actors that are part of an actor."""
    related: RelatedOfAll = (b"", {})
    """The related briefs as an earlier build found them; it may be out of date, which `related.Relations` looks at."""
    files: frozenset[str] = frozenset()
    """The paths of all files of the docs folder, Markdown or not."""
    today: date | None = None
    """The day on which the content is checked; a build does not know it."""

    def only(self, paths: Collection[str]) -> Library:
        """The records of some files, with all that is known of them."""

        def these(records: Mapping[str, R]) -> dict[str, R]:
            return {key: record for key, record in records.items() if record.source.path in paths}

        return replace(
            self,
            briefs=tuple(brief for brief in self.briefs if brief.source.path in paths),
            actors=these(self.actors),
            topics=these(self.topics),
            sections=these(self.sections),
            authors=these(self.authors),
            prose=these(self.prose),
            drafts=these(self.drafts),
        )

    def is_unread(self, path: str) -> bool:
        """Whether a file does not hold, or lies where nobody may look: a record that names it is not to blame."""
        while path and path not in self.unread:
            path = path.rpartition("/")[0]
        return bool(path)

    @property
    def written(self) -> tuple[Brief, ...]:
        """All briefs, with the drafts that the site leaves out."""
        return (*self.briefs, *(draft for key, draft in self.drafts.items() if key not in self.brief_of))

    @property
    def records(self) -> tuple[Record, ...]:
        """All records that the site shows, and the pages written by hand."""
        kinds = (self.actors, self.topics, self.sections, self.authors, self.prose)
        return (*self.briefs, *(record for kind in kinds for record in kind.values()))


class Link(NamedTuple):
    """A name that leads somewhere: what it reads, and the URL from the root of the site."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a page shows: the view of its template, and the Markdown of its body, links written as seen from its path."""

    view: Any = None
    body: str = ""
    places: tuple[tuple[str, str], ...] = ()
    """Ids to give to paragraphs of the body, each with words that stand in its paragraph, in the order of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site: where it is and what it is called; what it shows is made when it is asked for.

    `path` is the path of its source, or the one it would have. `content` gives the same each time; it is a function so that
    an archive's pages can be made by several processes, or one alone for a preview.
    """

    path: str
    template: str
    title: str
    content: Callable[[], Content] = Content
    text: Callable[[], Content] | None = None
    """Gives the body, where `content` is the view alone: there are many, and each is asked for by itself."""
    key: Callable[[], object] | None = None
    """Gives plain values, equal for as long as the page's file stays the same; dear to leave out, where pages are many.

    Settings, templates and our own code are not among them. Without it, what the page shows is compared.
    """
    owner: str = ""
    """The source path of the record at or below whose address the page lies; none for the site's own lists."""
    description: str = ""
    trail: tuple[Link, ...] = ()
    updated: date | None = None
    lang: str | None = None
    number: int = 1
    """Which page of a list this is."""
    listed: bool = True
    """Whether search engines may list the page: not so for one that only leads on."""
    file: str | None = None
    """The file to publish as, where it is not what MkDocs would choose."""
    promised: bool = True
    """Whether its address leads somewhere for good: not so for a list that is made of what there is, such as a year's."""

    @property
    def url(self) -> str:
        """The page's address from the root of the site."""
        return self.file or paths.url_of(self.path)

    @property
    def destination(self) -> str:
        """The file that is published, from the root of the site."""
        return self.file or f"{self.url}index.html"


@dataclass(frozen=True, slots=True)
class Output:
    """A file beside the pages: its path below the root of the site, and its bytes, or what makes them when asked."""

    path: str
    made: bytes | Callable[[], bytes]
    key: Callable[[], bytes] | None = None
    """Gives a digest of all that it is made of but settings and our own code, where that costs less than to make it."""
    promised: bool = True
    """Whether it stays at its address for good: not so where nobody keeps that, such as a file for the server alone."""

    @property
    def content(self) -> bytes:
        """Its bytes; they may be made anew each time."""
        return self.made if isinstance(self.made, bytes) else self.made()


class Meta(NamedTuple):
    """A tag in the head of a page: the attribute that names it (`name` or `property`), the name, and the value."""

    attribute: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class LateOutput:
    """A file whose bytes need the HTML of bodies, which is there only when all Markdown is rendered.

    `write` is given that HTML by the source path of the page.
    """

    path: str
    write: Callable[[Mapping[str, str]], bytes]
    rests_on: tuple[object, tuple[str, ...]]
    """All that it is made of but settings and our own code: plain values, and the source paths of pages with all that
    these are made of."""
    promised: bool = True
    """As an Output's."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that is offered on the pages of some kinds of record, as a file in the page's folder.

    The kind of the home page is `site`. A page shows the offer where an output is made at that path.
    """

    kinds: frozenset[str]
    file: str
    type: str
    text: str
    group: Literal["feed", "citation", "data"]


class Way(NamedTuple):
    """A page of the whole site to which every page leads from its end."""

    link: Link
    file: str = ""
    """The output without which there is no such page; none where the page is always there."""


@dataclass(frozen=True, slots=True)
class Site:
    """What a build amounts to; with an error among the problems there is nothing to publish."""

    settings: Settings
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    library: Library | None = field(default=None, repr=False)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stand in the way of publishing."""
        return tuple(problem for problem in self.problems if problem.severity == "error")
