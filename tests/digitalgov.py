"""Makes a content folder of the archive of digital.gov: 400 dated articles, 52 topics, 1,044 authors.

The archive is no part of the project: its folder `digitalgov` lies in the one that BRIEFBOOK_DATA names. Run this file as
`python tests/digitalgov.py FOLDER` to lay the content out.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from briefbook import paths
from conftest import DATA

SECTION = "digital-government"
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*\n?(.*)\Z", re.DOTALL)
_SHORTCODE = re.compile(r"\{\{[<%].*?[%>]\}\}", re.DOTALL)
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?://|mailto:)[^)]*\)")
_TAG = re.compile(r"<[^>\n]*>?")


def archive() -> Path | None:
    """The folder of the archive, if this machine has it."""
    folder = DATA / "digitalgov"
    return folder if (folder / "content" / "news").is_dir() else None


def convert(folder: Path, *, tidy: bool = True) -> dict[str, str]:
    """The content as texts by docs path; `tidy` ones are without unseen characters and attribute lists."""
    content = folder / "content"
    made = {f"sections/{SECTION}.md": _record({"title": "Digital government"}, "")}
    topics, authors = dict(_topics(content)), dict(_authors(content))
    made |= {f"topics/{key}.md": text for key, text in topics.items()}
    made |= {f"authors/{key}.md": text for key, text in authors.items()}
    for file in sorted((content / "news").rglob("*.md")):
        path, text = _brief(file, set(topics), set(authors), tidy)
        assert path not in made, path
        made[path] = text
    return made


def _topics(content: Path) -> Iterator[tuple[str, str]]:
    yield "uncategorised", _record({"title": "Uncategorised"}, "")
    for file in sorted((content / "topics").glob("*/_index.md")):
        fields, _ = _read(file)
        values = {"title": _line(fields.get("title") or file.parent.name), "summary": _line(fields.get("summary"))[:400]}
        yield paths.slug(file.parent.name), _record(values, "")


def _authors(content: Path) -> Iterator[tuple[str, str]]:
    yield "staff", _record({"name": "Staff"}, "")
    for file in sorted((content / "authors").glob("*/_index.md")):
        fields, _ = _read(file)
        name = _line(fields.get("display_name") or file.parent.name)
        family = _line(fields.get("last_name"))
        person = bool(family) and name.endswith(f" {family}") and family != "Team"
        yield paths.slug(file.parent.name), _record({"name": name, "family": family if person else ""}, "")


def _brief(file: Path, topics: set[str], authors: set[str], tidy: bool) -> tuple[str, str]:
    fields, body = _read(file)
    day = re.search(r"\d{4}-\d{2}-\d{2}", str(fields["date"]) if "date" in fields else file.name)
    assert day, file
    title = _line(fields.get("title") or file.stem)
    known_topics = [each for each in map(paths.slug, _ids(fields.get("topics"))) if each in topics]
    known_authors = [each for each in map(paths.slug, _ids(fields.get("authors"))) if each in authors]
    values = {
        "title": title,
        "date": day[0],
        "section": SECTION,
        "authors": list(dict.fromkeys(known_authors)) or ["staff"],
        "summary": _line(fields.get("summary") or fields.get("deck") or title)[:400],
        "topics": list(dict.fromkeys(known_topics)) or ["uncategorised"],
    }
    name = paths.slug(str(fields.get("slug") or file.stem))[:90].strip("-")
    return f"briefs/{day[0][:4]}/{name}.md", _record(values, _tidied(_plain(body)) if tidy else _plain(body))


def _read(file: Path) -> tuple[dict[str, Any], str]:
    found = _FRONT.match(file.read_text(encoding="utf-8-sig").replace("\r\n", "\n"))
    assert found, file
    return yaml.load(found[1], Loader=yaml.BaseLoader) or {}, found[2]


def _ids(value: object) -> list[str]:
    return [each for each in value if each] if isinstance(value, list) else []


def _line(value: object) -> str:
    """A field as plain text on one line, without the entities and tags of the source."""
    text = _TAG.sub("", html.unescape(str(value or "")))
    return " ".join(re.sub(r"[\x00-\x1f\x7f\u200b-\u200d\ufeff\u202a-\u202e]", " ", text).split())


def _plain(body: str) -> str:
    """The body without what only its own site can do: shortcodes, relative links, HTML, titles of the first rank."""
    text = _SHORTCODE.sub("", body)
    text = _LINK.sub(lambda link: "" if link[1] else link[2], text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"</?[a-zA-Z][^>]*>", "", text)
    text = re.sub(r"(?m)^# ", "## ", text)
    return re.sub(r"\[\^([^\]]+)\]", r"(\1)", text)


def _tidied(body: str) -> str:
    """The body without attribute lists and unseen characters."""
    text = re.sub(r"\{[:#.][^}\n]*\}", "", body)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\ufeff\u202a-\u202e]", "", text)


def _record(fields: dict[str, Any], body: str) -> str:
    lines = [f"{name}: {_value(value)}\n" for name, value in fields.items() if value]
    return f"---\n{''.join(lines)}---\n\n{body.strip()}\n"


def _value(value: object) -> str:
    text = str(value)
    return text if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    found = archive()
    if found is None or len(sys.argv) != 2:
        sys.exit("usage: BRIEFBOOK_DATA=<the folder of the archive> python tests/digitalgov.py FOLDER")
    for path, text in convert(found).items():
        target = Path(sys.argv[1]) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
