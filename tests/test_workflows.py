"""What runs beside the program: the workflows of the code host, the hooks of pre-commit and the tasks of an editor."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, SITES

PROGRAMS = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_has_no_rights_that_it_does_not_name_and_pins_what_it_uses(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)

    assert {} == workflow["permissions"]
    assert "pull_request_target" not in workflow[True]
    assert "secrets." not in text
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            assert "uses" not in step or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
            assert "checkout" not in step.get("uses", "") or step["with"]["persist-credentials"] is False


def test_the_tests_run_with_the_very_packages_of_the_program_and_none_has_to_be_compiled() -> None:
    """PyICU is the package that came along without a wheel; pip makes of it a program in C++, where a machine can."""
    program, tests = (locked(name) for name in ("requirements.lock", "requirements-test.lock"))

    assert program.items() < tests.items()
    assert "mkdocs" in program
    assert {"pytest", "followthemoney"} <= set(tests) - set(program)
    assert "pyicu" not in tests
    for hashes in tests.values():
        assert hashes


def locked(name: str) -> dict[str, tuple[str, ...]]:
    """The hashes of each package of a lock file, by its name, version and marker; also by its name alone."""
    blocks = re.split(r"^(?=[a-z])", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    lines = {
        block.split("\n")[0].removesuffix(" \\"): tuple(re.findall(r"--hash=(sha256:\w{64})", block)) for block in blocks
    }
    return lines | {line.partition("==")[0]: hashes for line, hashes in lines.items()}


@pytest.mark.battery("A37")
def test_the_untrusted_job_runs_the_code_of_the_base_over_the_docs_of_the_request(site: Path, tmp_path: Path) -> None:
    """Its own steps, in a clone as the runner has it: at a base that is older than the one that was merged with."""
    origin, runner = site, tmp_path / "runner"
    begin(origin)
    write(origin, {"hooks/ours.py": "old", "docs/topics/haze.md": "---\ntitle: Haze\n---\n"})
    old = commit(origin, "Base")
    git(origin, "branch", "request")
    write(origin, {"hooks/ours.py": "new", "docs/topics/fog.md": "---\ntitle: Fog\n---\n"})
    commit(origin, "What others have merged since")
    git(origin, "checkout", "-q", "request")
    write(
        origin,
        {
            "hooks/ours.py": "import os; os.system('touch /tmp/canary')",
            "hooks/evil.py": "",
            "mkdocs.yml": "plugins: [!!python/object/apply:os.system ['touch /tmp/canary']]\n",
            ".github/workflows/pull-request.yml": "on: push\n",
            "docs/actors/bo.md": "---\nname: Bo\nkind: person\n---\n",
            "docs/about.md": "---\ntitle: Ours now\n---\n",
        },
        ["docs/briefs/2024/next-talks.md"],
    )
    (origin / "docs" / "actors" / "evil.md").symlink_to("/etc/passwd")
    git(origin, "add", "-A")
    git(origin, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},docs/actors/other.md")
    git(origin, "commit", "-qm", "The request")
    git(origin, "checkout", "-q", "main")
    git(origin, "merge", "-q", "--no-ff", "-X", "theirs", "request")
    git(origin, "update-ref", "refs/pull/7/merge", "HEAD")
    git(origin, "reset", "-q", "--hard", "HEAD~1")
    git(tmp_path, "clone", "-q", "--no-local", str(origin), str(runner))
    git(runner, "checkout", "-q", "--detach", old)
    steps = workflow_steps("pull-request.yml", "content")
    step(runner, steps["What the request was merged with"], NUMBER="7")
    step(runner, steps["The addresses that are published"])
    step(runner, steps["The folder docs of the pull request, as data"])
    reviewed = step(runner, steps["Review"], GITHUB_STEP_SUMMARY=str(tmp_path / "summary.md"), TWINS="", FILES="")
    labelled = step(runner, steps["Review"], GITHUB_STEP_SUMMARY=str(tmp_path / "2.md"), TWINS="", FILES="--checked=files")
    summary = (tmp_path / "summary.md").read_text("utf-8")

    assert "new" == (runner / "hooks" / "ours.py").read_text("utf-8")
    assert not (runner / "hooks" / "evil.py").exists()
    assert (ROOT / "mkdocs.yml").read_text("utf-8") == (runner / "mkdocs.yml").read_text("utf-8")
    assert (runner / "docs" / "actors" / "bo.md").is_file()
    assert (runner / "docs" / "topics" / "fog.md").is_file()
    assert not (runner / "docs" / "briefs" / "2024" / "next-talks.md").exists()
    assert 1 == reviewed == labelled
    assert "fog" not in summary
    for path in ("hooks/ours.py", "hooks/evil.py", "mkdocs.yml", ".github/workflows/pull-request.yml", "docs/about.md"):
        assert re.search(rf"`{re.escape(path)}:1:1: error: this file is no record", summary), summary
        assert f"{path}:1:1" not in (tmp_path / "2.md").read_text("utf-8")
    for path, rule in {"docs/actors/evil.md": "link-on-disk", "docs/actors/other.md": "file-type"}.items():
        assert re.search(rf"`{path}:1:1: error: .* \[{rule}\]`", (tmp_path / "2.md").read_text("utf-8"))


@pytest.mark.battery("B3", "B5", "B7")
def test_a_request_that_loses_an_address_fails(site: Path, tmp_path: Path) -> None:
    """Also one that nobody has written to the ledger yet; what the request says of the ledger is not asked."""
    origin, brief = site, "docs/briefs/2024/strike-ends.md"
    begin(origin)
    write(origin, {".published-urls": ""})
    commit(origin, "Base")
    text = (origin / brief).read_text("utf-8")
    renamed = text.replace("number:", "redirect_from: [2024/strike-ends]\nnumber:")
    requests: dict[str, tuple[dict[str, str], list[str]]] = {
        "1": ({".published-urls": "forgotten /briefs/2024/strike-ends/\n"}, [brief]),
        "2": ({"docs/briefs/2024/end.md": renamed}, [brief]),
        "3": ({"docs/briefs/2024/end.md": text.replace("[its demands](strike-begins.md#demands)", "them")}, []),
    }
    steps = workflow_steps("pull-request.yml", "content")
    deployed = workflow_steps("deploy.yml", "build")["No address is lost"]
    outcomes = {}
    for number, (files, gone) in requests.items():
        git(origin, "checkout", "-q", "-b", f"request-{number}", "main")
        write(origin, files, gone)
        commit(origin, "The request")
        git(origin, "checkout", "-q", "main")
        git(origin, "merge", "-q", "--no-ff", f"request-{number}")
        git(origin, "update-ref", f"refs/pull/{number}/merge", "HEAD")
        git(origin, "reset", "-q", "--hard", "HEAD~1")
        runner = tmp_path / f"runner-{number}"
        git(tmp_path, "clone", "-q", "--no-local", str(origin), str(runner))
        step(runner, steps["What the request was merged with"], NUMBER=number)
        assert 0 == step(runner, steps["The addresses that are published"])
        step(runner, steps["The folder docs of the pull request, as data"])
        outcomes[number] = step(runner, steps["No address is lost"])
        assert outcomes[number] == step(runner, deployed)

    assert {"1": 1, "2": 0, "3": 0} == outcomes


def workflow_steps(name: str, job: str) -> dict[str, str]:
    """The scripts of a job by the names of their steps."""
    steps = yaml.safe_load((ROOT / ".github" / "workflows" / name).read_text("utf-8"))["jobs"][job]["steps"]
    return {each["name"]: each["run"] for each in steps if "run" in each}


def step(folder: Path, script: str, **environment: str) -> int:
    """Run a step as the runner does; its status."""
    path = {"PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script], cwd=folder, env={**os.environ, **path, **environment}
    ).returncode


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "advice.detachedHead=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def begin(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "uploadpack.allowAnySHA1InWant", "true")


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", message)
    return git(folder, "rev-parse", "HEAD")


def write(folder: Path, contents: dict[str, str], gone: list[str] | None = None) -> None:
    for path, content in contents.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    for path in gone or []:
        (folder / path).unlink()


def refused(repository: Path) -> list[str]:
    """Which of the programs that judge workflows find fault with those of a repository."""
    files = [str(file) for file in sorted((repository / ".github" / "workflows").glob("*.yml"))]
    commands = {
        "zizmor": ["--offline", "--no-progress", "--pedantic", "."],
        "check-jsonschema": ["--builtin-schema", "vendor.github-workflows", *files],
    }
    done = {
        name: subprocess.run([PROGRAMS / name, *options], cwd=repository, capture_output=True, text=True)
        for name, options in commands.items()
    }
    return [name for name, each in done.items() if each.returncode]


def test_nothing_is_found_in_the_workflows() -> None:
    assert [] == refused(ROOT)


@pytest.mark.parametrize(
    ("old", "new", "by"),
    [
        ("    runs-on: ubuntu-24.04\n", "", "check-jsonschema"),
        ("timeout-minutes: 10", "timeout-minutes: ten", "check-jsonschema"),
        ("    steps:\n", "    step:\n", "check-jsonschema"),
        ("permissions: {}", "permissions: {", "check-jsonschema"),
        ("  pull_request:\n", "  pull_requests:\n", "check-jsonschema"),
        ("  pull_request:\n", "  pull_request_target:\n", "zizmor"),
        ("permissions: {}", "permissions: write-all", "zizmor"),
        ("          persist-credentials: false\n", "", "zizmor"),
        ("@11bd71901bbe5b1630ceea73d27597364c9af683", "@v4", "zizmor"),
        ("run: briefbook check", 'run: echo "${{ github.event.pull_request.title }}" && briefbook check', "zizmor"),
    ],
)
def test_a_workflow_with_a_fault_is_refused(tmp_path: Path, old: str, new: str, by: str) -> None:
    shutil.copytree(ROOT / ".github" / "workflows", tmp_path / ".github" / "workflows")
    file = tmp_path / ".github" / "workflows" / "pull-request.yml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert by in refused(tmp_path)


def test_the_editor_s_task_reads_what_check_prints() -> None:
    line = "docs/briefs/2024/x.md:7:3: warning: no actor 'hezbolah' [unknown-actor]"
    for task in tasks():
        found = re.match(task["problemMatcher"]["pattern"]["regexp"], line)

        assert found is not None
        assert ("docs/briefs/2024/x.md", "7", "3", "warning", "no actor 'hezbolah'", "unknown-actor") == found.groups()
        assert None is re.match(task["problemMatcher"]["pattern"]["regexp"], "    7 | title: a:7:3: b [c]")


def test_the_hooks_of_pre_commit_run_on_the_files_that_it_hands_them(site: Path) -> None:
    """pre-commit runs the entry with the changed files that `files` matches, in the root of the repository."""
    hooks = {each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    changed = ["docs/briefs/2024/strike-ends.md", "docs/actors/ada-quay.md", "mkdocs.yml", "hooks/briefbook/build.py"]
    spoil(site, "docs/actors/ada-quay.md", "\n---\n", "\nnickname: A.\n---\n")
    spoil(site, "docs/briefs/2024/strike-ends.md", "topics:", "topics :")
    for name, status in {"briefbook-fix": 0, "briefbook-check": 1}.items():
        handed = [path for path in changed if re.search(hooks[name]["files"], path)]
        program, *arguments = hooks[name]["entry"].split()
        done = subprocess.run(
            [PROGRAMS / program, *arguments, *handed], cwd=site, capture_output=True, text=True, encoding="utf-8"
        )

        assert ["docs/briefs/2024/strike-ends.md", "docs/actors/ada-quay.md"] == handed
        assert status == done.returncode, done.stderr
    assert ["docs/actors/ada-quay.md"] == re.findall(r"^(docs/[^:]+):\d+:\d+: ", done.stdout, re.MULTILINE)


def test_the_editor_s_background_task_tells_of_a_fault_and_of_its_end(site: Path) -> None:
    """As the editor does: what a line between the two marks says is shown until the next begins."""
    task = next(each for each in tasks() if each.get("isBackground"))
    matcher = task["problemMatcher"]
    command = [PROGRAMS / Path(task["command"]).name, *task["args"]]
    watch = subprocess.Popen(command, cwd=site, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        rounds = told(iter(watch.stdout or ()), matcher)
        first = next(rounds)
        time.sleep(0.01)
        file = spoil(site, "docs/briefs/2024/strike-ends.md", "[dockers-union,", "[docker-union,")
        second = next(rounds)
        spoil(site, "docs/briefs/2024/strike-ends.md", "[docker-union,", "[dockers-union,")
        third = next(rounds)
    finally:
        watch.kill()
        watch.wait()

    assert [[], [(os.path.relpath(file, site), "unknown-actor")], []] == [first, second, third]


def told(lines: Iterator[str], matcher: dict[str, dict[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """The problems of each round as an editor reads them."""
    found: list[tuple[str, str]] = []
    for line in lines:
        if re.search(matcher["background"]["beginsPattern"], line.rstrip("\n")):
            found = []
        elif problem := re.search(matcher["pattern"]["regexp"], line.rstrip("\n")):
            found.append((problem[1], problem[6]))
        elif re.search(matcher["background"]["endsPattern"], line.rstrip("\n")):
            yield found


def tasks() -> list[dict[str, Any]]:
    return list(json.loads((ROOT / ".vscode" / "tasks.json").read_text(encoding="utf-8"))["tasks"])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A project that holds the example site, with nothing built."""
    shutil.copytree(SITES / "good", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def spoil(site: Path, path: str, old: str, new: str) -> Path:
    file = site / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file
