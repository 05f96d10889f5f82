"""A published folder is replaced whole or not at all, whatever happens in between, and nothing is left beside it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from briefbook import inventory, publish
from conftest import ROOT

WORK = ".site-briefbook"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A published site with a file that the next one does not have."""
    site = tmp_path / "site"
    (site / "old").mkdir(parents=True)
    (site / "old" / "page.html").write_text("old")
    (site / ".git").write_text("a worktree")
    return site


def staged_beside(target: Path) -> publish.Staging:
    staging = publish.stage(target)
    (staging.folder / "page.html").write_text("new")
    return staging


def in_a_process(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Run a few lines in a process of their own, which have the target and the module."""
    opening = "import os, signal, sys, time\nfrom pathlib import Path\nfrom briefbook import publish, stopping\n"
    command = [sys.executable, "-c", f"{opening}target = Path(sys.argv[1])\n{code}", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "hooks")}
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    """The next line that a process says."""
    assert process.stdout
    return process.stdout.readline().strip()


def test_a_first_site_is_put_in_place(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "site"
    publish.swap_in(staged_beside(target))

    assert ["site"] == os.listdir(target.parent)
    assert "new" == (target / "page.html").read_text()


def test_the_old_site_goes_whole_and_hidden_files_stay(old: Path) -> None:
    publish.swap_in(staged_beside(old))

    assert [".git", "page.html"] == sorted(os.listdir(old))
    assert ["site"] == os.listdir(old.parent)


def test_a_site_that_is_not_to_be_published_leaves_no_trace(old: Path) -> None:
    publish.discard(staged_beside(old))

    assert [".git", "old"] == sorted(os.listdir(old))
    assert ["site"] == os.listdir(old.parent)


def test_without_an_exchange_of_the_kernel_s_two_renames_do(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    publish.swap_in(staged_beside(old))

    assert [".git", "page.html"] == sorted(os.listdir(old))
    assert ["site"] == os.listdir(old.parent)


def test_a_rename_that_fails_half_way_is_undone(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    staging = staged_beside(old)
    rename = Path.rename

    def fail_for_the_new(self: Path, target: Path) -> Path:
        if self == staging.folder:
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(OSError, match="no"):
        publish.swap_in(staging)
    publish.discard(staging)

    assert "old" == (old / "old" / "page.html").read_text()
    assert ["site"] == os.listdir(old.parent)


def test_nothing_that_fails_after_the_exchange_is_told_as_if_it_had_failed(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    publish.swap_in(staged_beside(old), refuse)
    assert "new" == (old / "page.html").read_text()
    assert ["site"] == os.listdir(old.parent)

    staging, rename = staged_beside(old), Path.rename

    def fail_for_the_old(self: Path, target: Path) -> Path:
        if self.name == "old":
            raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    (staging.folder / "page.html").write_text("newer")
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr(Path, "rename", fail_for_the_old)
    publish.swap_in(staging)
    assert "newer" == (old / "page.html").read_text()
    assert ["site"] == os.listdir(old.parent)


@pytest.mark.parametrize("what", ["_sign", "os.open"])
def test_a_disk_that_is_full_to_the_last_byte_leaves_nothing_beside_the_site(
    old: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(f"briefbook.lock.{what}", refuse)
        with pytest.raises(OSError, match="No space left"):
            publish.stage(old)

    assert ["site"] == os.listdir(old.parent)
    publish.discard(publish.stage(old))


def test_a_build_killed_between_two_renames_is_mended_by_the_next(old: Path) -> None:
    (old.parent / WORK).mkdir()
    (old.parent / WORK / "lock").touch()
    old.rename(old.parent / WORK / "old")
    staging = publish.stage(old)

    assert "old" == (old / "old" / "page.html").read_text()
    publish.discard(staging)
    assert ["site"] == os.listdir(old.parent)


def test_a_hidden_file_that_cannot_be_kept_stops_all_and_nothing_is_lost(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("not yours")

    staging = staged_beside(old)
    monkeypatch.setattr("os.link", refuse)
    monkeypatch.setattr("shutil.copy2", refuse)
    with pytest.raises(PermissionError):
        publish.swap_in(staging)
    publish.discard(staging)

    assert "old" == (old / "old" / "page.html").read_text()
    assert "a worktree" == (old / ".git").read_text()


def test_of_a_hidden_folder_that_both_have_the_new_files_count_and_the_others_stay(old: Path) -> None:
    """A certificate is renewed by a file in `.well-known`, where a site may have files of its own."""
    staging = staged_beside(old)
    for folder, text in ((old, "old"), (staging.folder, "new")):
        (folder / ".well-known").mkdir()
        (folder / ".well-known" / "both").write_text(text)
    (old / ".well-known" / "acme" / "deep").mkdir(parents=True)
    (old / ".well-known" / "acme" / "deep" / "token").write_text("kept")
    (staging.folder / ".git").write_text("new")
    publish.swap_in(staging)

    assert "new" == (old / ".git").read_text()
    assert "new" == (old / ".well-known" / "both").read_text()
    assert "kept" == (old / ".well-known" / "acme" / "deep" / "token").read_text()


def test_a_target_that_is_a_file_is_refused_before_anything_is_built(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(NotADirectoryError):
        publish.stage(tmp_path / "site")

    assert ["site"] == os.listdir(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount")
@pytest.mark.parametrize("options", [("-t", "tmpfs", "tmpfs"), ("--bind",)], ids=["disk", "volume"])
def test_a_folder_that_something_is_mounted_on_is_refused_before_anything_is_built(
    old: Path, options: tuple[str, ...]
) -> None:
    volume = old.parent / "volume"
    volume.mkdir()
    source = (str(volume),) if options == ("--bind",) else ()
    if subprocess.run(["mount", *options, *source, str(old)], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(OSError, match="mounted") as refused:
            publish.stage(old)
    finally:
        subprocess.run(["umount", str(old)], check=True)

    assert errno.EBUSY == refused.value.errno
    assert ["site", "volume"] == sorted(os.listdir(old.parent))


def test_what_a_killed_build_left_is_cleared_and_nothing_else(old: Path) -> None:
    left = in_a_process("publish.stage(target); os.kill(os.getpid(), signal.SIGKILL)", old)
    assert -signal.SIGKILL == left.wait()
    assert [WORK, "site"] == sorted(os.listdir(old.parent)), "or there is nothing to clear"
    for name in (".site-mine", ".other-briefbook", ".site-briefbook-mine"):
        (old.parent / name).mkdir()
    staging = publish.stage(old)

    assert sorted(("lock", staging.folder.name)) == sorted(os.listdir(old.parent / WORK))
    publish.discard(staging)
    assert [".other-briefbook", ".site-briefbook-mine", ".site-mine", "site"] == sorted(os.listdir(old.parent))


@pytest.mark.parametrize("kind", ["folder", "file", "link", "other lock"])
def test_what_is_in_the_way_and_not_ours_is_neither_used_nor_deleted(old: Path, kind: str) -> None:
    work = old.parent / WORK
    if kind == "link":
        (old.parent / "elsewhere").mkdir()
        work.symlink_to(old.parent / "elsewhere")
    elif kind == "file":
        work.write_text("mine")
    else:
        work.mkdir()
        (work / ("lock" if kind == "other lock" else "fresh-mine")).write_text("mine")
    before = sorted(old.parent.rglob("*"))
    with pytest.raises(FileExistsError, match="not Briefbook's"):
        publish.stage(old)

    assert before == sorted(old.parent.rglob("*"))


OLD, NEW = [".git", "old"], [".git", "page.html"]
MOMENTS = {
    "as the fresh site grows": ("(fresh / 'more').write_text('x'); die()", OLD),
    "before the exchange": ("publish._exchange = die; publish.swap_in(staging)", OLD),
    "after the exchange": ("publish._delete = die; publish.swap_in(staging)", NEW),
    "as the old site is deleted": (
        "publish._delete = lambda folder: ((folder / 'old' / 'page.html').unlink(), die()); publish.swap_in(staging)",
        NEW,
    ),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_a_site_is_the_old_one_or_the_new_one(old: Path, moment: str) -> None:
    last, names = MOMENTS[moment]
    code = (
        "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
        "staging = publish.stage(target); fresh = staging.folder; (fresh / 'page.html').write_text('new')\n"
    )
    assert -signal.SIGKILL == in_a_process(code + last, old).wait()

    assert names == sorted(os.listdir(old))
    publish.swap_in(staged_beside(old))
    assert NEW == sorted(os.listdir(old))
    assert ["site"] == os.listdir(old.parent)


def test_a_second_build_waits_for_the_first_and_says_for_whom(old: Path) -> None:
    first = staged_beside(old)
    code = (
        "staging = publish.stage(target, lambda process: print('waits for', process, flush=True))\n"
        "assert (target / 'page.html').read_text() == 'new', 'it began before the first had published'\n"
        "(staging.folder / 'page.html').write_text('newer'); publish.swap_in(staging)"
    )
    second = in_a_process(code, old)
    assert f"waits for {os.getpid()}" == said(second)
    time.sleep(0.3)
    assert second.poll() is None
    publish.swap_in(first)

    assert 0 == second.wait(20), second.stderr and second.stderr.read()
    assert "newer" == (old / "page.html").read_text()
    assert ["site"] == os.listdir(old.parent)


def test_five_at_once_take_turns(old: Path) -> None:
    """While one is at work, its lock and its fresh site are all that lies beside the target."""
    code = (
        "for _ in range(6):\n"
        "    staging = publish.stage(target)\n"
        "    for name in 'ab': (staging.folder / name).write_text(str(os.getpid())); time.sleep(0.002)\n"
        "    publish.swap_in(staging)\n"
        "    assert len({(staging.folder.parent / x).exists() for x in 'ab'}) == 1\n"
    )
    builds = [in_a_process(code, old) for _ in range(5)]
    for build in builds:
        assert 0 == build.wait(60), build.stderr and build.stderr.read()

    assert (old / "a").read_text() == (old / "b").read_text()
    assert ["site"] == os.listdir(old.parent)


def test_builds_that_end_and_begin_between_two_looks_are_no_strangers(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine under load may look at the folder four times, and find each time that its lock has just changed hands."""
    first = staged_beside(old)
    looks = iter([False] * 4)
    monkeypatch.setattr(publish.lock, "is_ours", lambda file: next(looks, True))
    in_turn = threading.Timer(0.3, publish.swap_in, [first])
    in_turn.start()
    publish.swap_in(publish.stage(old))
    in_turn.join()
    assert ["site"] == os.listdir(old.parent)


def test_a_worker_that_outlives_its_killed_parent_keeps_nobody_waiting(old: Path) -> None:
    code = (
        "staging = publish.stage(target); worker = os.fork()\n"
        "if not worker: time.sleep(600); os._exit(0)\n"
        "print(worker, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    build = in_a_process(code, old)
    worker = int(said(build))
    build.wait()
    try:
        assert 0 == in_a_process("publish.swap_in(publish.stage(target))", old).wait(20)
    finally:
        os.kill(worker, signal.SIGKILL)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_leaves_no_trace_and_the_exit_code_that_shells_expect(old: Path, name: str) -> None:
    code = "stopping.listen(); staging = publish.stage(target); print('at work', flush=True); time.sleep(60)"
    build = in_a_process(code, old)
    assert "at work" == said(build)
    build.send_signal(getattr(signal, name))

    assert 128 + getattr(signal, name) == build.wait(20)
    assert ["site"] == os.listdir(old.parent)
    assert [".git", "old"] == sorted(os.listdir(old))


def test_a_signal_waits_for_what_is_not_to_be_left_half_done(old: Path) -> None:
    code = (
        "stopping.listen(); staging = publish.stage(target)\n"
        "with stopping.later(): print('at work', flush=True); time.sleep(0.5); publish.swap_in(staging)\n"
        "print('not reached')"
    )
    build = in_a_process(code, old)
    assert "at work" == said(build)
    build.send_signal(signal.SIGTERM)

    assert 143 == build.wait(20)
    assert "" == said(build)
    assert [".git"] == os.listdir(old)


def test_who_waits_can_be_stopped(old: Path) -> None:
    first = publish.stage(old)
    second = in_a_process("stopping.listen(); publish.stage(target, lambda process: print('waits', flush=True))", old)
    assert "waits" == said(second)
    second.send_signal(signal.SIGINT)

    assert 130 == second.wait(20)
    publish.swap_in(first)
    assert ["site"] == os.listdir(old.parent)


def test_a_link_to_a_folder_stays_a_link(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "www"
    link.symlink_to(old)
    publish.swap_in(staged_beside(link))

    assert link.is_symlink()
    assert "new" == (old / "page.html").read_text()


@pytest.mark.parametrize("umask", [0o077, 0o000, 0o022], ids=oct)
def test_modes_are_those_that_a_web_server_needs_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        staging = staged_beside(tmp_path / "site")
        (staging.folder / "deep").mkdir()
        publish.swap_in(staging)
        assert umask == os.umask(umask), "it is put back"
    finally:
        os.umask(before)

    modes = {path.name: oct(path.stat().st_mode & 0o7777) for path in (tmp_path / "site", *(tmp_path / "site").iterdir())}
    assert {"site": "0o755", "deep": "0o755", "page.html": "0o644"} == modes


def test_the_top_folder_keeps_the_mode_that_its_owner_gave_it(old: Path) -> None:
    old.chmod(0o750)
    publish.swap_in(staged_beside(old))

    assert 0o750 == old.stat().st_mode & 0o7777


def test_the_sizes_of_all_files_are_told_but_of_those_that_are_hidden_at_the_top(old: Path) -> None:
    (old / "gone").symlink_to("nowhere")

    assert {"gone": 7, "old/page.html": 3} == {path: size for path, (size, _) in inventory.stamps(old).items()}
