"""Builds what the browser loads and the fonts that documents are set in.

Run by `make assets`. A second run does nothing: each part keeps a stamp of what it was made from.
"""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
NODE_MODULES = ROOT / "node_modules"
DIST = ROOT / "src/lantoa/ui/static/dist"
DOCUMENT_FONTS = ROOT / "src/lantoa/documents/fonts"
ICONS = ROOT / "src/lantoa/ui/icons.py"

# Chrome 109 is the last one for Windows 7, which closed networks still have.
TARGETS = "chrome109,firefox115,safari16"

sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from frontend import fonts, packages, sprite  # noqa: E402 -- this file runs as a script


def main() -> int:
    """Build what is missing or older than its sources."""
    packages.fetch(ROOT)
    if is_stale(DIST, sources := web_sources()):
        build_web()
        stamp(DIST, sources)
    if is_stale(DOCUMENT_FONTS, sources := [FRONTEND / "fonts.py", ROOT / "package-lock.json"]):
        packages.say("documents: Tinos")
        DOCUMENT_FONTS.mkdir(parents=True, exist_ok=True)
        fonts.build_document_fonts(NODE_MODULES, DOCUMENT_FONTS)
        stamp(DOCUMENT_FONTS, sources)
    return 0


def web_sources() -> list[Path]:
    """Name every file the bundle is made from."""
    ours = [p for p in FRONTEND.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    return [*sorted(ours), ROOT / "package-lock.json", ICONS]


def build_web() -> None:
    """Bundle scripts and styles, merge the fonts, collect the icons."""
    shutil.rmtree(DIST, ignore_errors=True)
    (DIST / "fonts").mkdir(parents=True)
    packages.say("web: scripts and styles")
    command = [
        str(esbuild()),
        "frontend/app.js",
        "frontend/app.css",
        "frontend/dark.css",
        "--bundle",
        "--minify",
    ]
    command += [f"--target={TARGETS}", "--format=esm", "--legal-comments=none"]
    command += ["--external:*.woff2", "--log-level=warning", f"--outdir={DIST}"]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 -- fixed arguments
    packages.say("web: icons")
    sprite.build_sprite(
        NODE_MODULES / "@tabler/icons/icons/outline", FRONTEND / "shapes.svg", DIST / "icons.svg"
    )
    shutil.copy(FRONTEND / "favicon.svg", DIST / "favicon.svg")
    packages.say("web: Be Vietnam Pro")
    fonts.build_web_fonts(NODE_MODULES, DIST / "fonts")


def esbuild() -> Path:
    """Find the bundler's own binary: it needs no Node."""
    found = sorted(NODE_MODULES.glob("@esbuild/*/bin/esbuild")) + sorted(
        NODE_MODULES.glob("@esbuild/*/esbuild.exe")
    )
    if not found:
        message = f"esbuild has no binary for {platform.system()} {platform.machine()}"
        raise SystemExit(message)
    return found[0]


def is_stale(folder: Path, sources: list[Path]) -> bool:
    """Tell whether the folder is missing a file or was made from other sources."""
    mark = folder / ".stamp"
    if not mark.exists():
        return True
    kept = json.loads(mark.read_text())
    return bool(
        kept["sources"] != digest(sources)
        or any(not (folder / name).exists() for name in kept["files"])
    )


def stamp(folder: Path, sources: list[Path]) -> None:
    """Remember what the folder was made from and what it holds."""
    files = [str(p.relative_to(folder)) for p in sorted(folder.rglob("*")) if p.is_file()]
    kept = {"sources": digest(sources), "files": [name for name in files if name != ".stamp"]}
    (folder / ".stamp").write_text(json.dumps(kept))


def digest(paths: list[Path]) -> str:
    """Hash names and contents."""
    total = hashlib.sha256()
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


if __name__ == "__main__":
    raise SystemExit(main())
