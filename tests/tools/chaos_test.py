"""tools/dev/chaos.py: the figures of all rounds are added up and printed; a round without figures, with fewer kills, with violations
or without its audit fails the whole."""
import json
from pathlib import Path

import pytest

from dev import chaos

CLEAN = {"kills": 20, "orders made": 12345, "bepusdt audit": "7 orders audited: 0 violations", "violations": 0}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(kills, (what a round writes down or None, its status)…): the status of ./dev chaos, and what each round was asked."""
    monkeypatch.setattr(chaos, "LOGS", tmp_path / "logs")
    monkeypatch.setattr(chaos, "KILLS_A_ROUND", 20)

    def ran(kills, *rounds):
        asked, left = [], list(rounds)

        def step(_title, command, *, log, env):
            asked.append({**env, "command": command})
            figures, status = left.pop(0)
            if figures is not None:
                Path(env["CHAOS_REPORT"]).write_text(json.dumps(figures))
            return status

        monkeypatch.setattr(chaos, "run_step", step)
        return chaos.chaos(kills, tmp_path / "bepusdt"), asked

    return ran


def test_the_figures_of_clean_rounds_are_added_up(run, capsys):
    status, asked = run(50, (CLEAN, 0), (CLEAN, 0), ({**CLEAN, "kills": 10}, 0))
    assert status == 0
    assert [each["CHAOS_KILLS"] for each in asked] == ["20", "20", "10"]
    assert len({each["CHAOS_SEED"] for each in asked}) == 3, "each round has moments of its own"
    assert {each["command"][-1] for each in asked} == {chaos.TEST}
    assert capsys.readouterr().out.splitlines() == [
        "rounds: 3", "kills: 50", "orders made: 37,035", "violations: 0", "bepusdt audit: 0 violations in 3 rounds", "failed rounds: 0"]


@pytest.mark.parametrize("figures, status", [
    (None, 0),
    (CLEAN, 1),
    ({**CLEAN, "violations": 1}, 0),
    ({**CLEAN, "kills": 19}, 0),
    ({**CLEAN, "bepusdt audit": "7 orders audited: 1 violations"}, 0),
    ({**CLEAN, "bepusdt audit": "not reached"}, 0),
])
def test_one_round_that_is_not_whole_and_clean_fails_all(run, figures, status):
    assert run(40, (CLEAN, 0), (figures, status))[0] == 1


def test_figures_of_an_earlier_run_are_not_taken_for_those_of_this_one(run):
    assert run(20, (CLEAN, 0))[0] == 0
    assert run(20, (None, 0))[0] == 1
