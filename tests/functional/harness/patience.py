"""Waiting for what another process does: asks often, gives up at a deadline, and then says what it last saw.

TEST_PATIENCE stretches every deadline (for builds under sanitizers)."""
import os
import time

PATIENCE = float(os.environ.get("TEST_PATIENCE", "1"))


def eventually(ask, what, within=10.0, every=0.02):
    """The first truthy answer of ask(). The wait ends as soon as it is there."""
    deadline = time.monotonic() + within * PATIENCE
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {within * PATIENCE:.1f} s: {what}; last seen: {answer!r}")
        time.sleep(every)
