"""Our package beside PyPI's bepusdt 0.3.1: what both put on the wire, return, raise, log and print, call by call, over inputs of one seed.

Each package runs in its own interpreter (parity/driver.py) against the same scripted server. The differences must be those of
parity/rules.py, all of them and no others. ./dev test names the other interpreter by OLD_BEPUSDT_PYTHON."""
import copy
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from parity.case import SERVER, TOKEN
from parity.cases import all_cases
from parity.rules import BY_OTHER_WORDS, MUST_NOT
from parity.server import RecordingServer

SEED = 31
RULES = MUST_NOT + BY_OTHER_WORDS
DRIVER = Path(__file__).parent / "parity/driver.py"


class Package:
    """One of the two, in a process of its own."""

    def __init__(self, python, server):
        self.server = server
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy") and not name.startswith("PYTHON")}
        self.process = subprocess.Popen([python, "-B", DRIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
                                        env={**environment, "PYTHONIOENCODING": "utf-8"})

    def does(self, case):
        self.server.play(case.script)
        self.process.stdin.write(json.dumps(case.operation).replace(SERVER, self.server.url) + "\n")
        self.process.stdin.flush()
        seen = json.loads(self.process.stdout.readline())
        seen["requests"] = self.server.requests
        return without_own_words(seen, case)

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def without_own_words(seen, case):
    """A sentence counts where it is the server's, and by naming the field where an argument is refused; time where the server names one."""
    seconds = seen.pop("seconds")
    seen["waited"] = seconds >= 1 if any(behaviour["headers"].get("Retry_After") == "1" for behaviour in case.answers) else None
    said = seen["outcome"].pop("text", None)
    if said and any(f'"message": {json.dumps(said, ensure_ascii=False)}' in behaviour["body"] for behaviour in case.answers):
        seen["outcome"]["server's words"] = said
    if "field" in seen["outcome"]:
        seen["outcome"]["names the field"] = said.startswith(seen["outcome"]["field"] + ":")
    return seen


def agree(expected, seen):
    """Ours may have more names and attributes, nothing else."""
    part = {name: seen["outcome"].get(name) for name in expected["outcome"]}
    if isinstance(part.get("returned"), dict) and isinstance(expected["outcome"]["returned"], dict):
        part["returned"] = {name: part["returned"].get(name) for name in expected["outcome"]["returned"]}
    return {**expected, "outcome": None} == {**seen, "outcome": None} and part == expected["outcome"]


@pytest.fixture
def packages():
    old_python = os.environ.get("OLD_BEPUSDT_PYTHON")
    assert old_python, "OLD_BEPUSDT_PYTHON must name a Python that has bepusdt 0.3.1 from PyPI; ./dev test makes one"
    server = RecordingServer(TOKEN)
    both = Package(old_python, server), Package(sys.executable, server)
    yield both
    for package in both:
        package.close()
    server.close()


def test_both_packages_do_the_same_but_for_what_the_contract_wants_otherwise(packages):
    old, ours = packages
    wrong, met = [], Counter()
    for case in all_cases(SEED):
        was, is_now = old.does(case), ours.does(case)
        rules = [rule for rule in RULES if rule.applies(case)]
        expected, asked = was, case
        for rule in rules:
            asked = rule.instead(asked)
        if asked is not case:
            expected = old.does(asked)
        for rule in rules:
            expected = rule.corrected(case, copy.deepcopy(expected))
        if not agree(expected, is_now) or (rules and agree(was, is_now)):
            wrong.append(told(case, rules, was, expected, is_now))
        met.update(rule.name for rule in rules)
    assert not wrong, f"{len(wrong)} cases\n\n" + "\n\n".join(wrong[:20])
    assert [rule.name for rule in RULES if not met[rule.name]] == [], "these rules were never met"
    assert sum(met.values()) > 300, met


def told(case, rules, was, expected, is_now):
    lines = [f"{case.operation}", f"  script    {case.script}", f"  rules     {[rule.name for rule in rules]}"]
    for aspect in was:
        if not (was[aspect] == expected[aspect] == is_now[aspect]):
            lines += [f"  {aspect}:", f"    0.3.1     {was[aspect]}", f"    expected  {expected[aspect]}", f"    ours      {is_now[aspect]}"]
    return "\n".join(lines)
