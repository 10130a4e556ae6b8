#!/usr/bin/env python3
"""Mutants: bugs that are planted to see that the simulator finds them (docs/reliability.md).

A .mutant file holds what a developer might think, in a paragraph or more; `caught as:` lines, each a regular expression, of
which one must be found in the violation's text; and what is changed, whole lines as in a diff, without line numbers:

    in src/room/file.cpp
    -the old lines, which stand exactly once in that file
    +the new ones

A blank line ends a change.

Usage: mutants.py plant MUTANT ROOT FOLDER    writes the changed sources; status 1 when one does not fit any more
       mutants.py catch MUTANT SIMULATOR [SEEDS]    simulates 1..SEEDS (1000) until a violation fits; status 1 when none does"""
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

VIOLATION = re.compile(r"seed (\d+) violates(?: at step \d+)?: (.*)")
SEEDS = 1000
MISFITS_TOLD = 5


class Refused(Exception):
    """This mutant cannot be planted or was not caught."""


@dataclass
class Replacement:
    old: list = field(default_factory=list)
    new: list = field(default_factory=list)


@dataclass
class Mutant:
    name: str
    sentence: str
    signs: list  # regular expressions
    changes: dict  # source file -> its replacements


def read(path):
    mutant = Mutant(path.stem, "", [], {})
    words, here, change = [], None, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("caught as: "):
            mutant.signs.append(line.removeprefix("caught as: "))
        elif line.startswith("in "):
            here, change = mutant.changes.setdefault(line.removeprefix("in "), []), None
        elif line[:1] in ("-", "+") and here is not None:
            if change is None or (line[0] == "-" and change.new):
                change = Replacement()
                here.append(change)
            (change.old if line[0] == "-" else change.new).append(line[1:])
        elif not line.strip():
            change = None
        elif here is None:
            words.append(line)
        else:
            raise Refused(f"mutant {mutant.name}: line {number} is neither old nor new")
    mutant.sentence = " ".join(words)
    if not mutant.sentence or not mutant.signs or not all(mutant.changes.values()) or not mutant.changes:
        raise Refused(f"mutant {mutant.name}: it needs its sentence, `caught as:` and changes in a file")
    if any(not change.old for changes in mutant.changes.values() for change in changes):
        raise Refused(f"mutant {mutant.name}: a change without old lines")
    return mutant


def mutated(mutant, source, root):
    """The text of one source with the bug in it."""
    text = "\n" + (root / source).read_text()
    for change in mutant.changes[source]:
        old = "".join("\n" + line for line in change.old) + "\n"
        times = text.count(old)
        if times != 1:
            raise Refused(f"mutant {mutant.name}: its old lines stand {times} times in {source}, not once. "
                          f"Adapt tests/sim/mutants/{mutant.name}.mutant to what is there now:{old}")
        text = text.replace(old, "".join("\n" + line for line in change.new) + "\n")
    return text[1:]


def plant(mutant, root, folder):
    texts = {Path(source).name: mutated(mutant, source, root) for source in mutant.changes}
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text)


def catch(mutant, simulator, seeds):
    """Prints at which seed; the first that fits counts, what else is wrong does not."""
    first, misfits = 1, []
    while first <= seeds:
        run = subprocess.Popen([simulator, "--seed", str(first), "--seeds", str(seeds - first + 1), "--whole"],
                               stdout=subprocess.PIPE, text=True)
        seed = None
        for line in run.stdout:
            if not (found := VIOLATION.match(line)):
                continue
            seed = int(found[1])
            if any(re.search(sign, found[2]) for sign in mutant.signs):
                run.terminate()
                run.communicate()
                print(f"{mutant.name} is caught at seed {seed}: {found[2]}")
                print(*misfits, sep="\n", end="\n" if misfits else "")
                return
            misfits.append(f"  before, seed {seed} violates for another reason: {found[2]}")
        status = run.wait()
        if status not in (0, 1) or (status == 1 and seed is None):
            raise Refused(f"{mutant.name}: the simulator ended with status {status} in or after seed {seed or first}")
        if status == 0:
            break
        first = seed + 1  # it stops by itself after some violations
    raise Refused("\n".join([f"{mutant.name} is not caught in {seeds} seeds", *misfits[:MISFITS_TOLD]]))


if __name__ == "__main__":
    try:
        task, wanted, *rest = sys.argv[1:]
        if task == "plant":
            plant(read(Path(wanted)), Path(rest[0]), Path(rest[1]))
        else:
            catch(read(Path(wanted)), rest[0], int(rest[1]) if len(rest) > 1 else SEEDS)
    except Refused as reason:
        sys.exit(str(reason))
