"""What the dossiers show is what `briefbook mentions` prints, and every number leads to what it counts."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from conftest import Project

_TOLD = re.compile(
    r'<li>\s*<time datetime="[^"]*">[^<]*</time>\s*<div>\s*<h4><a href="([^"#]*)"><bdi>[^<]*</bdi></a></h4>'
    r'((?:\s*<blockquote dir="auto">.*?</blockquote>)+)\s*</div>\s*</li>',
    re.DOTALL,
)
_SENTENCE = re.compile(r"<blockquote[^>]*>(.*?)</blockquote>", re.DOTALL)
_MENTION = re.compile(r'<a href="([^"#]*)#bb-p\d+"><mark>(.*?)</mark></a>', re.DOTALL)


def lines(page: str) -> Iterator[tuple[str, str]]:
    """The mentions on the page of a dossier: the brief's id, and the sentence as it is read."""
    for target, told in _TOLD.findall(page):
        for sentence in _SENTENCE.findall(told):
            found = _MENTION.findall(sentence)
            assert {target} == {place for place, _ in found}
            for _ in found:
                yield target.partition("briefs/")[2].strip("/"), html.unescape(_MENTION.sub(r"\2", sentence))


def printed(project: Project) -> Counter[tuple[str, str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", "from briefbook.command_line import main; main()", "mentions", "--format", "jsonl"],
        cwd=project.folder,
        env={"PYTHONPATH": str(project.folder / "hooks"), "PATH": "/usr/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return Counter((line["actor"], line["brief"], line["sentence"]) for line in lines)


def shown(project: Project) -> Counter[tuple[str, str, str]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for path, content in project.published().items():
        if found := re.fullmatch(r"actors/([a-z0-9-]+)/(?:page/\d+/)?index\.html", path):
            counts.update((found[1], brief, sentence) for brief, sentence in lines(content.decode()))
    return counts


def test_every_mention_on_every_dossier_is_one_that_is_printed(sample: Project) -> None:
    assert sum(printed(sample).values()) > 500
    assert printed(sample) == shown(sample)


def test_the_number_of_mentions_is_that_of_the_lines(sample: Project) -> None:
    per_actor: Counter[str] = Counter()
    for (actor, _, _), count in printed(sample).items():
        per_actor[actor] += count
    for path, content in sample.published().items():
        if found := re.fullmatch(r"actors/([a-z0-9-]+)/index\.html", path):
            number = re.search(r'<dt>Mentions</dt><dd><a href="#bb-mentions">(\d+)</a>', content.decode())
            if number:
                assert per_actor[found[1]] == int(number[1]), path


def test_a_long_chronology_is_laid_out_over_pages_and_its_bars_lead_there(project: Project) -> None:
    for year in range(2000, 2024):
        text = "Arland stood. " * 14
        brief = (
            (project.docs / "briefs" / "2023" / "storm.md")
            .read_text(encoding="utf-8")
            .replace("2023-12-31", f"{year}-05-01")
        )
        (project.docs / "briefs" / str(year)).mkdir(exist_ok=True)
        (project.docs / "briefs" / str(year) / "old.md").write_text(brief + f"\n{text}\n", encoding="utf-8")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    files = {path: content.decode() for path, content in project.published().items() if path.startswith("actors/arland/")}
    mentions = {path: len(list(lines(content))) for path, content in files.items()}
    assert max(mentions.values()) == 50
    assert sum(mentions.values()) == 24 * 15 + 2
    assert '<a href="../../actors/arland/page/7/#bb-2000-q2">15</a>' in files["actors/arland/index.html"]
    assert 'id="bb-2000-q2"' in files["actors/arland/page/8/index.html"]


@pytest.mark.battery("B3")
def test_an_old_address_leads_on(project: Project) -> None:
    actor = project.docs / "actors" / "ada-quay.md"
    text = actor.read_text(encoding="utf-8").replace("kind: person", "kind: person\nredirect_from: [ada, a-quay]")
    actor.write_text(text, encoding="utf-8")
    brief = project.docs / "briefs" / "2023" / "storm.md"
    text = brief.read_text(encoding="utf-8").replace("lang: en", "lang: en\nredirect_from: [2022/tempest]")
    brief.write_text(text, encoding="utf-8")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    files = project.published()
    assert b'content="0; url=../../actors/ada-quay/"' in files["actors/ada/index.html"]
    assert b'href="https://briefbook.example.org/briefs/2023/storm/"' in files["briefs/2022/tempest/index.html"]
    assert b"tempest" not in files["sitemap.xml"]
