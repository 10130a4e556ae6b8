"""The functional tests of the whole project, for a program that has this package installed: their harness knows `bepusdt` by name
only, and so gets ours."""
import importlib.util
import sys
from pathlib import Path

FUNCTIONAL = Path(__file__).resolve().parents[4] / "tests/functional"
if str(FUNCTIONAL) not in sys.path:
    sys.path.insert(0, str(FUNCTIONAL))


def load(name):
    """A module of theirs, under a name that no module here has."""
    spec = importlib.util.spec_from_file_location(f"functional_{name}", FUNCTIONAL / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
