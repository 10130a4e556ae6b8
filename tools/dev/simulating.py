"""Runs the simulator of tests/sim, and keeps the sum of long runs: tests/sim/tally.json and its table in docs/reliability.md.

A long run goes on where the last one ended, in pieces, so that it can be stopped at any time and taken up again."""
import json
import os
import subprocess

from dev.build import build
from dev.console import ROOT, Failure, say

TALLY = ROOT / "tests/sim/tally.json"
PAGE = ROOT / "docs/reliability.md"
BEGIN, END = "<!-- tally: written by ./dev sim --append -->", "<!-- end of tally -->"
PIECE = 1000  # seeds between two savings


def simulate(rest, append, threads):
    program = build("dev", targets=["sim"]) / "sim"
    if not append:
        os.execv(program, [str(program), *rest, *(["--threads", str(threads)] if threads else [])])
    return extend(program, append, threads or os.cpu_count(), rest)


def extend(program, seeds, threads, rest=()):
    """So many further seeds. Stops at the first piece that has a violation, and leaves that out of the sum."""
    for done in range(0, seeds, PIECE):
        command = [program, "--seed", seeds_so_far() + 1, "--seeds", max(2, min(PIECE, seeds - done)), "--threads", threads,
                   "--tally", TALLY, *rest]
        if subprocess.run([str(part) for part in command]).returncode:
            return 1
        write_table()
    return 0


def seeds_so_far():
    return json.loads(TALLY.read_text())["seeds"] if TALLY.exists() else 0


def write_table():
    page = PAGE.read_text()
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        raise Failure(f"{PAGE.relative_to(ROOT)} has no place for the table")
    before, rest = page.split(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + table(json.loads(TALLY.read_text())) + END + rest.split(END)[1])
    say(f"{PAGE.relative_to(ROOT)} is up to date")


def table(tally):
    def rows(title, prefix):
        found = [(name.removeprefix(prefix), count) for name, count in tally.items() if name.startswith(prefix)]
        return [f"| {title} | times |", "|---|---:|", *(f"| {name.replace('_', ' ')} | {count:,} |" for name, count in found), ""]

    pairs = {name: count for name, count in tally.items() if name.endswith(" waits")}
    fewest = min(pairs, key=pairs.get)
    lines = [f"**{tally['seeds']:,} seeds, {tally['steps']:,} steps, {tally['virtual_seconds'] / 86400:,.0f} simulated days,"
             " no violation.**", "",
             *rows("fault or event", "fault "), *rows("move of an order", "move "), *rows("step of the gateway", "step "),
             f"Steps interrupted each other in {len(pairs)} ways, {sum(pairs.values()):,} times in all; the rarest was"
             f" *{fewest}*, {pairs[fewest]:,} times.", ""]
    return "\n".join(lines)
