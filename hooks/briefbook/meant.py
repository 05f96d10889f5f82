"""Guesses the ids that were meant by something else: a name, a path, an address, or several names in one text."""

from __future__ import annotations

import re

from briefbook import paths

_PATH = re.compile(rf"(?:\.{{0,2}}/|docs/|https?://|(?:{'|'.join(paths.FOLDERS)})/)|.*\.md\Z", re.IGNORECASE)
_END_OF_A_PATH = re.compile(r"(?:/(?:index|readme))?(?:\.md|\.html)?/*\Z", re.IGNORECASE)
_OF_A_BRIEF = re.compile(r"(?:\A|/)(?:(\d{4})/|((?:19|20)\d\d)(?:-\d\d-\d\d)?[ _-])([^/]+)\Z")


def near_ids(text: str) -> tuple[str, ...]:
    """What a text that is no id was probably meant to be: of a path its last part, of names between slashes each.

    Nothing of one without Latin letters.
    """
    names = [_bare(text).rpartition("/")[2]] if _PATH.match(text) else text.split("/")
    return tuple(near for near in map(paths.slug, names) if near != "untitled")


def near_brief_id(text: str) -> str | None:
    """The id of a brief that a path, an address or a name with its year was probably meant to be."""
    if re.match("https?://", text) and "/briefs/" not in text:
        return None
    found = _OF_A_BRIEF.search(_bare(text))
    near = near_ids(found[3]) if found else ()
    return f"{found[1] or found[2]}/{near[0]}" if found and near else None


def _bare(path: str) -> str:
    """A path or an address without what stands behind the name that counts."""
    path = re.sub(r"[?#].*\Z", "", path, flags=re.DOTALL) if _PATH.match(path) else path
    return _END_OF_A_PATH.sub("", path.rstrip("/"), count=1)
