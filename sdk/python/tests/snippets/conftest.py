"""The stage of the functional tests, chain, payer, gateway and merchant, for the tests here."""
from snippets.functional_modules import load

_functional = load("conftest")
stage, scene, pytest_runtest_makereport = _functional.stage, _functional.scene, _functional.pytest_runtest_makereport
