"""Writes out the entries that a list was meant to have, where its author wrote something that is no list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

import yaml

from briefbook.meant import near_brief_id, near_ids

A_NAME = "<name of its file>"
A_BRIEF = f"<year>/{A_NAME}"
_NAMES = ("id", "name", "title")
_IS_PLAIN = re.compile(r"[^\W_][^,:#\[\]{}\\]*")


def is_of_ids(hint: str) -> bool:
    """Whether a field holds ids, by its type as the model has it."""
    return bool(re.search(r"\b(?:Brief)?Id\b|AtLeastOne", hint))


def entries(hint: str, written: object) -> str | None:
    """What stood in the place of a list, as its entries in brackets; of names the ids that they are probably meant to be.

    Whether there are such files, a look at this one alone cannot tell; `checks/references.py` does.
    """
    if isinstance(written, Mapping):
        if not all(isinstance(value, str) for value in written.values()):
            return None
        if is_of_ids(hint) and any(written.values()):
            return id_in(hint, written)
        texts = [f"{name}: {value}" if value else str(name) for name, value in written.items()]
    elif isinstance(written, str):
        texts = [written]
    else:
        return None
    lines = [line for text in texts for line in _lines(text)]
    return ", ".join(_ids(hint, lines) if is_of_ids(hint) else map(quoted, lines))


def id_in(hint: str, fields: Mapping[object, object]) -> str | None:
    """The id that was probably meant by fields: by the one that is called id, name or title, or by the only one."""
    named = next((fields[name] for name in _NAMES if fields.get(name)), None)
    if named is None and len(fields) == 1:
        (name, value), *_ = fields.items()
        named = f"{name} {value}" if isinstance(value, str) else None
    return next(_ids(hint, [named]), None) if isinstance(named, str) else None


def quoted(text: str) -> str:
    """A text on one line as it can stand between brackets: in quotes where YAML would read something else."""
    if _IS_PLAIN.fullmatch(text) and _is_read_as_written(text):
        return text
    return f'"{text}"' if not re.search(r'["\\]', text) else "'" + text.replace("'", "''") + "'"


def hyphens_in_a_text(field: str, text: str) -> str | None:
    """What to do where the entries have hyphens, and YAML reads one text all the same."""
    if not text.startswith("-"):
        return None
    if not re.search(r"^-[ ]", text, re.MULTILINE) and "\n" not in text:
        return f"'{field}' is a list; write a blank behind each -, which begins an entry"
    sign = "|" if "\n" in text.strip() else "| or >" if "\n" in text else "sign"
    blank = "" if text.startswith("- ") else ", and write a blank behind each -"
    return f"'{field}' is a list; take out the {sign} behind its colon, so that each - begins an entry{blank}"


def _lines(text: str) -> Iterator[str]:
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines())
    return (line for line in lines if line)


def _ids(hint: str, texts: Iterable[str]) -> Iterator[str]:
    parts = (part.strip() for text in texts for part in re.split(r"[,;]| / ", text))
    for part in filter(None, parts):
        if "BriefId" in hint:
            yield near_brief_id(part) or A_BRIEF
        else:
            yield from near_ids(part) or (A_NAME,)


def _is_read_as_written(text: str) -> bool:
    try:
        return bool(yaml.safe_load(f"[{text}]") == [text])
    except (yaml.YAMLError, ValueError, OverflowError):
        return False
