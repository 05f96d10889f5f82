"""Whatever happens to a build, the published site is the old one or the new one, whole, and nothing is left beside it."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefbook import disk
from conftest import SITES, Project

KILLS = int(os.environ.get("KILLS", "3"))
"""How often a build is killed; `.ci/run` does it twenty times."""

AS_ROOT = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount, or become another"
)


@pytest.fixture(autouse=True)
def _as_large(project: Project) -> None:
    """What a build does for a large archive alone is done for this one."""
    code = project.folder / "hooks" / "briefbook" / "groundwork.py"
    text = code.read_text(encoding="utf-8")
    assert "_MANY = 30_000" in text
    code.write_text(text.replace("_MANY = 30_000", "_MANY = 1"), encoding="utf-8")


def start(project: Project, *options: str) -> subprocess.Popen[str]:
    """Begin a build and do not wait for it."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project.folder / "hooks")}
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.Popen(command, cwd=project.folder, env=environment, stderr=subprocess.PIPE, text=True)


def wait_for(project: Project, sign: str, build: subprocess.Popen[str]) -> None:
    """Wait until a build has made a file, by its pattern below the hidden folder beside the site."""
    while not any((project.folder / ".site-briefbook").glob(sign)):
        assert build.poll() is None, "the build is over"
        time.sleep(0.01)


def edit(project: Project) -> None:
    """A change that concerns many pages."""
    actor = project.docs / "actors" / "port-authority.md"
    actor.write_text(actor.read_text(encoding="utf-8").replace("name: ", "name: New "), encoding="utf-8")


def only_the_site_is_there(project: Project) -> bool:
    return not [each for each in os.listdir(project.folder) if each.startswith(".") and each != ".cache"]


def test_killed_at_random_moments_it_is_the_old_site_or_the_new_one(project: Project, tmp_path: Path) -> None:
    assert 0 == project.build().returncode
    old = project.published()
    edit(project)
    began = time.monotonic()
    assert 0 == project.build("-d", str(tmp_path / "new")).returncode
    lasts = time.monotonic() - began
    new = Project.files(tmp_path / "new")
    assert old != new
    moment = random.Random(7)
    for _ in range(KILLS):
        build = start(project)
        time.sleep(moment.uniform(0.3, 1.05) * lasts)
        build.kill()
        build.communicate()
        assert project.published() in (old, new)

    assert 0 == project.build().returncode
    assert new == project.published()
    assert only_the_site_is_there(project)


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_who_is_told_to_stop_tidies_up_and_says_so(project: Project, name: str, code: int) -> None:
    build = start(project, "-q")
    wait_for(project, "fresh-*/assets", build)
    build.send_signal(getattr(signal, name))
    _, said = build.communicate(timeout=60)

    assert code == build.returncode
    assert f"Stopped by {name}; the published site stays as it was" in said
    assert "Traceback" not in said
    assert not project.site.exists()
    assert only_the_site_is_there(project)


