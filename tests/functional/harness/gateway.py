"""The real binary: `bepusdt serve` on a folder and a port of its own, its command line beside it, and signed requests.

A Gateway is its files; start(), stop() and kill() may follow one another in any order on the same ones. Requests go over
one new connection each, so that a test sees what a client sees after a restart. One belongs to one test."""
import http.client
import itertools
import json
import os
import subprocess
from pathlib import Path

from bepusdt.signature import generate_signature

from harness.children import bound
from harness.evm import ROOT
from harness.patience import PATIENCE, eventually
from harness.ports import free_port
from harness.toml import dump, merged

TOKEN = "a-token-of-the-functional-tests"
# EIP-55's own examples: valid in mixed case, so that what is shown can be compared as it stands.
WALLET = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
SECOND_WALLET = "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"
THIRD_WALLET = "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB"


def binary():
    return Path(os.environ.get("TESTED_BINARY", ROOT / "build/dev/bepusdt"))


def environment(settings=None):
    """This process's, less whatever settings of a gateway it holds, and with these."""
    return {**{name: value for name, value in os.environ.items() if not name.startswith("BEPUSDT_")}, **(settings or {})}


class Gateway:
    def __init__(self, folder, node_url, settings=None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.config = self.folder / "conf.toml"
        self.database = self.folder / "gateway.db"
        self.log_file = self.folder / "gateway.log"
        self.prefix = []  # a command that runs the binary in another world: namespaces of its own
        self._process = None
        self._numbers = itertools.count(1)
        self.settings = merged({
            "auth_token": TOKEN,
            "listen": f"127.0.0.1:{self.port}",
            "database": "sqlite:gateway.db",
            "public_nodes": False,
            "log": {"format": "text", "level": "debug"},
            "rate": {"source": "fixed", "fixed": {"USDT.CNY": "7.2", "USDC.CNY": "7.2", "ETH.CNY": "20000"}},
            "callback": {"allow_http": True, "allow_private": True},
            "chain": {"ethereum": {"endpoints": [node_url], "finality": 2, "poll": 0.2}},
            "wallet": [{"address": WALLET, "trade_types": ["usdt.erc20", "ethereum.eth"]}],
        }, settings or {})
        self.write_config()

    def write_config(self, **change):
        self.settings = merged(self.settings, change)
        self.config.write_text(dump(self.settings) + "\n")

    # -- the process

    def start(self, until="/readyz", settings=None):
        """settings: such as come from the environment."""
        assert self._process is None, "it runs already"
        with open(self.log_file, "ab") as log:
            self._process = subprocess.Popen([*self.prefix, *bound([binary(), "serve", "--config", self.config])], cwd=self.folder, env=environment(settings),
                                             stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
        if until:
            self.wait_for(until)
        return self

    def wait_for(self, path, status=200, within=15):
        def answers():
            assert self._process.poll() is None, f"it ended with {self._process.returncode}:\n{self.log_tail()}"
            try:
                return self.http("GET", path)[0] == status
            except (OSError, http.client.HTTPException):
                return False
        eventually(answers, f"{path} answers {status}\n{self.log_tail()}", within, every=0.01)

    def kill(self):
        """SIGKILL: what it had in memory is gone."""
        self._process.kill()
        self._process.wait()
        self._process = None

    def terminate(self):
        """SIGTERM, without waiting."""
        self._process.terminate()

    def wait(self, within=12):
        """Its exit status, once it has ended by itself."""
        status = self._process.wait(within * PATIENCE)
        self._process = None
        return status

    def stop(self):
        self.terminate()
        status = self.wait()
        assert status == 0, f"it ended with {status}:\n{self.log_tail()}"

    def close(self):
        if self._process:
            self.kill()

    @property
    def running(self):
        return self._process is not None and self._process.poll() is None

    @property
    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def log_tail(self, lines=40):
        return "\n".join(self.log.splitlines()[-lines:])

    # -- the command line

    def run(self, *arguments, status=0):
        """A subcommand on this gateway's files; its output, after its exit status was what the test expects."""
        ran = subprocess.run([*self.prefix, binary(), *arguments, "--config", self.config], cwd=self.folder, text=True, env=environment(),
                             stdin=subprocess.DEVNULL, capture_output=True, timeout=30 * PATIENCE)
        assert ran.returncode == status, f"{' '.join(map(str, arguments))} left with {ran.returncode}:\n{ran.stdout}{ran.stderr}"
        return ran.stdout if status == 0 else ran.stdout + ran.stderr

    def data(self, *arguments):
        return json.loads(self.run(*arguments, "--json"))

    # -- requests

    def http(self, method, path, body=None, headers=None, timeout=15):
        """(status, headers in lower case, body as text)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout * PATIENCE)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
        finally:
            connection.close()

    def post(self, path, fields, token=TOKEN, headers=None):
        """A signed JSON request; the envelope of its answer, which must have come with HTTP 200."""
        signed = {**fields, "signature": generate_signature(fields, token)}
        status, _, text = self.http("POST", path, json.dumps(signed), {"Content-Type": "application/json", **(headers or {})})
        assert status == 200, f"HTTP {status}: {text}"
        return json.loads(text)

    def create(self, **fields):
        """create-transaction with workable defaults; the whole envelope. A field given as None is left out."""
        defaults = {"order_id": f"order-{next(self._numbers)}", "amount": 28.8, "notify_url": "http://127.0.0.1:9/notify",
                    "trade_type": "usdt.erc20"}
        return self.post("/api/v1/order/create-transaction", {k: v for k, v in {**defaults, **fields}.items() if v is not None})

    def query(self, trade_id):
        """The whole order as order/query tells it."""
        answer = self.post("/api/v1/order/query", {"trade_id": trade_id})
        assert answer["status_code"] == 200, answer
        return answer["data"]

    def state(self, trade_id):
        return self.query(trade_id)["state"]

    def wait_for_state(self, trade_id, state, within=15):
        return eventually(lambda: (order := self.query(trade_id))["state"] == state and order,
                          f"{trade_id} becomes {state}\n{self.log_tail()}", within)
