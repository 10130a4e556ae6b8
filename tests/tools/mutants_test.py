"""tests/sim/mutants: a mutant that does not fit its source any more is refused, and only a violation that fits catches one."""
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HARNESS = ROOT / "tests/sim/mutants/mutants.py"
MUTANT = """Doors need no lock.
They are closed.

caught as: walked in
caught as: order \\S+ is gone

in src/house/door.cpp
-  lock();
-  close();
+  close();

-  knock();
"""
SOURCE = "void leave() {\n  lock();\n  close();\n}\nvoid come() {\n  knock();\n}\n"


@pytest.fixture
def house(tmp_path):
    (tmp_path / "src/house").mkdir(parents=True)
    (tmp_path / "src/house/door.cpp").write_text(SOURCE)
    (tmp_path / "leave_it_open.mutant").write_text(MUTANT)
    return tmp_path


def run(house, task, *words):
    done = subprocess.run([sys.executable, HARNESS, task, house / "leave_it_open.mutant", *words],
                          capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def plant(house):
    return run(house, "plant", house, house / "copies")


def catch(house, *answers):
    """With a simulator that answers so, one text and status after the other; and with which first seeds it was asked."""
    for number, (text, status) in enumerate(answers):
        (house / f"answer-{number}").write_text(f"{status}\n{text}")
    program = house / "sim"
    program.write_text(f"""#!{sys.executable}
import pathlib, sys
house = pathlib.Path({str(house)!r})
asked = house / "asked"
before = asked.read_text().split() if asked.exists() else []
asked.write_text(" ".join(before + [sys.argv[sys.argv.index("--seed") + 1]]))
status, _, text = (house / f"answer-{{len(before)}}").read_text().partition("\\n")
print(text)
sys.exit(int(status))
""")
    program.chmod(0o755)
    status, told = run(house, "catch", program, "100")
    return status, told, (house / "asked").read_text().split()


def test_the_bug_is_planted_and_nothing_else_is_changed(house):
    assert plant(house) == (0, "")
    assert (house / "copies/door.cpp").read_text() == "void leave() {\n  close();\n}\nvoid come() {\n}\n"
    assert (house / "src/house/door.cpp").read_text() == SOURCE


@pytest.mark.parametrize("source", [SOURCE.replace("  lock();", "    lock();"), SOURCE.replace("knock()", "ring()"), ""])
def test_a_mutant_whose_text_no_longer_occurs_is_refused(house, source):
    (house / "src/house/door.cpp").write_text(source)
    status, told = plant(house)
    assert status == 1 and "mutant leave_it_open: its old lines stand 0 times in src/house/door.cpp, not once" in told
    assert not (house / "copies/door.cpp").exists()


def test_a_mutant_whose_text_occurs_twice_is_refused(house):
    (house / "src/house/door.cpp").write_text(SOURCE + "void again() {\n  lock();\n  close();\n}\n")
    status, told = plant(house)
    assert status == 1 and "mutant leave_it_open: its old lines stand 2 times" in told


def test_a_mutant_whose_text_is_only_the_begin_of_a_line_is_refused(house):
    (house / "src/house/door.cpp").write_text(SOURCE.replace("knock();", "knock();  // loud"))
    assert plant(house)[0] == 1


@pytest.mark.parametrize("text, why", [
    (MUTANT.replace("caught as: ", ""), "it needs its sentence"),
    (MUTANT[MUTANT.index("caught"):], "it needs its sentence"),
    (MUTANT[:MUTANT.index("in src")], "it needs its sentence"),
    (MUTANT.replace("-  lock();\n-  close();\n", ""), "a change without old lines"),
    (MUTANT + "  knock();\n", "line 13 is neither old nor new"),
])
def test_a_mutant_that_is_not_whole_is_refused(house, text, why):
    (house / "leave_it_open.mutant").write_text(text)
    status, told = plant(house)
    assert status == 1 and "mutant leave_it_open: " in told and why in told


def test_the_first_violation_that_fits_is_told_with_its_seed(house):
    lines = "seed 3 violates at step 9: it rains\nseed 7 violates at step 1: order o-1 is gone\nseed 8 violates at step 1: x"
    status, told, _ = catch(house, (lines, 1))
    assert status == 0
    assert told.startswith("leave_it_open is caught at seed 7: order o-1 is gone\n")
    assert "before, seed 3 violates for another reason: it rains" in told


def test_what_fails_for_another_reason_only_is_not_caught(house):
    status, told, asked = catch(house, ("seed 40 violates at step 9: it rains", 1), ("100 seeds, 0 violations", 0))
    assert status == 1 and "leave_it_open is not caught in 100 seeds" in told and "it rains" in told
    assert asked == ["1", "41"]


def test_what_never_fails_is_not_caught(house):
    assert catch(house, ("100 seeds, 0 violations", 0))[:2] == (1, "leave_it_open is not caught in 100 seeds\n")


def test_a_program_that_crashes_is_not_caught(house):
    status, told, _ = catch(house, ("seed 5 violates at step 9: it rains", 134))
    assert status == 1 and "the simulator ended with status 134 in or after seed 5" in told


def test_every_mutant_fits_the_sources_as_they_are(tmp_path):
    mutants = sorted((ROOT / "tests/sim/mutants").glob("*.mutant"))
    assert len(mutants) >= 10
    for mutant in mutants:
        done = subprocess.run([sys.executable, HARNESS, "plant", mutant, ROOT, tmp_path / mutant.stem],
                              capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
