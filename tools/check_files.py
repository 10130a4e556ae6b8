#!/usr/bin/env python3
"""Reads every file of the project for what house style forbids and a compiler does not see.

Headers, scripts and tests open with a comment that says their job; names that say nothing are not file names; words of
unfinished work, and places that exist on one machine only, stand nowhere. One line each; status 1 if there was any.
Usage: check_files.py [project root]"""
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
# Written in halves, so that this file passes its own check.
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|HA" r"CK)\b")
MACHINE = re.compile(r"(?<![\w/.$}])/(work|ho" r"me|ro" r"ot|t" r"mp)/|registry\.np" r"mjs|files\.pythonh" r"osted")
OPENS_WITH_COMMENT = {".hpp": "//", ".mjs": ("//", "/*", "#!"), ".js": ("//", "/*"), ".py": ('"""', "#!"), ".sol": "//",
                      ".css": "/*"}


def project_files(root):
    """What git knows or would add; in a copy without git everything but what is made here."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True)
    if listed.returncode == 0:
        return sorted(root / name for name in listed.stdout.splitlines() if (root / name).is_file())
    made = {".git", "build", "node_modules", "__pycache__"}
    return sorted(path for path in root.rglob("*") if path.is_file() and not made & set(path.relative_to(root).parts))


def complaints(root, files):
    for path in files:
        name = path.relative_to(root)
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if EMPTY_NAMES & {part.split(".")[0] for part in name.parts}:
            yield f"{name}: a name that says nothing"
        if text and not text.startswith(OPENS_WITH_COMMENT.get(path.suffix, "")):
            yield f"{name}: opens without a comment that says its job"
        for number, line in enumerate(text.splitlines(), 1):
            if UNFINISHED.search(line):
                yield f"{name}:{number}: unfinished work"
            if MACHINE.search(line):
                yield f"{name}:{number}: a place of one machine"


if __name__ == "__main__":
    top = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    found = list(complaints(top, project_files(top)))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
