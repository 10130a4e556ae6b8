"""Asks other software what it makes of something, and the gateway's own functions (reader_answers) the same; the tests compare.

Everything random comes of one seed, which a failure names; INDEPENDENT_SEED in the environment repeats it."""
import json
import os
import secrets
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATIENCE = float(os.environ.get("TEST_PATIENCE", "1"))
SEED = os.environ.get("INDEPENDENT_SEED") or str(secrets.randbits(48))


def run(command, stdin=""):
    ran = subprocess.run([str(part) for part in command], input=stdin, text=True, capture_output=True, timeout=120 * PATIENCE)
    assert ran.returncode == 0, f"{command} left with {ran.returncode}:\n{ran.stderr[-4000:]}"
    return [json.loads(line) for line in ran.stdout.splitlines() if line]


def others(script, *arguments):
    """The lines of one of the scripts beside this file."""
    return run(["node", HERE / script, *arguments])


def ours(questions):
    """The answers of the gateway's functions, in the order of the questions."""
    program = Path(os.environ.get("TESTED_BINARY", ROOT / "build/dev/bepusdt")).parent / "reader_answers"
    answers = run([program], "".join(json.dumps(question) + "\n" for question in questions))
    assert len(answers) == len(questions)
    return answers
