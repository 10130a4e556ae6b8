"""tools/dev/simulating.py: long runs go on where the last one ended and are added up; and what the simulator's auditor may use."""
import json
import re

import pytest

from dev import simulating
from dev.console import ROOT, Failure

SIMULATOR = ROOT / "tests/sim"


@pytest.fixture
def places(tmp_path, monkeypatch):
    monkeypatch.setattr(simulating, "ROOT", tmp_path)
    monkeypatch.setattr(simulating, "TALLY", tmp_path / "tally.json")
    monkeypatch.setattr(simulating, "PAGE", tmp_path / "page.md")
    (tmp_path / "page.md").write_text(f"before\n{simulating.BEGIN}\nold\n{simulating.END}\nafter\n")
    return tmp_path


def program(folder, status=0):
    """A simulator that writes down what it was asked and adds its seeds to the tally as the real one does."""
    path = folder / "sim"
    path.write_text(f'''#!/usr/bin/env python3
import json, pathlib, sys
words = dict(zip(sys.argv[1::2], sys.argv[2::2]))
asked = pathlib.Path({str(folder / "asked")!r})
asked.write_text((asked.read_text() if asked.exists() else "") + words["--seed"] + "+" + words["--seeds"] + " ")
if {status}: sys.exit({status})
tally = pathlib.Path(words["--tally"])
so_far = json.loads(tally.read_text())["seeds"] if tally.exists() else 0
seeds = so_far + int(words["--seeds"])
tally.write_text(json.dumps({{"seeds": seeds, "steps": seeds * 200, "virtual_seconds": seeds * 86400, "fault power_cut": seeds,
    "move waiting -> paid": 3, "step scan": 5, "accept while scan waits": 7, "match while scan waits": 2}}))
''')
    path.chmod(0o755)
    return path


def test_a_long_run_goes_on_where_the_last_one_ended_in_pieces(places):
    sim = program(places)
    assert simulating.extend(sim, 2 * simulating.PIECE, 2) == 0
    assert simulating.extend(sim, 300, 2) == 0
    assert (places / "asked").read_text().split() == ["1+1000", "1001+1000", "2001+300"]


def test_the_table_shows_the_sum_and_the_rarest_interleaving(places):
    simulating.extend(program(places), 1000, 1)
    page = (places / "page.md").read_text()
    assert page.startswith("before\n") and page.endswith("after\n") and "old" not in page
    assert "**1,000 seeds, 200,000 steps, 1,000 simulated days, no violation.**" in page
    assert "| power cut | 1,000 |" in page
    assert "in 2 ways, 9 times in all; the rarest was *match while scan waits*, 2 times" in page


def test_a_violation_stops_the_run_and_is_not_added(places):
    assert simulating.extend(program(places, status=1), 5000, 1) == 1
    assert (places / "asked").read_text().split() == ["1+1000"]
    assert not (places / "tally.json").exists() and "old" in (places / "page.md").read_text()


def test_a_page_without_a_place_for_the_table_is_not_written(places):
    (places / "page.md").write_text("nothing\n")
    (places / "tally.json").write_text(json.dumps({"seeds": 1}))
    with pytest.raises(Failure, match="no place for the table"):
        simulating.write_table()
    assert (places / "page.md").read_text() == "nothing\n"


def test_the_page_of_the_project_has_a_place_for_the_table():
    page = (ROOT / "docs/reliability.md").read_text()
    assert page.count(simulating.BEGIN) == 1 and page.count(simulating.END) == 1


def includes(path, seen):
    """Every header of the tree that a file includes, directly or not."""
    for name in re.findall(r'#include "([^"]+)"', path.read_text()):
        for folder in (ROOT / "tests", ROOT / "src"):
            if (header := folder / name).exists() and header not in seen:
                seen.add(header)
                includes(header, seen)
    return seen


def test_the_auditor_shares_no_code_with_the_payment_steps():
    parts = sorted(SIMULATOR.glob("auditor*.cpp"))
    assert len(parts) >= 4
    for part in parts:
        used = {path.relative_to(ROOT).as_posix() for path in includes(part, set())}
        assert "tests/sim/auditor.hpp" in used
        assert not [path for path in used if path.startswith("src/payment/")], part
