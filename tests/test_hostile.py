"""Files made to break, stall or deceive: each is refused at once, with one message."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import sys
import time
import tracemalloc
import zlib
from pathlib import Path

import pytest

from briefbook import disk, files
from briefbook.build import build
from briefbook.mend import mended
from briefbook.pictures import read_size
from briefbook.read import read
from conftest import ROOT, SETTINGS, SITES, Texts, texts_below

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
    "links": "\n".join(["[a](b" * 1800] * 26),
    "one long address": "[a]: https://example.org/" + "x" * 9000 + "\n\n" + "[a] b\n" * 5000,
    "one long title": '[a]: b "' + "x" * 9000 + '"\n\n' + "[a] b\n" * 5000,
    "entities and tags": "\n".join(["\t&amp;</div> " * 600] * 28),
    "signs": "\n".join(["**a*A-" * 1500] * 26),
    "lines": "a|b\n" * 60_000,
    "paragraphs": "`` \n\n" * 50_000,
    "ten megabytes": "word " * 2_000_000,
    "table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 1_000_000,
}
CHARACTERS = {
    "nul": "\x00", "placeholder": "\x02", "escape": "\x1b[31m", "c1": "\x9b", "surrogate": "\udcff", "bidi": "\u202e",
    "isolate": "\u2066", "zero width": "a\u200bb",
    "tag": "\U000e0041", "joiner in Latin": "a\u200db", "mark in Latin": "a\u200eb",
}  # fmt: skip


def rules(text: str, good: Texts) -> list[str]:
    """The rules that a text breaks; it takes little of the processor's time to say so."""
    begun = time.process_time()
    made = build({**good, "briefs/2024/fog.md": text}.items(), SETTINGS)

    assert time.process_time() - begun < 2
    assert made.pages == ()
    return [problem.rule for problem in made.problems]


MEASURED = """
import json, resource, subprocess, sys
status = subprocess.run(sys.argv[1:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, used.ru_utime + used.ru_stime, used.ru_maxrss]), file=sys.stderr)
"""
"""Runs a command from a small process: a child of a large one is counted with the memory of its parent."""
SLOW = {
    "definitions": "{ #x }\n:   \t" * 6000,
    "tables": "www.a.b\n===\n}| - |\t[a]: " * 3300,
}
"""What is within all limits, and yet takes Markdown long: it is given up."""
HOSTILE = {
    **{f"field: {name}": BRIEF.format(fields=fields, body="Text.") for name, (fields, _) in FIELDS.items()},
    **{f"body: {name}": BRIEF.format(fields="", body=body) for name, body in {**BODIES, **SLOW}.items()},
}


