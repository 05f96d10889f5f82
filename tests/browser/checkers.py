"""Runs the checkers from npm and gives back what they find, one line for each fault."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from browser.harness import chromium, program, tool

HERE = Path(__file__).parent
_AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], "resultTypes": ["violations"]}


def vnu(addresses: Sequence[str]) -> list[str]:
    """Errors and warnings of the Nu Html Checker, which asks a server for the pages: it minds their policy too."""
    jar = tool("vnu-jar/build/dist/vnu.jar")
    local = "-Dnu.validator.servlet.allow-forbidden-hosts=true"  # else it asks no server of this machine
    command = [program("java"), local, "-jar", str(jar), "--format", "json", "--stdout", *addresses]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.stdout, done.stderr
    return [
        f"{each['url']}:{each.get('lastLine', 0)}: {each['message']}"
        for each in json.loads(done.stdout)["messages"]
        if each["type"] != "info" or each.get("subType") == "warning"
    ]


def html_validate(pages: Sequence[Path]) -> list[str]:
    """What html-validate's standard set of rules finds."""
    cli = tool("html-validate/bin/html-validate.mjs")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"  # a file, since what is piped is cut at 64 KB
        config = str(HERE / "html-validate.json")
        command = [program("node"), str(cli), "--config", config, "--formatter", f"json={out}", *map(str, pages)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert out.exists(), done.stderr
        return [
            f"{page['filePath']}:{each['line']}: {each['message']} ({each['ruleId']})"
            for page in json.loads(out.read_text(encoding="utf-8"))
            for each in page["messages"]
        ]


def axe(page: Page) -> list[str]:
    """What axe finds in a page as it stands. Its script is put in from outside, where no policy of the page's holds."""
    page.evaluate(tool("axe-core/axe.min.js").read_text(encoding="utf-8"))
    found: Mapping[str, Any] = page.evaluate("options => axe.run(document, options)", _AXE)
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found["violations"] for node in each["nodes"]
    ]


def pa11y(addresses: Iterable[str]) -> list[str]:
    """What HTML CodeSniffer finds by the rules of WCAG 2 AA, in a browser that pa11y shares among the pages."""
    tool("pa11y/package.json")
    command = [program("node"), str(HERE / "pa11y.cjs"), chromium(), *addresses]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    return [str(each) for each in json.loads(done.stdout)]


def lighthouse(pages: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
    """Lighthouse's four scores and the layout shift of pages, each `(mobile or desktop, address)`, one after another.

    Network and processor are Lighthouse's own simulated ones. The audits that cost a score points are told as well.
    """
    tool("lighthouse/core/index.js")
    command = [program("node"), str(HERE / "lighthouse.mjs"), chromium(), *map(" ".join, pages)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60 + 60 * len(pages))
    assert done.returncode == 0, done.stderr
    return [_scores(report) for report in json.loads(done.stdout)]


def _scores(report: Mapping[str, Any]) -> dict[str, float]:
    scores = {name: round(each["score"] * 100) for name, each in report["categories"].items()}
    return scores | {"shift": report["audits"]["cumulative-layout-shift"]["numericValue"], **dict(_short_of(report))}


def _short_of(report: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """The audits that cost a score points, so that a failure says why."""
    for category in report["categories"].values():
        for reference in category["auditRefs"]:
            score = report["audits"][reference["id"]]["score"]
            if reference["weight"] and score is not None and score < 0.9:
                yield f"audit {reference['id']}", score
