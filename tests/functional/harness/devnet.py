"""The built-in test chains, `bepusdt devnet`, on a port of their own, and what a test does with one: pay, mine, fork, trouble.

Nothing is mined but what a test mines unless it asks for a pace. One process belongs to one test; close() ends it."""
import http.client
import itertools
import json
import subprocess
from functools import cached_property
from urllib.parse import urlsplit

from harness.anvil import RpcError
from harness.children import bound
from harness.evm import Contract
from harness.gateway import binary, environment

TOKENS = {  # contract and decimals
    "usdt.erc20": ("0xdac17f958d2ee523a2206206994597c13d831ec7", 6),
    "usdt.bep20": ("0x55d398326f99059ff775485246999027b3197955", 18),
    "usdt.polygon": ("0xc2132d05d31c914a87c6611c10748aeb04b58e8f", 6),
    "usdt.trc20": ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 6),
}
ERC20 = Contract("PlayToken")


class Devnet:
    def __init__(self, chain="ethereum", *options, block_time=0):
        self._process = subprocess.Popen(
            bound([binary(), "devnet", "--listen", "127.0.0.1:0", "--chain", chain, "--block-time", str(block_time), "--json", *options]),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
        line = self._process.stdout.readline()
        assert line, f"it ended with {self._process.wait()}: {self._process.stderr.read()}"
        self.hello = json.loads(line)
        self.url = self.hello["url"]
        self._ids = itertools.count(1)

    def close(self):
        self._process.kill()
        self._process.communicate()

    def terminate(self):
        """Its exit status after SIGTERM."""
        self._process.terminate()
        return self._process.wait(20)

    # -- JSON-RPC

    def post(self, body, path=None):
        """(status, body as text)"""
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
        try:
            connection.request("POST", path or where.path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def ask(self, method, *parameters):
        """The whole answer, an error too."""
        status, text = self.post({"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": list(parameters)})
        assert status == 200, f"HTTP {status}: {text}"
        return json.loads(text)

    def rpc(self, method, *parameters):
        answer = self.ask(method, *parameters)
        if "error" in answer:
            raise RpcError(f"{method}: {answer['error']}")
        return answer["result"]

    # -- the chain

    @cached_property
    def accounts(self):
        return self.rpc("eth_accounts")

    def mine(self, blocks=1):
        return self.rpc("devnet_mine", blocks)

    def fork(self, depth, again=False):
        return self.rpc("devnet_fork", depth, again)

    def fail_next(self):
        return self.rpc("devnet_failNext")

    def set_faults(self, **faults):
        return self.rpc("devnet_setFaults", faults)

    def succeeded(self, transaction):
        """None where no block holds it."""
        receipt = self.receipt(transaction)
        return receipt and receipt["status"] == "0x1"

    def receipt(self, transaction):
        return self.rpc("eth_getTransactionReceipt", transaction)

    # -- transactions: the hash, before they are mined

    def send(self, to, data="0x", value=0, sender=None):
        return self.rpc("eth_sendTransaction", {"from": sender or self.accounts[0], "to": to, "value": hex(value), "data": data, "gas": "0x30d40"})

    def pay_token(self, to, units, token):
        return self.send(token, ERC20.call("transfer", to, units))

    def pay(self, trade_type, to, units):
        return self.pay_token(to, units, TOKENS[trade_type][0]) if trade_type in TOKENS else self.send(to, value=units)

    def balance(self, owner, token):
        return int(self.rpc("eth_call", {"to": token, "data": ERC20.call("balanceOf", owner)}, "latest"), 16)


class TronDevnet(Devnet):
    """The same of Tron, by the HTTP API of its node; commands are questions to devnet/…"""

    def __init__(self, *options, block_time=0):
        super().__init__("tron", *options, block_time=block_time)

    def question(self, name, **fields):
        """(status, answer)"""
        status, text = self.post(fields, f"{urlsplit(self.url).path}/{name}")
        return status, json.loads(text)

    def command(self, name, **fields):
        status, answer = self.question(f"devnet/{name}", **fields)
        assert status == 200, answer
        return answer

    def mine(self, blocks=1):
        return self.command("mine", blocks=blocks)

    def fork(self, depth, again=False):
        return self.command("fork", depth=depth, again=again)

    def fail_next(self):
        return self.command("failnext")

    def set_faults(self, **faults):
        return self.command("setfaults", **faults)

    def succeeded(self, transaction):
        _, info = self.question("wallet/gettransactioninfobyid", value=transaction)
        return info.get("result") != "FAILED" if info else None

    def pay(self, trade_type, to, units):
        token = {"contract": TOKENS[trade_type][0]} if trade_type in TOKENS else {}
        return self.command("pay", to=to, amount=str(units), **token)["txid"]
