"""The demo as the browser tests need it: the built binary on a free port, up when the block begins, gone when it ends."""
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from dev.console import ROOT
from dev.install import LOGS

PATIENCE = 30  # seconds until it must answer


@contextmanager
def running_demo(binary):
    """The shop's address, "http://127.0.0.1:port"."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
    LOGS.mkdir(parents=True, exist_ok=True)
    with open(LOGS / "demo.log", "wb") as log:
        process = subprocess.Popen([binary, "demo", "--verbose", "--listen", url.removeprefix("http://")], cwd=ROOT,
                                   stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_until_up(process, url)
            yield url
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_up(process, url):
    """Returns also when it does not come up: the tests that need it then say so, each by its name."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
