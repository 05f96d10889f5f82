"""Two records of one actor become one: nothing that named either is lost, and all else in the files stays."""

from __future__ import annotations

import re

from click.testing import CliRunner

from briefbook.command_line import main
from conftest import Project


def merge(project: Project, *words: str) -> str:
    done = CliRunner().invoke(main, ["merge", "actor", *words, "--root", str(project.folder)])
    assert done.exit_code == 0, done.output
    return done.output


def twin(project: Project) -> None:
    (project.docs / "actors" / "a-quay.md").write_text(
        '---\nname: "Quay, A."\nkind: person\naliases: [Adele Quay]\nredirect_from: [aquay]\n---\n', encoding="utf-8"
    )
    brief = project.docs / "briefs" / "2023" / "storm.md"
    text = brief.read_text(encoding="utf-8").replace("[arland]", "[arland, a-quay]  # a comment")
    brief.write_text(f"{text}\n[[a-quay]] and [[a-quay|she]] and [her](../../actors/a-quay.md).\n", encoding="utf-8")
    strike = project.docs / "briefs" / "2024" / "strike-ends.md"
    strike.write_text(strike.read_text(encoding="utf-8").replace(", ada-quay]", ", ada-quay, a-quay]"), encoding="utf-8")


def test_the_site_builds_the_old_addresses_lead_on_and_the_briefs_add_up(project: Project) -> None:
    twin(project)
    merge(project, "a-quay", "ada-quay")
    done = project.build("--strict")

    assert 0 == done.returncode, done.stderr
    files = project.published()
    assert b"../../actors/ada-quay/" in files["actors/a-quay/index.html"]
    assert b"../../actors/ada-quay/" in files["actors/aquay/index.html"]
    number = re.search(rb"<dt>Briefs</dt><dd><a [^>]*>(\d+)</a>", files["actors/ada-quay/index.html"])
    assert number is not None
    assert 2 == int(number[1]), "one that listed both, and one that listed the old one"
