"""What a preview shows: the content as it lies on the disk at this moment, each page rendered when it is asked for.

A `look` takes in what has changed: it reads, searches and judges those texts alone and links all anew. What is dear and
hardly ever told by a change, such as two sources of one address, waits until it is quiet (`settle`). Whatever the content
is, there is an answer: with an error in it every page is the list of what is wrong, until that is mended.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import NamedTuple

from briefbook.build import clashes
from briefbook.disk import Stamp
from briefbook.folder import Folder, Look
from briefbook.known import NOTHING, Known
from briefbook.learning import RULES, SEVERE, Learned, learn
from briefbook.lookup import Lookup, all_pages
from briefbook.model import Content, Library, Output, Page, Problem, Settings
from briefbook.relearn import relearn, with_matcher
from briefbook.rendering import Rendering
from briefbook.tally import errors_of, unreadable
from briefbook.templates import fault
from briefbook.workers import Spread, one_by_one

_LATER = tuple(rule for rule in RULES if rule not in SEVERE)
_TOLD = 200
"""So many problems a page lists."""
_TELLING = ("problems.html", "plain.html")
"""The templates that can tell what is wrong; the second needs no other template, any of which may be what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a preview stands on for as long as settings and theme stay the same."""

    docs: Path
    static: Path
    """A folder whose files are served beside what is made: the theme's, and what others put there."""
    settings: Settings
    problems: tuple[Problem, ...]
    """What is wrong with the settings."""
    others: frozenset[str]
    """The paths of the theme's files."""
    shown: Callable[[Iterable[str]], frozenset[str]]
    """Which of some files of the docs folder are published."""
    rendering: Callable[[Lookup, Look, int], Rendering]
    """Makes what renders pages: of those of a Library, what was found in the docs folder, and the number of a state."""
    indexed_by: bytes = b""
    """A digest of what shapes the texts of all pages beside the content."""


class Answer(NamedTuple):
    """What is sent to a browser: a status of HTTP, and the name of a file and its bytes, or where to go instead.

    Such a location is a path from the root of the site, or of the server when the server gives it, not yet quoted.
    """

    status: int
    name: str = ""
    content: bytes = b""
    location: str = ""
    fault: str = ""
    """Why it could not be made, where that is so."""


class News(NamedTuple):
    """What there is to tell: the errors there are now, whether there were some before, and the number of warnings."""

    errors: tuple[Problem, ...]
    had_errors: bool = False
    warnings: int | None = None
    """None where they were not counted."""


class Start(NamedTuple):
    """What is known of the docs folder before the first look: of files with these stamps, or by these texts.

    `hasty` is who will have the texts searched and judged later, by `Preview.rest`.
    """

    known: Known = NOTHING
    texts: tuple[tuple[str, str], ...] = ()
    stamps: Mapping[str, Stamp] = MappingProxyType({})
    hasty: bool = False


@dataclass(frozen=True, slots=True)
class ProblemsView:
    """What the template of the list of problems shows: the first of them, and how many more there are."""

    problems: tuple[Problem, ...]
    messages: tuple[str, ...]
    more: int