def test_two_builds_at_once_take_turns(project: Project) -> None:
    first = start(project)
    wait_for(project, "fresh-*", first)
    first.send_signal(signal.SIGSTOP)  # or it may be done before the second has begun
    second = start(project)
    assert second.stderr
    waits = second.stderr.readline()
    first.send_signal(signal.SIGCONT)
    first.communicate(timeout=120)
    _, said = second.communicate(timeout=120)

    assert f"Another build of {project.site} is at work, process {first.pid}; this one waits for it" in waits
    assert (0, 0) == (first.returncode, second.returncode), said
    assert only_the_site_is_there(project)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 4 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=3000", "tmpfs", str(folder)], capture_output=True
    ).returncode:
        pytest.skip("mounting is not allowed here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@AS_ROOT
def test_a_file_of_which_only_a_part_fits_is_not_taken_for_written(small_disk: Path) -> None:
    with pytest.raises(OSError, match="No space left"):
        disk.writer(small_disk)("deep/file", b"x" * 5_000_000)


FILLS = """
import os
from pathlib import Path

def fill(*args, **more):
    with open("{disk}/full", "wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            pass
    try:
        for number in range(10_000):  # and no file can be added
            Path(f"{disk}/full-{{number}}").touch()
    except OSError:
        pass

on_{event} = fill
"""


@AS_ROOT
@pytest.mark.parametrize("event", ["env", "post_build", "shutdown"], ids=["build", "verify", "swap"])
def test_a_disk_that_is_full_is_told_in_a_line_and_the_old_site_stays(
    project: Project, small_disk: Path, event: str
) -> None:
    """At the swap, what was hidden at the top of the old site has still to be brought over."""
    site = small_disk / "site"
    assert 0 == project.build("-d", str(site)).returncode
    (site / ".well-known" / "acme").mkdir(parents=True)
    (site / ".well-known" / "acme" / "token").write_text("x")
    before = Project.files(site)
    (project.folder / "fill.py").write_text(FILLS.format(disk=small_disk, event=event), encoding="utf-8")
    project.set("hooks:\n", "hooks:\n  - fill.py\n")
    edit(project)
    done = project.build("-q", "-d", str(site))

    assert 1 == done.returncode
    lines = [line for line in done.stderr.splitlines() if line]
    assert len(lines) == 1, done.stderr
    assert "No space left on device" in lines[0]
    assert before == Project.files(site)
    assert not (small_disk / ".site-briefbook").exists()


class Nobody:
    """Somebody who is not root, whom no mode holds back, with a project of his own."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder / "project", SITES / "good")
        subprocess.run(["chown", "-R", "65534:65534", str(self.project.folder)], check=True)
        self._home = str(folder)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run Python with some arguments."""
        as_nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", sys.executable, "-B"]
        return subprocess.run(
            [*as_nobody, *command],
            cwd=self.project.folder,
            env={
                **os.environ,
                "NO_MKDOCS_2_WARNING": "1",
                "PYTHONPATH": str(self.project.folder / "hooks"),
                "HOME": self._home,
            },
            capture_output=True,
            text=True,
            timeout=60,
        )

    def build(self) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "mkdocs", "build", "-q")

    def briefbook(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("-c", "from briefbook.command_line import main; main()", *words)


@pytest.fixture
def nobody() -> Iterator[Nobody]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        nobody = Nobody(Path(folder))
        if not shutil.which("setpriv") or nobody.run("-m", "mkdocs", "--version").returncode:
            pytest.skip("nobody else can run MkDocs here")
        yield nobody


@AS_ROOT
def test_who_may_not_read_a_file_or_write_the_site_is_told_which(project: Project, nobody: Nobody) -> None:
    """Where nothing is in the way, the site is root's to the byte."""
    by_root = project
    assert 0 == by_root.build().returncode
    project, build = nobody.project, nobody.build
    assert (0, "") == (build().returncode, build().stderr)
    before = Project.files(project.site)
    assert by_root.published() == before
    (project.docs / "actors" / "ada-quay.md").chmod(0)
    (project.docs / "topics").chmod(0)
    done = build()
    assert 1 == done.returncode
    assert "docs/actors/ada-quay.md:1:1: the file cannot be read: Permission denied; see that" in done.stderr
    assert "docs/topics:1:1: the folder cannot be read: Permission denied; see that" in done.stderr
    assert "Traceback" not in done.stderr
    assert 2 == done.stderr.count(" [")
    (project.docs / "actors" / "ada-quay.md").chmod(0o644)
    (project.docs / "topics").chmod(0o755)
    project.folder.chmod(0o555)
    done = build()
    assert 1 == done.returncode
    assert f"cannot be built beside {project.site}" in done.stderr
    assert "Permission denied" in done.stderr
    assert 1 == len(done.stderr.splitlines())
    assert before == Project.files(project.site)


def told(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    """What problems are told, by file and rule."""
    return re.findall(r"^(\S+?):\d.*(\[[a-z-]+\])$", done.stdout + done.stderr, re.MULTILINE)


@AS_ROOT
@pytest.mark.parametrize("path", ["docs/briefs/2023/storm.md", "docs/actors", "docs/about.md"])
def test_who_names_or_leads_to_what_nobody_may_read_is_not_to_blame(nobody: Nobody, path: str) -> None:
    (nobody.project.folder / path).chmod(0)

    for done in nobody.briefbook("release", "--check"), nobody.build(), nobody.briefbook("check"):
        assert (1, [(path, "[unreadable]")]) == (done.returncode, told(done)), done.stderr


@AS_ROOT
@pytest.mark.parametrize("path", ["docs/briefs/2024/strike-ends.md", "docs/topics"])
@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("move brief 2024/strike-begins 2024/strike-starts", "refer to the brief"),
        ("merge actor ada-quay arland", "name the actor"),
    ],
    ids=["move", "merge"],
)
def test_nothing_is_moved_or_merged_where_what_names_it_may_not_be_read(
    nobody: Nobody, path: str, words: str, what: str
) -> None:
    before = Project.files(nobody.project.docs)
    (nobody.project.folder / path).chmod(0)
    done = nobody.briefbook(*words.split())

    assert (1, "") == (done.returncode, done.stdout)
    assert f"{path} cannot be read, and may {what}; see that you may read it; nothing was changed" in done.stderr
    assert before == Project.files(nobody.project.docs)


