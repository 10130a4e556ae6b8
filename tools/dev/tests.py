"""Runs the test runners on one build and adds up what they counted.

ctest: the C++ tests. pytest: the real binary, and the tools themselves. python_sdk: the Python package, in an environment of
its own. node --test: the pages in a real browser."""
import re
import resource

from dev.console import ROOT, must, run_step, say
from dev.counts import Counts, from_junit, from_tap
from dev.demo_server import running_demo
from dev.install import BUILD, LOGS, OLD_VENV, VENV
from dev.python_sdk import PYTHON, install_package

FUNCTIONAL = ROOT / "tests/functional"


def check_layers():
    must("layers", [VENV / "bin/python", ROOT / "tools/check_layers.py"], log=LOGS / "layers.log", quiet=True)


def run_tests(preset, test_filter=None, patience=1.0, sanitizer=False):
    """Counts of all runners. Without a filter, a runner that found nothing to run is a failure.

    sanitizer: only those whose programs this build has instrumented."""
    environment = {"TESTED_BINARY": str(BUILD / preset / "bepusdt"), "TEST_PATIENCE": str(patience),
                   "TSAN_OPTIONS": f"suppressions={ROOT / 'tools/tsan_suppressions.txt'}"}
    if sanitizer:
        give_more_stack()
    runners = [ctest, pytest] + ([] if sanitizer else [python_sdk, node])
    total = Counts()
    for runner in runners:
        counts = runner(preset, test_filter, environment)
        if counts is None:
            continue
        if counts.ran == 0 and not test_filter:
            say(f"{runner.__name__} ran no test at all")
            counts += Counts(failed=1)
        total += counts
    return total


def give_more_stack():
    """To all programs that are started from here: an instrumented function takes several times the stack, and the traces of a
    thousand calls within one another are read by recursion (1 MiB is enough for them otherwise)."""
    wanted, (_, most) = 64 << 20, resource.getrlimit(resource.RLIMIT_STACK)
    resource.setrlimit(resource.RLIMIT_STACK, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def outcome(status, counts):
    """A runner that failed without naming a failed test still failed."""
    return counts if status == 0 or counts.failed else counts + Counts(failed=1)


def ctest(preset, test_filter, environment):
    report = fresh(preset, "ctest.xml")
    narrow = ["-R", test_filter] if test_filter else []
    status = run_step(f"ctest {preset}", ["ctest", "--test-dir", BUILD / preset, "-j2", "--output-on-failure", "--output-junit", report, *narrow],
                      log=LOGS / f"ctest-{preset}.log", env=environment)
    return outcome(status, from_junit(report))


def pytest(preset, test_filter, environment):
    report = fresh(preset, "pytest.xml")
    narrow = ["--only", test_filter] if test_filter else []
    status = run_step(f"pytest {preset}", [VENV / "bin/pytest", "-q", "-n2", "--dist=worksteal", f"--junitxml={report}", *narrow, "tests"],
                      log=LOGS / f"pytest-{preset}.log", env=environment)
    found_nothing = 5  # pytest's own status for it
    return outcome(0 if status == found_nothing and test_filter else status, from_junit(report))


def python_sdk(preset, test_filter, environment):
    install_package()
    report = fresh(preset, "python-sdk.xml")
    narrow = ["--only", test_filter] if test_filter else []
    status = run_step("pytest sdk/python", [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *narrow, "sdk/python/tests"],
                      log=LOGS / "pytest-sdk.log", env={**environment, "OLD_BEPUSDT_PYTHON": str(OLD_VENV / "bin/python")})
    found_nothing = 5
    return outcome(0 if status == found_nothing and test_filter else status, from_junit(report))


def node(preset, test_filter, environment):
    files = sorted((FUNCTIONAL / "browser").glob("**/*.test.?js"))
    if test_filter:
        files = [path for path in files if re.search(test_filter, path.read_text())]
        if not files:
            return None
    report = fresh(preset, "node.tap")
    narrow = [f"--test-name-pattern={test_filter}"] if test_filter else []
    with running_demo(BUILD / preset / "bepusdt") as demo:
        status = run_step(f"node --test {preset}", [
            "node", "--test", "--test-reporter=tap", f"--test-reporter-destination={report}", "--test-reporter=spec",
            "--test-reporter-destination=stdout", *narrow, *files], log=LOGS / f"node-{preset}.log",
            env={**environment, "BEPUSDT_DEMO_URL": demo, "BEPUSDT_WEB_PREVIEW": str(BUILD / preset / "web_preview")})
    counts = from_tap(report)
    if test_filter:
        counts.skipped = 0  # the pattern's own doing
    return outcome(status, counts)


def fresh(preset, name):
    report = BUILD / preset / "reports" / name
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    return report
