"""The committed contract code is what its source compiles to, with the compiler that package-lock.json pins."""
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_contract_code_equals_a_fresh_compilation():
    ran = subprocess.run(["node", "tools/compile_contracts.mjs", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