@AS_ROOT
def test_fix_mends_what_it_may_read_and_lists_the_rest(nobody: Nobody) -> None:
    for path in ("storm", "wrong-map"):
        with (nobody.project.docs / "briefs" / "2023" / f"{path}.md").open("a", encoding="utf-8") as file:
            file.write("\nWords  here. \n")
    (nobody.project.docs / "briefs" / "2023" / "storm.md").chmod(0)
    (nobody.project.docs / "topics").chmod(0)
    elsewhere = nobody.briefbook("fix", "docs/actors")
    done = nobody.briefbook("fix")

    assert (0, "") == (elsewhere.returncode, elsewhere.stderr)
    assert (1, "docs/briefs/2023/wrong-map.md\n") == (done.returncode, done.stdout)
    assert (
        "docs/topics:1:1: the folder cannot be read: Permission denied; see that you may read it [unreadable]\n"
        in done.stderr
    )
    assert "docs/briefs/2023/storm.md:1:1: the file cannot be read: Permission denied" in done.stderr


def checked(project: Project) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from briefbook.command_line import main; main()", "check"],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": str(project.folder / "hooks")},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_pipe_among_the_texts_is_told_and_nobody_waits_for_it_to_speak(project: Project) -> None:
    for name in ("briefs/2024/ff.md", "briefs/2024/ff.png"):
        os.mkfifo(project.docs / name)
    storm = project.docs / "briefs" / "2023" / "storm.md"
    storm.write_text(storm.read_text(encoding="utf-8") + "\n[A pipe](../2024/ff.md)\n", encoding="utf-8")
    build = start(project, "-q")
    try:
        _, said = build.communicate(timeout=60)
    finally:
        build.kill()

    assert 1 == build.returncode
    assert 2 == said.count(" ["), said
    assert [name for name, _ in told(checked(project))] == ["docs/briefs/2024/ff.md", "docs/briefs/2024/ff.png"]
    assert "docs/briefs/2024/ff.md:1:1: this is neither a file nor a folder; delete it [file-type]" in said


@AS_ROOT
def test_a_cache_that_may_not_be_read_is_done_without(nobody: Nobody) -> None:
    assert 0 == nobody.build().returncode
    before = Project.files(nobody.project.site)
    (nobody.project.folder / ".cache" / "briefbook").chmod(0)
    edit(nobody.project)
    done = nobody.build()

    assert (0, "") == (done.returncode, done.stderr), done.stderr
    assert before != Project.files(nobody.project.site)
    assert 0 == nobody.briefbook("check", "docs/actors/ada-quay.md").returncode
    assert 0 == nobody.briefbook("new", "actor", "Zed").returncode


@AS_ROOT
def test_a_check_of_what_may_not_be_read_says_so_and_what_is_wrong_beside_it(nobody: Nobody) -> None:
    secret, bad = "docs/briefs/2023/storm.md", "docs/topics/storms.md"
    (nobody.project.folder / secret).chmod(0)
    (nobody.project.folder / bad).write_text("---\ntitel: x\n---\n", encoding="utf-8")

    assert {(secret, "[unreadable]")} == {*told(nobody.briefbook("check", secret))}
    assert {secret, bad} == {path for path, _ in told(nobody.briefbook("check", bad, secret))}
    (nobody.project.docs / "actors").chmod(0)
    for command in "check", "fix":
        assert [("docs/actors", "[unreadable]")] == told(nobody.briefbook(command, "docs/actors/arland.md"))


@pytest.mark.parametrize(
    ("does", "told"),
    [
        (
            "os.kill(os.getpid(), 9)",
            "a process ended without a result; memory may have run out: where it is short, BRIEFBOOK_JOBS=1",
        ),
        ("raise MemoryError", "memory has run out: where it is short, BRIEFBOOK_JOBS=1 takes less of it"),
    ],
    ids=["killed", "refused"],
)
def test_a_process_that_lacks_memory_is_told_in_a_line(project: Project, does: str, told: str) -> None:
    assert 0 == project.build().returncode
    edit(project)
    before = project.published()
    code, begins = project.folder / "hooks" / "briefbook" / "bundle_index.py", "    bundle, known = waiting"
    text = code.read_text(encoding="utf-8")
    assert begins in text
    code.write_text(text.replace(begins, f"    {does}\n{begins}"), encoding="utf-8")
    done = project.build("-q", BRIEFBOOK_JOBS="3")

    assert 1 == done.returncode
    assert f"Error: The site cannot be built, and the published one stays as it was: {told}" in done.stderr
    assert "Traceback" not in done.stderr
    assert before == project.published()