@dataclass(slots=True, kw_only=True)
class _State:
    """All that is shown at one time; `kept` are the pages that were rendered already, one after the other."""

    number: int
    ground: Ground
    library: Library
    found: Look
    lookup: Lookup
    rendering: Rendering
    errors: tuple[Problem, ...]
    warnings: int
    messages: tuple[str, ...]
    kept: dict[str, bytes] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Preview:
    """Looks at a docs folder and answers for its site.

    One thread looks and settles. Any may ask for answers; they come from one state until the next is whole.
    """

    def __init__(self, ground: Ground, start: Start, spread: Spread = one_by_one) -> None:
        self._before = start.known
        self._learned: Learned | None = None
        self._number = 0
        self._ground, self._folder = ground, Folder(ground.docs, ground.shown, start.stamps)
        self._settled = False
        self._messages: tuple[str, ...] = ()
        found = self._folder.look()
        found = found._replace(texts=(*start.texts, *found.texts))
        self._pending = frozenset(path for path, _ in found.texts) if start.hasty else frozenset()
        self._come: list[Known | None] = []
        self._state = self._taken_in(found, spread)

    @property
    def pending(self) -> bool:
        """Whether texts are shown that nobody has searched and judged yet; `rest` does."""
        return bool(self._pending)

    def rest(self, spread: Spread) -> Known:
        """All that is known when the pending was searched and judged; another process asks, and has this one `tell`."""
        assert self._learned is not None
        library = self._learned.library
        learned = learn(
            (), library.settings, known=self.known, others=library.files, with_drafts=True, rules=SEVERE, spread=spread
        )
        return learned.known

    def tell(self, rest: Known | None) -> None:
        """Have the next look take in what is known of the pending; where that is nothing, it searches and judges itself."""
        self._come.append(rest)

    @property
    def known(self) -> Known:
        """What is known of the texts."""
        return self._learned.known if self._learned else self._before

    @property
    def number(self) -> int:
        """Says which state is shown; greater than those before, those of another process included."""
        return self._state.number

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What is wrong in the content and the settings."""
        return self._state.errors

    def stand_on(self, ground: Ground) -> None:
        """Go on with other settings or another theme."""
        if ground.docs == self._ground.docs:
            self._folder.show(ground.shown)
        else:
            self._folder, self._before, self._learned = Folder(ground.docs, ground.shown), NOTHING, None
        if ground.settings == self._ground.settings:  # then what was learned by them holds, as where the theme alone is new
            ground = replace(ground, settings=self._ground.settings)
        self._ground, self._settled, self._messages = ground, False, ()
        self._state = self._taken_in(self._folder.look(), one_by_one)

    @property
    def messages(self) -> tuple[str, ...]:
        """What else stands in the way."""
        return self._messages

    @property
    def indexed_by(self) -> bytes:
        """A digest of what shapes the texts of all pages beside the content."""
        return self._ground.indexed_by

    def still(self) -> threading.Lock:
        """No page is made while this is held: a process that parts then finds nothing half done."""
        return self._state.lock

    def whole(self) -> tuple[Library, Rendering]:
        """All that is known now, with what renders its pages for the caller alone."""
        state = self._state
        return state.library, self._ground.rendering(Lookup(state.library), state.found, state.number)

    def fail(self, messages: tuple[str, ...]) -> None:
        """Show some messages on every page until there is new ground to stand on, whatever the content is."""
        if messages != self._messages:
            old, self._messages = self._state, messages
            self._state = self._made(old.library, old.found, old.errors, old.warnings)

    def look(self, touched: Iterable[str] | None = None) -> News | None:
        """Take in what has changed on the disk, of what was `touched` where that is known; None where nothing has."""
        glance = None if touched is None else self._folder.glance(touched)
        found = glance or self._folder.look()
        come = [self._come.pop(0) for _ in range(len(self._come))]
        if not found.changed and not come:
            return None
        for rest in come:
            self._admit(rest)
        before, self._state = self._state, self._taken_in(found, one_by_one, anew=bool(come))
        self._settled = False
        return News(self._state.errors, bool(before.errors))

    def settle(self, pending: Callable[[], bool] = lambda: False) -> News | None:
        """Ask what a look leaves out, unless something is `pending` before all is asked; None where that is so."""
        old = self._state
        if self._settled or old.errors or old.messages or self._pending:
            return None
        if self._learned:
            self._learned = self._learned._replace(known=with_matcher(self.known))
        made: list[Page] = []
        for page in all_pages(old.library):
            made.append(page)
            if len(made) % 100 == 0 and pending():
                return None
        found = list(clashes(old.library, made, self._ground.others | old.found.others))
        for rule in _LATER:
            if pending():
                return None
            found += rule.check(old.library)
        self._settled = True
        if errors := errors_of(found):
            self._state = self._made(old.library, old.found, errors, old.warnings)
        return News(errors, warnings=old.warnings + len(found) - len(errors))

    def answer(self, path: str) -> Answer:
        """Answer for a path from the root of the site, as a browser asks for it."""
        state = self._state
        with state.lock:
            try:
                return _answer(state, path)
            except Exception as error:  # a template may be wrong in any way, and other pages are right
                return _told(state, fault(error))

    def _admit(self, rest: Known | None) -> None:
        """Know what came of the texts that were pending, as far as they are still the same."""
        pending, self._pending = self._pending, frozenset()
        if rest and self._learned:
            known, library = self._learned.known, self._learned.library
            rest = rest.only(pending & known.readings.keys())
            known = replace(known, remarks={**known.remarks, **rest.remarks})
            if rest.registry == known.registry:
                known = replace(known, found={**known.found, **rest.found})
            self._learned = Learned(library, self._learned.problems, known)

    def _taken_in(self, found: Look, spread: Spread, *, anew: bool = False) -> _State:
        if self._learned:
            self._pending -= {path for path, _ in found.texts}
        learned = None if anew else self._relearned(found)
        learned = self._learned = learned or self._learned_anew(found, spread)
        problems = (*self._ground.problems, *found.problems, *learned.problems)
        errors = errors_of(problems)
        return self._made(learned.library, found._replace(texts=()), errors, len(problems) - len(errors))

    def _relearned(self, found: Look) -> Learned | None:
        """What is learned of a change to some briefs alone."""
        before, unread = self._learned, unreadable(found.problems)
        if before is None or before.library.settings is not self._ground.settings:
            return None
        if before.library.unread - before.known.readings.keys() != unread:
            return None
        return relearn(before, found.texts, self._ground.others | found.others | found.paths | unread, SEVERE)

    def _learned_anew(self, found: Look, spread: Spread) -> Learned:
        known = self.known if found.paths >= self.known.readings.keys() else self.known.only(found.paths)
        return learn(
            found.texts,
            self._ground.settings,
            known=replace(known, related=NOTHING.related),  # sooner found for one brief than looked whether it still holds
            others=self._ground.others | found.others,
            unread=unreadable(found.problems),
            with_drafts=True,
            rules=SEVERE,
            pending=self._pending,
            spread=spread,
        )

    def _made(
        self,
        library: Library,
        found: Look,
        errors: tuple[Problem, ...],
        warnings: int,
    ) -> _State:
        self._number = max(self._number + 1, time.time_ns() // 1_000_000)
        lookup = Lookup(library)
        return _State(
            number=self._number,
            ground=self._ground,
            library=library,
            found=found,
            lookup=lookup,
            rendering=self._ground.rendering(lookup, found, self._number),
            errors=errors,
            warnings=warnings,
            messages=self._messages,
        )


def _answer(state: _State, path: str) -> Answer:
    destination = f"{path}index.html" if not path or path.endswith("/") else path
    if static := _static(state, path):
        return static
    if state.errors or state.messages:
        return Answer(500, "problems.html", _page(state, _problems(state.errors, state.messages)))
    if page := state.lookup.page_at(destination):
        return Answer(404 if page.file == "404.html" else 200, destination, _page(state, page))
    if output := state.lookup.output_at(path):
        content = output.content if isinstance(output, Output) else output.write(state.rendering.bodies)
        return Answer(200, path, content)
    if state.lookup.page_at(f"{path}/index.html"):
        return Answer(302, location=f"{path}/")
    missing = state.lookup.page_at("404.html")
    return Answer(404, "404.html", _page(state, missing) if missing else b"")


def _page(state: _State, page: Page) -> bytes:
    if page.destination not in state.kept:
        state.kept[page.destination] = state.rendering.page(page)
    return state.kept[page.destination]


def _told(state: _State, fault: str) -> Answer:
    """Tells why something could not be made, on a page that is loaded anew as that would be."""
    page = _problems(state.errors, (fault, *(message for message in state.messages if message != fault)))
    for template in _TELLING:
        with contextlib.suppress(Exception):
            return Answer(500, page.destination, state.rendering.page(replace(page, template=template)), fault=fault)
    return Answer(500, "fault.txt", fault.encode(), fault=fault)


def _problems(errors: tuple[Problem, ...], messages: tuple[str, ...]) -> Page:
    """The page that stands for all others where something is wrong."""
    number = len(errors) + len(messages)
    view = ProblemsView(errors[:_TOLD], messages, max(0, len(errors) - _TOLD))
    return Page(
        path="problems.md",
        template="problems.html",
        title="One problem" if number == 1 else f"{number} problems",
        content=partial(Content, view=view),
        listed=False,
        file="problems.html",
    )


def _static(state: _State, path: str) -> Answer | None:
    """A file that is published as it lies on the disk."""
    inside = PurePosixPath(path)
    if path in state.found.others:
        file = state.ground.docs / path
    elif path and not path.endswith("/") and ".." not in inside.parts and not inside.is_absolute() and "\0" not in path:
        file = state.ground.static / path
    else:
        return None
    try:
        return Answer(200, path, file.read_bytes())
    except OSError:
        return None
