#!/usr/bin/env python3
"""Holds every #include of src/ and of the client library against the table of allowed edges (tools/layers.txt).

The client library is the room `sdk`, which lives in sdk/cpp: <bepusdt/…> are its public headers, and those include each other
and the standard library only, asio.hpp aside. A wrong edge, an include that names no room, a folder that is no room, and a
cycle in the table each print one line; status 1 if there was any. Usage: check_layers.py [project root]"""
import re
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
PUBLIC_INCLUDE = re.compile(r"^\s*#\s*include\s*<(bepusdt/[^>]+)>", re.MULTILINE)
FOREIGN_INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"[^"]+"|<(?!bepusdt/)[^>]*[./][^>]*>)', re.MULTILINE)
SDK, SDK_HEADERS = "sdk", "sdk/cpp/include/bepusdt"


def sources(folder):
    return sorted(path for path in folder.rglob("*") if path.suffix in (".cpp", ".hpp"))


def room_files(root):
    """Every source with its room's name."""
    for path in sources(root / "src"):
        yield path, path.relative_to(root / "src").parts[0]
    for path in sources(root / "sdk/cpp/src"):
        yield path, SDK


def complaints(root):
    rows = re.findall(r"^([a-z]+):(.*)$", (root / "tools/layers.txt").read_text(), re.MULTILINE)
    allowed = {room: set(edges.split()) for room, edges in rows}
    for room, edges in allowed.items():
        for edge in sorted(edges - allowed.keys()):
            yield f"tools/layers.txt: {room} may include {edge}, which is no room"
    try:
        TopologicalSorter(allowed).prepare()
    except CycleError as cycle:
        yield f"tools/layers.txt: a cycle: {' -> '.join(reversed(cycle.args[1]))}"
    for path, room in room_files(root):
        name, text = path.relative_to(root), path.read_text()
        if room not in allowed:
            yield f"{name}: {room} is no room of tools/layers.txt"
            continue
        for include in INCLUDE.findall(text):
            target = include.split("/")[0]
            if target not in allowed or "/" not in include:
                yield f'{name}: "{include}" names no room (write "room/file.hpp")'
            elif target != room and target not in allowed[room]:
                yield f"{name}: {room} may not include {target}"
        if PUBLIC_INCLUDE.search(text) and room != SDK and SDK not in allowed[room]:
            yield f"{name}: {room} may not include {SDK}"
    for path in sources(root / SDK_HEADERS):
        foreign = FOREIGN_INCLUDE.search(path.read_text())
        if foreign and path.name != "asio.hpp":
            yield f"{path.relative_to(root)}: a public header needs {foreign.group().split(maxsplit=1)[1]}"


if __name__ == "__main__":
    found = list(complaints(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[1]))
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(bool(found))
