"""Lighthouse over the home page and a list: median of five runs as a desktop computer."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from frontend import packages

FOLDER = Path(__file__).resolve().parent / "lighthouse"
RUNS = 5
ATTEMPTS = 3
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
# What the page owes its users without fail, and what a machine's noise may move.
GATES = {"accessibility": 100, "best-practices": 100}
AIMS = {"performance": 98}
MOST_SHIFT = 0.02


def measure_lighthouse(
    report: Callable[..., None], *, base: str, pages: dict[str, str], cookie: str
) -> bool:
    """Report each page's scores (of 100) and layout shift; tell whether every gate held.

    `pages` are addresses below `base` by name. Without a Chromium nothing is measured, and it is
    said so.
    """
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        report("lighthouse", not_run="Chromium is missing: sh .ci/browser --say")
        return True
    packages.fetch(FOLDER)
    held = True
    for name, path in pages.items():
        seen = [_audit(chromium, base + path, cookie) for _run in range(RUNS)]
        scores = {
            category: round(100 * statistics.median(_score(one, category) for one in seen))
            for category in (*GATES, *AIMS)
        }
        shift = statistics.median(
            one["audits"]["cumulative-layout-shift"]["numericValue"] for one in seen
        )
        passed = all(scores[category] >= least for category, least in GATES.items())
        held = held and passed
        report(
            f"lighthouse_{name}",
            **scores,
            layout_shift=round(shift, 4),
            gate=passed,
            met=passed and scores["performance"] >= AIMS["performance"] and shift <= MOST_SHIFT,
            failed=sorted(_failed(seen[0])),
        )
    return held


def _audit(chromium: str, address: str, cookie: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        headers = Path(folder) / "headers.json"
        headers.write_text(json.dumps({"Cookie": cookie}))
        command = [packages.node(), str(FOLDER / "node_modules/lighthouse/cli/index.js"), address]
        command += ["--quiet", "--output=json", f"--output-path={answer}", "--preset=desktop"]
        command += [f"--extra-headers={headers}", f"--chrome-flags={CHROME}"]
        command += ["--only-categories=performance,accessibility,best-practices"]
        environment = {**os.environ, "CHROME_PATH": chromium}
        for attempt in range(ATTEMPTS):  # a busy machine loses the start of a trace
            done = subprocess.run(command, check=attempt == ATTEMPTS - 1, env=environment)
            if done.returncode == 0:
                break
        found: dict[str, Any] = json.loads(answer.read_text())
        return found


def _score(answer: dict[str, Any], category: str) -> float:
    return float(answer["categories"][category]["score"] or 0)


def _failed(answer: dict[str, Any]) -> set[str]:
    """Name the audits behind the gates that did not pass."""
    return {
        one["id"]
        for category in GATES
        for one in answer["categories"][category]["auditRefs"]
        if one["weight"] and answer["audits"][one["id"]]["score"] not in {1, None}
    }
