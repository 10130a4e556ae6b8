"""How many tests passed, failed and were skipped, read from each runner's machine-readable report."""
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass


@dataclass
class Counts:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self):
        tail = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{tail}"

    @property
    def ran(self):
        return self.passed + self.failed


def from_junit(report):
    """ctest and pytest write the same format; only pytest knows errors (a fixture failed), only ctest disabled tests."""
    if not report.exists():
        return Counts()
    total = Counts()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        number = lambda name: int(suite.get(name) or 0)  # noqa: E731
        failed, skipped = number("failures") + number("errors"), number("skipped") + number("disabled")
        total += Counts(number("tests") - failed - skipped, failed, skipped)
    return total


def from_tap(report):
    """The summary of `node --test`: its last lines, `# pass 3`."""
    if not report.exists():
        return Counts()
    found = {word: int(n) for word, n in re.findall(r"^# (pass|fail|cancelled|skipped|todo) (\d+)$", report.read_text(), re.MULTILINE)}
    return Counts(found.get("pass", 0), found.get("fail", 0) + found.get("cancelled", 0), found.get("skipped", 0) + found.get("todo", 0))
