"""Kills the real gateway with SIGKILL as often as told while orders are made and paid, and prints what that came to.

The work is done by tests/functional/sigkill_test.py, which every test run does with fewer kills."""
import json

from dev.console import ROOT, run_step, say
from dev.install import LOGS, VENV

TEST = ROOT / "tests/functional/sigkill_test.py"


def chaos(kills, program):
    """0 when nothing was violated and every figure was written down."""
    report = LOGS / "chaos.json"
    LOGS.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    status = run_step(f"{kills} kills", [VENV / "bin/pytest", "-q", TEST], log=LOGS / "chaos.log",
                      env={"TESTED_BINARY": str(program), "CHAOS_KILLS": str(kills), "CHAOS_REPORT": str(report)})
    if not report.exists():
        say("it came to no figures")
        return 1
    for name, figure in (figures := json.loads(report.read_text())).items():
        say(f"{name}: {figure:,}" if isinstance(figure, int) else f"{name}: {figure}")
    return 1 if status or figures["violations"] or figures["kills"] != kills else 0
