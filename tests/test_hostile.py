"""Files made to break, stall or deceive: each is refused at once, with one message."""

from __future__ import annotations

import resource
import struct
import time
import zlib
from pathlib import Path

import pytest

from briefbook import disk, files
from briefbook.build import build
from briefbook.pictures import read_size
from conftest import SETTINGS, SITES, Texts, texts_below

BRIEF = (
    "---\ntitle: Fog\ndate: 2024-01-10\nsection: weather\nauthors: [night-desk]\nsummary: Nothing to be seen.\n"
    "topics: [storms]\n{fields}---\n\n{body}\n"
)
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)
FIELDS = {
    "bomb": (BOMB, "yaml"),
    "deep": (f"a: {'[' * 5000}\n", "limit"),
    "deep on lines": ("a:\n" + "".join(f"{' ' * n}-\n" for n in range(1, 119)), "yaml"),
    "recursive": ("a: &x [*x]\n", "yaml"),
    "merge key": ("<<: {a: b}\n", "unknown-field"),
    "python tag": ("a: !!python/object/apply:os.system [id]\n", "yaml"),
    "environment": ("a: !ENV HOME\n", "yaml"),
    "binary": ("a: !!binary aGk=\n", "yaml"),
    "set": ("a: !!set {a, b}\n", "yaml"),
    "thousand topics": (f"actors: [{', '.join(f'a{n}' for n in range(1000))}]\n", "limit"),
    "nested topics": ("actors: [[a]]\n", "type"),
    "map for a list": ("actors: {a: b}\n", "type"),
    "escaped bidi": ('number: "\\u202e"\n', "encoding"),
    "long": (f"number: {'a b ' * 5000}\n", "limit"),
    "number": ("country: NO\n", "unknown-field"),
}
BODIES = {
    "brackets": "[" * 20_000,
    "tags": "<a " * 20_000,
    "tags on lines": "<a \n" * 20_000,
    "tags that differ": "\n".join(f"<a{n} x" for n in range(8000)),
    "footnotes": "[^" * 5000,
    "brackets that differ": "\n".join(f"[a{n} [b" for n in range(3000)),
    "abbreviation": f"*[A]: {'x' * 50_000}",
    "quotations": "> " * 2000,
    "list": "\n".join(f"{' ' * 4 * n}- x" for n in range(300)),
    "ten megabytes": "word " * 2_000_000,
    "table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 1_000_000,
}
CHARACTERS = {
    "nul": "\x00", "placeholder": "\x02", "escape": "\x1b[31m", "c1": "\x9b", "surrogate": "\udcff", "bidi": "\u202e",
    "isolate": "\u2066", "zero width": "a\u200bb",
    "tag": "\U000e0041", "joiner in Latin": "a\u200db", "mark in Latin": "a\u200eb",
}  # fmt: skip


def rules(text: str, good: Texts) -> list[str]:
    """The rules that a text breaks; it takes no time to say so."""
    begun = time.perf_counter()
    made = build({**good, "briefs/2024/fog.md": text}.items(), SETTINGS)

    assert time.perf_counter() - begun < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 400 * 1024
    assert made.pages == ()
    return [problem.rule for problem in made.problems]


@pytest.mark.parametrize("name", FIELDS)
def test_hostile_front_matter_is_refused_at_once(name: str, good: Texts) -> None:
    fields, rule = FIELDS[name]

    assert {rule} == set(rules(BRIEF.format(fields=fields, body="Text."), good))


@pytest.mark.parametrize("name", BODIES)
def test_hostile_bodies_are_refused_at_once(name: str, good: Texts) -> None:
    assert ["limit"] == rules(BRIEF.format(fields="", body=BODIES[name]), good)


@pytest.mark.parametrize("name", CHARACTERS)
def test_unseen_characters_are_refused(name: str, good: Texts) -> None:
    assert ["encoding"] == rules(BRIEF.format(fields="", body=CHARACTERS[name]), good)


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क्\u200dष", "👩\u200d💻", "שלום\u200f!", "ظهر\u200e 5"])
def test_joiners_and_marks_stay_where_a_script_needs_them(text: str, good: Texts) -> None:
    assert (
        () == build({**good, "briefs/2024/fog.md": BRIEF.format(fields="", body=f"{text} text")}.items(), SETTINGS).problems
    )


def test_links_on_disk_are_refused_by_name_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "secret").mkdir()
    for name, target in {
        "file.md": "/etc/passwd",
        "folder": tmp_path / "secret",
        "loop": tmp_path,
        "gone.md": "nowhere",
    }.items():
        (tmp_path / "actors" / name).symlink_to(target)
    found = disk.survey(tmp_path)

    assert () == found.texts
    assert [("actors/file.md", "link-on-disk"), ("actors/folder", "link-on-disk")] == [
        (problem.path, problem.rule) for problem in found.problems if problem.path in {"actors/file.md", "actors/folder"}
    ]
    assert 4 == len(found.problems)


@pytest.mark.parametrize(
    "path",
    [
        "CNAME", "robots.txt", ".nojekyll", "404.html",
        "sitemap.xml", "search/search_index.json", "assets/javascripts/bundle.js", "briefs/2024/fog/map.svg",
        "briefs/2024/fog/a.pdf", "briefs/2024/fog/run.py", "briefs/2024/nobody/map.png", "a:b.md",
        "what?.md", "a#b.md", "trailing .md", "aux.md",
        "con/x.md", "a\\b.md", "%2e%2e/x.md", "assets/images/favicon.png",
        "../x.md",
        f"{'x' * 120}.md",
    ],
)  # fmt: skip
def test_a_path_that_is_not_allowed_is_refused(path: str) -> None:
    assert [path] == [problem.path for problem in files.misnamed([path])]


@pytest.mark.parametrize(
    "path",
    ["actors/Con.md", "actors/con.md", "briefs/2024/aux.md", "topics/a b.md", "actors/" + "x" * 120 + ".md", "actors/.md"],
)
def test_a_record_of_a_name_that_is_not_allowed_is_refused(path: str, good: Texts) -> None:
    made = build({**good, path: "---\nname: X\nkind: person\n---\n"}.items(), SETTINGS)

    assert (path, "path") in [(problem.path, problem.rule) for problem in made.problems]


def test_names_that_many_disks_hold_to_be_the_same_are_refused() -> None:
    twins = [["Foo.md", "foo.md"], ["caf\u00e9.png", "cafe\u0301.png"]]

    for pair in twins:
        assert "duplicate-path" in [problem.rule for problem in files.misnamed(pair)]


def png(width: int = 1, height: int = 1, extra: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
        + chunk(b"IEND", b"")
    )


def test_a_picture_is_what_its_name_says_and_nothing_besides() -> None:
    assert ("PNG", 1, 1) == read_size(png())
    for content in (png() + b"<script>", png() + b"PK\x03\x04", png()[:-4], b"GIF89a=1;alert(1)", b"<svg onload=x>", b""):
        assert files.picture_fault("a.png", len(content), content)
    assert files.picture_fault("a.jpg", 1, png())
    assert "million pixels" in (files.picture_fault("a.png", 100, png(100_000, 100_000)) or "")
    assert "MB" in (files.picture_fault("a.png", 3 * 1024 * 1024, b"") or "")
    assert None is files.picture_fault("a.png", 100, png())


def test_the_example_site_is_still_good() -> None:
    assert () == build(texts_below(SITES / "good").items(), SETTINGS).problems
