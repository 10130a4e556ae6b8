"""Kills the real gateway with SIGKILL as often as told while orders are made and paid, and prints what that came to.

The work is done by tests/functional/sigkill_test.py, which every test run does once. Here it is done in rounds, each with a
database, a chain and moments of its own, so that a kill costs the same at the end as at the beginning."""
import json
from collections import Counter

from dev.console import ROOT, run_step, say
from dev.install import LOGS, VENV

TEST = ROOT / "tests/functional/sigkill_test.py"
KILLS_A_ROUND = 200


def chaos(kills, program):
    """0 when every round was held against node and merchant to its end and nothing was violated."""
    LOGS.mkdir(parents=True, exist_ok=True)
    report = LOGS / "chaos.json"
    report.unlink(missing_ok=True)
    total, audits, failed = Counter(), Counter(), 0
    rounds = -(-kills // KILLS_A_ROUND)
    for number in range(rounds):
        asked = min(KILLS_A_ROUND, kills - number * KILLS_A_ROUND)
        status, figures = one_round(number, asked, program)
        failed += bool(status) or figures.get("kills") != asked
        audits[figures.pop("bepusdt audit", "not reached").rsplit(": ", 1)[-1]] += 1  # "3,184 orders, ... audited: 0 violations"
        total.update(figures)
        report.write_text(json.dumps({"rounds": number + 1, **total, "failed rounds": failed, "bepusdt audit": audits}))
    say(f"rounds: {rounds}")
    for name, figure in total.items():
        say(f"{name}: {figure:,}")
    for verdict, times in audits.items():
        say(f"bepusdt audit: {verdict} in {times} rounds")
    say(f"failed rounds: {failed}")
    clean = not failed and not total["violations"] and total["kills"] == kills and set(audits) == {"0 violations"}
    return 0 if clean else 1


def one_round(number, kills, program):
    """What pytest answered, and the figures, which are none when it came to none."""
    report = LOGS / f"chaos-{number + 1}.json"
    report.unlink(missing_ok=True)
    status = run_step(f"round {number + 1}: {kills} kills", [VENV / "bin/pytest", "-q", TEST], log=LOGS / f"chaos-{number + 1}.log",
                      env={"TESTED_BINARY": str(program), "CHAOS_KILLS": str(kills), "CHAOS_SEED": str(20261123 + number),
                           "CHAOS_REPORT": str(report)})
    return status, json.loads(report.read_text()) if report.exists() else {}
