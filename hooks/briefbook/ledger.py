"""The ledger of published addresses: what a release promised, and what a new state of the content would break of it.

Promised are the pages of records, the addresses that these once had, the files that lie beside them, the pages written by
hand, and all pages and files of the whole site that do not say otherwise (`promised`). Lists that are made of what there
is, such as the briefs of a year or those on two actors, are not: an honest change of a text can take the last entry out
of one.

A line is an address from the root of the site and, where a record's page lies there, the record's permanent id; for a
brief also its day and its title, by which another under the same id is told. `forgotten` stands before an address that
its owner has set free, `gone` before one that then came to be lost. `files` says what lies beside each page of a kind.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefbook import paths
from briefbook.deriving import outputs_of
from briefbook.former import by_former_link
from briefbook.identity import KINDS, Lasting, permanent_id
from briefbook.model import Brief, Library, Page, Problem, Site
from briefbook.owners import owners

PATH = ".published-urls"
_HEAD = """\
# The addresses of the published site, written by `briefbook release`; each of them has to lead somewhere for good.
# One that is to go all the same: `briefbook release --forget /its/address/`.
"""

State = Literal["", "forgotten", "gone"]


@dataclass(frozen=True, slots=True)
class Address:
    """What was published at an address: whose page, by permanent id, and for a brief its day and its title."""

    name: str = ""
    told_by: str = ""
    state: State = ""
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Addresses from the root of the site, and the names of the files beside each page of a kind of record."""

    addresses: Mapping[str, Address] = field(default_factory=dict)
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Present:
    """A site as a release finds it: what it promises, and what is there."""

    ledger: Ledger
    there: Collection[str]
    """The addresses of all pages and files."""
    former: Collection[str]
    """The addresses that lead on, to the record that was renamed, or that took another in."""
    withdrawn: Collection[str]
    """The pages of withdrawn briefs."""


def present(site: Site) -> Present:
    """What a site promises, and what it holds."""
    library = site.library
    assert library is not None
    made = {output.path: output.promised for output in outputs_of(site)}
    records = _records(library)
    found = {page.url: Address() for page in site.pages if page.url not in records and _lasts(page, library)}
    found |= {path: Address() for path, is_promised in made.items() if is_promised and _folder(path) not in records}
    found |= {url: _address(record) for url, record in records.items()}
    there = {*made, *(page.url for page in site.pages)}
    withdrawn = {url for url, record in records.items() if isinstance(record, Brief) and record.status == "withdrawn"}
    ledger = Ledger(dict(sorted(found.items())), _files_beside(records, made, withdrawn))
    return Present(ledger, there, by_former_link(library).keys() - _living(library).keys(), withdrawn)


def broken(released: Ledger, now: Present) -> Iterator[Problem]:
    """Yield a problem for each released address or file that is lost, and for each address that is another record's now."""
    for url, was in released.addresses.items():
        here = now.ledger.addresses.get(url)
        if was.state == "gone":
            if here:
                message = (
                    f"/{url} was '{was.name or 'a page'}' and was given up; an id is never used again. {_by_hand(url)}"
                )
                yield _problem(was, "reused-url", message)
        elif was.state == "forgotten":
            continue
        elif url not in now.there:
            yield _problem(was, "lost-url", f"/{url} was published and leads nowhere now; {_advice(url)}")
        elif was.name and url not in now.former and (other := _other(was, here or Address())):
            message = (
                f"/{url} was published as {_told(was)} and would now be {other}; an id is never used again, and the first"
                f" entry of redirect_from never changes. {_by_hand(url)}"
            )
            yield _problem(was, "reused-url", message)
        elif was.name and url not in now.withdrawn:
            for name in released.files.get(was.name.partition(" ")[0], ()):
                if url + name not in now.there and url + name not in released.addresses:
                    message = f"/{url}{name} was published and is lost. {_by_hand(url + name)}"
                    yield _problem(was, "lost-file", message)


def forget(released: Ledger, what: str) -> Ledger:
    """The ledger after its owner has set something free; raises KeyError where it holds no such thing.

    `/its/address/` is a page or a file; one that is gone is struck out, so that its record may come back. A bare name, as
    `cite.ris`, is that of the files beside all pages.
    """
    if not what.startswith("/"):
        if not any(what in names for names in released.files.values()):
            raise KeyError(what)
        kept = {kind: tuple(name for name in names if name != what) for kind, names in released.files.items()}
        return Ledger(released.addresses, kept)
    url = what.removeprefix("/")
    folder, _, name = url.rpartition("/")
    owner = released.addresses.get(f"{folder}/")
    is_beside = owner and name in released.files.get(owner.name.partition(" ")[0], ())
    was = released.addresses.get(url, Address()) if is_beside else released.addresses[url]
    others = {each: value for each, value in released.addresses.items() if each != url}
    return replace(released, addresses=others if was.state == "gone" else {**others, url: replace(was, state="forgotten")})