@pytest.mark.battery("A23", "A24", "A33", "A34")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_a_check_in_two_seconds_and_300_megabytes_with_one_message(name: str, tmp_path: Path) -> None:
    """In a process of its own, whose time and memory the system counts."""
    shutil.copytree(SITES / "good", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs" / "briefs" / "2024" / "fog.md").write_text(HOSTILE[name], encoding="utf-8")
    program = Path(sys.executable).parent / "briefbook"
    done = subprocess.run([sys.executable, "-c", MEASURED, program, "check"], cwd=tmp_path, capture_output=True, text=True)
    status, seconds, kilobytes = json.loads(done.stderr.splitlines()[-1])
    errors = [line for line in done.stdout.splitlines() if re.match(r"docs/(?!.*: warning: ).*\]$", line)]

    assert 1 == status
    assert 1 == len(errors), errors
    assert errors[0].startswith("docs/briefs/2024/fog.md:")
    assert seconds < 2
    assert kilobytes < 300 * 1024


@pytest.mark.battery("A23")
@pytest.mark.parametrize("field", ["title", "summary", "topics", "sources", "changes"])
def test_a_bomb_in_any_field_costs_less_than_a_tenth_of_a_second_and_fifty_megabytes(field: str) -> None:
    text = f"---\n{BOMB}{field}: [*i, *i]\n---\n"
    tracemalloc.start()
    begun = time.process_time()
    source, problems = read("briefs/2024/fog.md", text)
    took, (_, most) = time.process_time() - begun, tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert None is source
    assert ["yaml"] == [problem.rule for problem in problems]
    assert took < 0.1
    assert most < 50 * 1024 * 1024


@pytest.mark.battery("A23", "A24", "A25", "A29")
@pytest.mark.parametrize("name", FIELDS)
def test_hostile_front_matter_is_refused_at_once(name: str, good: Texts) -> None:
    fields, rule = FIELDS[name]

    assert {rule} == set(rules(BRIEF.format(fields=fields, body="Text."), good))


@pytest.mark.battery("A33", "A34")
@pytest.mark.parametrize("name", BODIES)
def test_hostile_bodies_are_refused_at_once(name: str, good: Texts) -> None:
    assert ["limit"] == rules(BRIEF.format(fields="", body=BODIES[name]), good)


@pytest.mark.battery("A33")
@pytest.mark.parametrize(
    "words",
    [
        "Port Authority ",
        "Ada Quay, ",
        "Words*a ",
        "a&lt;",
        "(a",
        '"a',
        "a [[ada-quay]] b ",
        "https://a.b/",
        "|a",
        "Ada Quay*",
    ],
)
def test_a_body_of_one_thing_over_and_over_is_done_with_soon(words: str, good: Texts) -> None:
    """None of these is refused as such: 234 KB of a name took four minutes, each copied with all that stood around it."""
    body = "\n".join([words * (9000 // len(words))] * 26)
    begun = time.process_time()
    build({**good, "briefs/2024/fog.md": BRIEF.format(fields="", body=body)}.items(), SETTINGS)

    assert time.process_time() - begun < 3  # of a build, with its pages; `check` does less


@pytest.mark.battery("A33")
@pytest.mark.parametrize(
    "line",
    ["<a{}>", "<b x{}>y</b>", "[x](java&#x73;cript:y{})", "*a*{{ #bb-{} }}", "*a*{{ .c{} }}", "`c` [x](javascript:y{})"],
)
def test_thousands_of_faults_that_differ_are_told_soon(line: str, good: Texts) -> None:
    """To look for each in all of the text took a minute."""
    body = "\n".join(line.format(number) for number in range(2300))
    begun = time.process_time()
    made = build({**good, "briefs/2024/fog.md": BRIEF.format(fields="", body=body)}.items(), SETTINGS)

    assert time.process_time() - begun < 2
    assert ["html"] * 101 == [problem.rule for problem in made.errors]
    assert "2200 more things" in next(each.message for each in made.errors if "more things" in each.message)
    assert [10, 10] == [problem.line for problem in made.errors[:2]]
    assert 109 == made.errors[-1].line


@pytest.mark.battery("A8", "A30", "A31")
@pytest.mark.parametrize("name", CHARACTERS)
def test_unseen_characters_are_refused(name: str, good: Texts) -> None:
    assert ["encoding"] == rules(BRIEF.format(fields="", body=CHARACTERS[name]), good)


@pytest.mark.battery("A31")
@pytest.mark.parametrize("text", [
        "می\u200cخواهم", "۲۰\u200cساله", "NATO\u200cها", "(ناتو)\u200cها", "क्\u200dष", "שלום\u200f!", "ظهر\u200e 5",
        "قال حزب الله\n(NATO)\u200e 5",
        "👩\u200d💻", "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "ភាសា\u200bខ្មែរ", "ภาษา\u200bไทย",
    ],
)  # fmt: skip
def test_joiners_and_marks_stay_where_a_script_needs_them(text: str, good: Texts) -> None:
    assert (
        () == build({**good, "briefs/2024/fog.md": BRIEF.format(fields="", body=f"{text} text")}.items(), SETTINGS).problems
    )


@pytest.mark.battery("A31")
@pytest.mark.parametrize(
    "text", ["\u200bWords", "Words\u200b ", "Words \ufeffpasted", "Words\u2060 —", "Words\u200e  pasted"]
)
def test_what_comes_along_with_pasted_words_is_a_warning_and_mended(text: str, good: Texts) -> None:
    """Not in front matter, whose values are names and addresses, and not inside a word, which it hides from a search."""
    brief = BRIEF.format(fields="", body=f"{text} here.")
    made = build({**good, "briefs/2024/fog.md": brief}.items(), SETTINGS)
    in_title = brief.replace("title: ", "title: \u200b")

    assert [("unseen", "warning")] == [(each.rule, each.severity) for each in made.problems]
    assert mended("briefs/2024/fog.md", brief).isascii() or "—" in text
    assert ["encoding"] == rules(in_title, good)
    assert "\u200b" not in mended("briefs/2024/fog.md", in_title)


@pytest.mark.battery("A31")
def test_a_soft_hyphen_is_a_warning_also_inside_a_word_and_is_mended(good: Texts) -> None:
    """It is no deceit, but a search for the word misses it."""
    brief = BRIEF.format(fields="", body="The neigh\u00adbours came.")
    made = build({**good, "briefs/2024/fog.md": brief}.items(), SETTINGS)

    assert [("unseen", "warning")] == [(each.rule, each.severity) for each in made.problems]
    assert "The neighbours came." in mended("briefs/2024/fog.md", brief)


@pytest.mark.battery("A30")
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1"])
def test_fix_leaves_what_is_not_utf_8_as_it_is(encoding: str) -> None:
    text = BRIEF.format(fields="", body="Café  society. ").rstrip("\n").encode(encoding).decode("utf-8", "surrogateescape")

    assert text == mended("briefs/2024/fog.md", text)


@pytest.mark.battery("A16")
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


@pytest.mark.battery("A19", "A20", "A22")
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


@pytest.mark.battery("A17", "A22")
@pytest.mark.parametrize(
    "path",
    ["actors/Con.md", "actors/con.md", "briefs/2024/aux.md", "topics/a b.md", "actors/" + "x" * 120 + ".md", "actors/.md"],
)
def test_a_record_of_a_name_that_is_not_allowed_is_refused(path: str, good: Texts) -> None:
    made = build({**good, path: "---\nname: X\nkind: person\n---\n"}.items(), SETTINGS)

    assert (path, "path") in [(problem.path, problem.rule) for problem in made.problems]


@pytest.mark.battery("A21")
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


@pytest.mark.battery("A20", "A34")
def test_a_picture_is_what_its_name_says_and_nothing_besides() -> None:
    assert ("PNG", 1, 1) == read_size(png())
    for content in (png() + b"<script>", png() + b"PK\x03\x04", png()[:-4], b"GIF89a=1;alert(1)", b"<svg onload=x>", b""):
        assert isinstance(files.judge_picture("a.png", len(content), content), str)
    assert isinstance(files.judge_picture("a.jpg", 1, png()), str)
    assert "million pixels" in str(files.judge_picture("a.png", 100, png(100_000, 100_000)))
    assert "MB" in str(files.judge_picture("a.png", 3 * 1024 * 1024, b""))
    assert not isinstance(files.judge_picture("a.png", 100, png()), str)


def test_the_example_site_is_still_good() -> None:
    assert () == build(texts_below(SITES / "good").items(), SETTINGS).problems


@pytest.mark.battery("A16")
def test_a_docs_folder_that_is_a_link_is_refused_as_such(tmp_path: Path) -> None:
    """Nothing is read through it, and `new` writes nothing through it."""
    shutil.copytree(SITES / "good", tmp_path / "elsewhere")
    (tmp_path / "project").mkdir()
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "project")
    (tmp_path / "project" / "docs").symlink_to(tmp_path / "elsewhere")
    program = Path(sys.executable).parent / "briefbook"
    checked, begun = (
        subprocess.run([program, *arguments], cwd=tmp_path / "project", capture_output=True, text=True)
        for arguments in (["check"], ["new", "actor", "Somebody"])
    )

    assert (1, 2) == (checked.returncode, begun.returncode)
    assert "docs is a link to another folder, and links are not followed" in checked.stdout
    assert "docs is a link to another folder, and links are not followed" in begun.stderr
    assert not (tmp_path / "elsewhere" / "actors" / "somebody.md").exists()
