"""What the tests act with: a fake gateway, a client of it that never waits, and programs run with this Python."""
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_gateway import TOKEN, FakeGateway

from bepusdt import BEpusdtClient

pytest_plugins = ["only_filter"]

PACKAGE = Path(__file__).resolve().parents[1]


@pytest.fixture
def gateway():
    made = FakeGateway()
    yield made
    made.close()


@pytest.fixture
def client(gateway):
    return BEpusdtClient(api_url=gateway.url, api_token=TOKEN, retry_delay=0)


@pytest.fixture
def run():
    """What a program printed."""

    def run_program(code, *arguments, python=sys.executable, **environment):
        done = subprocess.run([python, "-c", code, *arguments], capture_output=True, text=True, timeout=60,
                              env={**os.environ, **environment})
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run_program
