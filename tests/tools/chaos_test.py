"""tools/dev/chaos.py: the figures of a run are printed, and a run without figures, with fewer kills or with violations fails."""
import json

import pytest

from dev import chaos


@pytest.fixture
def run(tmp_path, monkeypatch):
    """run(what the run writes down or None, its status): the status of ./dev chaos for 20 kills."""
    monkeypatch.setattr(chaos, "LOGS", tmp_path / "logs")
    asked = {}

    def ran(figures, status=0):
        def step(_title, command, *, log, env):
            asked.update(env, command=command)
            if figures is not None:
                (tmp_path / "logs/chaos.json").write_text(json.dumps(figures))
            return status

        monkeypatch.setattr(chaos, "run_step", step)
        return chaos.chaos(20, tmp_path / "bepusdt"), asked

    return ran


def test_a_clean_run_prints_its_figures_as_they_are(run, capsys):
    status, asked = run({"kills": 20, "orders made": 12345, "bepusdt audit": "0 violations", "violations": 0})
    assert status == 0 and asked["CHAOS_KILLS"] == "20" and asked["command"][-1] == chaos.TEST
    assert capsys.readouterr().out.splitlines() == ["kills: 20", "orders made: 12,345", "bepusdt audit: 0 violations", "violations: 0"]


@pytest.mark.parametrize("figures, status", [
    (None, 0),
    ({"kills": 20, "violations": 0}, 1),
    ({"kills": 20, "violations": 1}, 0),
    ({"kills": 19, "violations": 0}, 0),
])
def test_what_is_not_whole_and_clean_fails(run, figures, status):
    assert run(figures, status)[0] == 1


def test_figures_of_an_earlier_run_are_not_taken_for_those_of_this_one(run):
    assert run({"kills": 20, "violations": 0})[0] == 0
    assert run(None)[0] == 1
