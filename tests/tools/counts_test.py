"""tools/dev/counts.py: the last line of ./dev test is only as true as this reading of the runners' reports."""
from dev.counts import Counts, from_junit, from_tap


def test_ctest_counts_what_passed_failed_and_did_not_run(tmp_path):
    report = tmp_path / "ctest.xml"
    report.write_text('<testsuite name="x" tests="7" failures="2" disabled="1" skipped="1"><testcase name="a"/></testsuite>')
    assert from_junit(report) == Counts(passed=3, failed=2, skipped=2)


def test_pytest_errors_of_fixtures_are_failures(tmp_path):
    report = tmp_path / "pytest.xml"
    report.write_text('<testsuites><testsuite name="pytest" tests="5" failures="1" errors="1" skipped="1"/></testsuites>')
    assert from_junit(report) == Counts(passed=2, failed=2, skipped=1)


def test_node_counts_cancelled_tests_as_failed(tmp_path):
    report = tmp_path / "node.tap"
    report.write_text("TAP version 13\nok 1 - pass 9\n1..1\n# tests 6\n# suites 0\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 0\n")
    assert from_tap(report) == Counts(passed=3, failed=2, skipped=1)


def test_a_report_that_was_never_written_counts_nothing(tmp_path):
    assert from_junit(tmp_path / "none.xml") == Counts() == from_tap(tmp_path / "none.tap")


def test_the_last_line_names_skipped_tests_only_when_there_are_any():
    assert str(Counts(12, 0, 0)) == "12 passed, 0 failed"
    assert str(Counts(12, 1, 2) + Counts(1, 0, 0)) == "13 passed, 1 failed, 2 skipped"