def renewed(released: Ledger, now: Present) -> Ledger:
    """The ledger of a release: what the site promises now, and what was set free and is gone, so that it stays known."""
    kept: dict[str, Address] = {}
    for url, was in released.addresses.items():
        here = now.ledger.addresses.get(url)
        if was.state and url not in now.there:
            kept[url] = replace(was, state="gone") if was.name else was
        elif was.state == "forgotten" and here and not _other(was, here):
            kept[url] = replace(here, state="forgotten")
    kinds = {*released.files, *now.ledger.files}
    return Ledger(
        {**now.ledger.addresses, **kept}, {kind: now.ledger.files.get(kind) or released.files[kind] for kind in kinds}
    )


def read_ledger(text: str) -> Ledger:
    """The ledger that a file holds."""
    addresses: dict[str, Address] = {}
    files: dict[str, tuple[str, ...]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        first, name, told_by = (*line.split("\t"), "", "")[:3]
        word, _, url = first.rpartition(" ")
        if word == "files":
            files[url] = tuple(name.split())
        else:
            state: State = "forgotten" if word == "forgotten" else "gone" if word == "gone" else ""
            addresses[url.removeprefix("/")] = Address(name, told_by, state, number)
    return Ledger(addresses, files)


def written(ledger: Ledger) -> str:
    """The file that holds a ledger."""
    lines = [f"files {kind}\t{' '.join(names)}" for kind, names in sorted(ledger.files.items())]
    for url, each in sorted(ledger.addresses.items()):
        first = f"{each.state} /{url}".strip()
        lines.append("\t".join((first, each.name, each.told_by)).rstrip("\t"))
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _problem(was: Address, rule: str, message: str) -> Problem:
    return Problem(f"../{PATH}", was.line, 1, rule, message)


def _other(was: Address, here: Address) -> str:
    """What stands at an address in place of the record that was there; nothing where it is the same one.

    A brief may get a new title, or its day may be corrected; with both at once, under the id of another, it is a new one.
    """
    if was.name != here.name:
        return _told(here)
    if was.told_by and here.told_by:
        old, new = was.told_by.partition(" "), here.told_by.partition(" ")
        if old[0] != new[0] and old[2] != new[2]:
            return _told(here)
    return ""


def _told(address: Address) -> str:
    if not address.name:
        return "no record"
    return f"'{address.name}' ({address.told_by})" if address.told_by else f"'{address.name}'"


def _by_hand(url: str) -> str:
    return f"If it is meant so: briefbook release --forget /{url}"


def _advice(url: str) -> str:
    folder, _, rest = url.rstrip("/").partition("/")
    kind = paths.FOLDERS.get(folder, "")
    old = f"append '{rest}' to the redirect_from of the {kind} that took its place"
    if kind == "brief" and paths.is_brief_id(rest):
        return f"{old}, or bring the brief back with 'status: withdrawn', its date and the reason. {_by_hand(url)}"
    back = old if kind and paths.is_id(rest) else "bring it back"
    return f"{back}. {_by_hand(url)}"


def _lasts(page: Page, library: Library) -> bool:
    """Whether the address of a page that is no record's stays: it is promised, or somebody has written a text for it."""
    if not page.listed or page.file or page.number > 1:
        return False
    return page.promised or page.path in library.files


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _address(record: Lasting) -> Address:
    told_by = f"{record.date.isoformat()} {' '.join(record.title.split())}" if isinstance(record, Brief) else ""
    return Address(f"{KINDS[type(record)]} {permanent_id(record)}", told_by)


def _files_beside(
    records: Mapping[str, Lasting], made: Collection[str], withdrawn: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """The names of the files that lie beside every page of a kind, the withdrawn briefs apart."""
    by_folder: dict[str, set[str]] = {url: set() for url in records if url not in withdrawn}
    for path in made:
        if (names := by_folder.get(folder := _folder(path))) is not None:
            names.add(path.removeprefix(folder))
    found: dict[str, set[str]] = {}
    for url, names in by_folder.items():
        kind = KINDS[type(records[url])]
        found[kind] = found[kind] & names if kind in found else names
    return {kind: tuple(sorted(names)) for kind, names in found.items() if names}


def _records(library: Library) -> dict[str, Lasting]:
    """The records by their addresses, and by those that they once had where nobody lives now."""
    return by_former_link(library) | _living(library)


def _living(library: Library) -> dict[str, Lasting]:
    return {paths.link_to(KINDS[type(owner)], owner.id): owner for owner in owners(library) if owner}
