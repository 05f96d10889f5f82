"""Keeps the site that was published before the last, to make the next one of it.

A site of 10,000 briefs is 100,000 files, and an edit changes fifty of them. To link all others into a fresh folder, and to
delete the folder that was replaced, takes longer than everything else. So the folder that was replaced is put aside. What
is still the same there stays where it is, all else is replaced: never written to, since most of its files are links to the
bytes of the published ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Collection, Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from briefbook import block_groups
from briefbook.inventory import SHOWN, Stamps, look, paths, time_of

_UNNAMED = "-unnamed-"
Mark = tuple[int, int]
"""The device and the number of a folder: what somebody else has put at its place is another one."""


def place(cache: Path, target: Path) -> Path:
    """Where the folder is kept that a target has replaced."""
    name = hashlib.blake2b(str(target.absolute()).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return cache / f"spare-{name}"


def mark(spare: Path) -> Mark | None:
    """By what a folder that is kept is known again; nothing where there is none."""
    try:
        state = spare.lstat()
    except OSError:
        return None
    return (state.st_dev, state.st_ino) if stat.S_ISDIR(state.st_mode) else None


def put_away(old: Path, spare: Path) -> bool:
    """Keep a folder that was published; says no where it lies on another disk, or the cache cannot be written."""
    try:
        for file in [*old.iterdir()]:
            if file.name.startswith(".") and file.name != SHOWN:
                _remove(file)
        drop(spare)
        spare.parent.mkdir(parents=True, exist_ok=True)
        old.rename(spare)
    except OSError:
        return False
    return True


def drop(spare: Path) -> None:
    """Delete what is kept, if anything is, and if the cache can be written; what stays is known by its mark, or is not.

    With it goes what was being made to be kept, by a process that was ended, and the places where its folders were made.
    """
    for left in (spare, *spare.parent.glob(f"{spare.name}-*")):
        with contextlib.suppress(OSError):
            _remove(left)


def prepare(spare: Path, fresh: Path) -> None:
    """Make a folder of links to a site that is about to be published, the first at its place, for the one after it.

    What comes to that site later, `ready` adds.
    """
    drop(spare)
    try:
        _make(spare)
        _link_all(str(fresh), str(spare), block_groups.Folders(spare))
        for place in spare.parent.glob(f"{spare.name}-*"):
            _remove(place)
    except OSError:
        drop(spare)


def ready(spare: Path, known: Mark | None, published: Path, number: int, mode: int = 0o755) -> tuple[Mark, Stamps] | None:
    """Have a folder at hand to begin a fresh site with: what is kept, if it is `known`, or links to what is published.

    `number` is that of the published files; folders are given their `mode`, and empty ones deleted. Tells the folder's
    mark, and the sizes and times of its files (`inventory.stamps`); nothing where it cannot be had, as on a disk without
    links.
    """
    try:
        if known is None or mark(spare) != known:
            drop(spare)
            _make(spare)
        there = _mended(spare, mode)
        if len(there) < number:
            there |= _link_missing(published, spare, there)
        found = mark(spare)
        return (found, there) if found else None
    except OSError:
        drop(spare)
        return None


def take_up(spare: Path, fresh: Path) -> frozenset[str] | None:
    """Let a fresh folder begin as what is kept; the files that are in it already, which are told, take their places there.

    Nothing is told where that cannot be done; the fresh folder is as it was then.
    """
    beside = fresh.with_name(f"{fresh.name}-spare")
    try:
        spare.rename(beside)
    except OSError:
        return None  # on another disk
    there = frozenset(_files(fresh))
    for path in there:
        make_way(beside, path)
        (fresh / path).replace(beside / path)
    shutil.copymode(fresh, beside)
    shutil.rmtree(fresh)
    beside.rename(fresh)
    return there


def make_way(folder: Path, path: str) -> None:
    """Delete what stands at the place of a file, or on the way to it, and make the folders on that way."""
    for above in [*reversed(Path(path).parents)][1:]:
        if (folder / above).is_symlink() or (folder / above).is_file():
            (folder / above).unlink()
    if os.path.lexists(folder / path):
        _remove(folder / path)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)


def trim(fresh: Path, there: Iterable[str], wanted: Collection[str]) -> None:
    """Delete the files that were `there` and no longer belong to a site, and the folders that are empty then."""
    gone = {path for path in there if path not in wanted}
    for path in gone:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):  # something else was made there
            os.unlink(f"{fresh}/{path}")  # noqa: PTH108  # they may be thousands
    for folder in sorted({path.rpartition("/")[0] for path in gone}, key=len, reverse=True):
        with contextlib.suppress(OSError):  # other files are in it
            while folder:
                (fresh / folder).rmdir()
                folder = folder.rpartition("/")[0]


def _make(spare: Path) -> None:
    """Make the folder, first under a name that was never there: by it the disk seeks a place."""
    spare.parent.mkdir(parents=True, exist_ok=True)
    made = block_groups.new_folder(spare.parent, f"{spare.name}{_UNNAMED}")
    made.chmod(0o755)
    made.rename(spare)


def _mended(spare: Path, mode: int) -> dict[str, tuple[int, int]]:
    """The files of a folder that is kept, when its folders are as a build makes them."""
    found = look(spare, mode=mode)
    before: tuple[str, ...] = ()
    while found.amiss and found.amiss != before:  # in a closed folder there may be others, and one may be empty then
        for path in reversed(found.amiss):
            try:
                (spare / path).rmdir()
            except OSError:
                (spare / path).chmod(mode)
        found, before = look(spare, mode=mode), found.amiss
    return found.files


def _link_all(fresh: str, spare: str, making: block_groups.Folders) -> None:
    """Link all files of a folder into another, which is empty."""
    folders = []
    with os.scandir(fresh) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                making.make(f"{spare}/{entry.name}")
                folders.append(entry.name)
            else:
                os.link(f"{fresh}/{entry.name}", f"{spare}/{entry.name}", follow_symlinks=False)
    for name in folders:
        _link_all(f"{fresh}/{name}", f"{spare}/{name}", making)


def _link_missing(published: Path, spare: Path, there: Stamps) -> dict[str, tuple[int, int]]:
    """Link the files of a published folder that are not there; gives their sizes and times.

    What would lie below something that is there and no folder, such as a link that leads elsewhere, is left out.
    """
    made = {""}
    linked: dict[str, tuple[int, int]] = {}
    for path in [path for path in paths(published) if path not in there]:
        parent = path.rpartition("/")[0]
        if parent not in made:
            if not there.keys().isdisjoint(accumulate(parent.split("/"), "{}/{}".format)):
                continue
            os.makedirs(f"{spare}/{parent}", exist_ok=True)  # noqa: PTH103  # a Path for each of thousands costs more
            made.add(parent)
        os.link(f"{published}/{path}", f"{spare}/{path}", follow_symlinks=False)
        state = os.lstat(f"{spare}/{path}")
        linked[path] = (state.st_size, time_of(state))
    return linked


def _files(folder: Path) -> Iterator[str]:
    for above, _, names in os.walk(folder):
        yield from ((Path(above) / name).relative_to(folder).as_posix() for name in names)


def _remove(file: Path) -> None:
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    else:
        file.unlink()