def test_a_signal_that_comes_while_the_site_is_exchanged_is_not_told_as_if_the_old_one_stood(project: Project) -> None:
    assert 0 == project.build().returncode
    file = project.folder / "hooks" / "briefbook" / "publish.py"
    text, exchange = file.read_text(encoding="utf-8"), "        _exchange(fresh, target)\n"
    assert exchange in text
    file.write_text(text.replace(exchange, f"{exchange}        os.kill(os.getpid(), 15)\n"), encoding="utf-8")
    before = project.published()
    edit(project)
    done = project.build()

    assert 128 + 15 == done.returncode
    assert "Stopped by SIGTERM; the fresh site was published before" in done.stderr
    assert before != project.published()
    assert only_the_site_is_there(project)


def test_a_site_that_would_lose_half_of_its_addresses_is_not_published(project: Project) -> None:
    assert 0 == project.build().returncode
    sitemap = project.site / "sitemap.xml"
    sitemap.write_text(sitemap.read_text(encoding="utf-8") + "<loc>" * 200, encoding="utf-8")
    before = project.published()
    done = project.build()

    assert 1 == done.returncode
    assert "addresses where the published one has" in done.stderr
    assert f"delete {project.site}" in done.stderr
    assert before == project.published()


def test_a_page_that_is_cut_short_or_a_link_that_leads_nowhere_is_not_published(project: Project) -> None:
    """As a mistake in a template makes it, which no check of the texts can see."""
    assert 0 == project.build().returncode
    before = project.published()
    template = project.folder / "hooks" / "briefbook" / "theme" / "by_hand.html"
    template.write_text(template.read_text(encoding="utf-8").replace("{{", '<a href="no/">no</a>{{', 1), encoding="utf-8")
    done = project.build()

    assert 1 == done.returncode
    assert "about/index.html has a link that leads nowhere: no/" in done.stderr
    assert before == project.published()
    assert only_the_site_is_there(project)


def test_a_first_build_that_is_not_published_leaves_no_links_to_what_it_made(project: Project) -> None:
    template = project.folder / "hooks" / "briefbook" / "theme" / "by_hand.html"
    template.write_text(template.read_text(encoding="utf-8").replace("{{", '<a href="no/">no</a>{{', 1), encoding="utf-8")

    assert 1 == project.build().returncode
    assert [] == [*project.folder.glob(".cache/briefbook/spare-*")]


def test_where_the_disk_is_slow_throughout_the_site_is_the_same_and_nothing_else_is_left(project: Project) -> None:
    assert 0 == project.build().returncode
    quick = project.published()
    shutil.rmtree(project.folder / "site")
    shutil.rmtree(project.folder / ".cache")
    code = project.folder / "hooks" / "briefbook" / "block_groups.py"
    slow = code.read_text(encoding="utf-8").replace("if time.perf_counter() - began > _SLOW else", "if True else")
    slow = slow.replace("120e-6, 32", "120e-6, 2").replace("if took < 2 * _SLOW", "if True")
    assert 3 == slow.count("if True") + slow.count("120e-6, 2")
    code.write_text(slow, encoding="utf-8")

    assert 0 == project.build().returncode
    assert quick == project.published()
    assert only_the_site_is_there(project)
    assert [] == [*project.folder.glob(".cache/briefbook/spare-*-*")]


def test_a_first_build_that_is_stopped_at_its_end_leaves_nothing_and_says_so(project: Project) -> None:
    code = project.folder / "hooks" / "briefbook" / "spare.py"
    text = code.read_text(encoding="utf-8")
    slow = text.replace("        _link_all(str(fresh)", "        __import__('time').sleep(3)\n        _link_all(str(fresh)")
    assert slow != text
    code.write_text(slow, encoding="utf-8")
    build = start(project)
    while not [*project.folder.glob(".cache/briefbook/spare-*/")]:
        assert build.poll() is None, "the build is over"
        time.sleep(0.01)
    time.sleep(1.5)  # all is written by now, and it waits
    build.send_signal(signal.SIGTERM)
    _, told = build.communicate(timeout=60)

    assert 128 + signal.SIGTERM == build.returncode
    assert "Stopped by SIGTERM; the published site stays as it was" in told
    assert not (project.folder / "site").exists()
    assert only_the_site_is_there(project)
    assert [] == [*project.folder.glob(".cache/briefbook/spare-*")]
