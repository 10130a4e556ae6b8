"""A real EVM node (anvil from npm) on a port of its own, and what a test does with it: pay, mine, reorganise.

Anvil's own accounts hold keys, so their transactions are signed and can be sent again as they are after a
reorganisation; any other sender is impersonated. One node belongs to one test; close() ends it."""
import http.client
import itertools
import json
import subprocess
import time
from pathlib import Path

from harness.children import bound
from harness.evm import ROOT, TRANSFER_TOPIC, USDT, Contract, address_in, word
from harness.patience import eventually
from harness.ports import free_port

PLAY_TOKEN, PAYOUT, FAKE_TOKEN = Contract("PlayToken"), Contract("Payout"), Contract("FakeToken")


class RpcError(Exception):
    """The node answered with an error object."""


def executable():
    """The node itself rather than npm's starter around it, which costs a Node start and a process between us."""
    found = sorted((ROOT / "node_modules/@foundry-rs").glob("anvil-*/bin/anvil"))
    return found[0] if found else ROOT / "node_modules/.bin/anvil"


class Anvil:
    def __init__(self, folder, *options, port=None):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._ids = itertools.count(1)
        Path(folder).mkdir(parents=True, exist_ok=True)
        self._log = open(Path(folder) / f"anvil-{self.port}.log", "ab")
        self._process = subprocess.Popen(
            bound([executable(), "--chain-id", "1", "--port", str(self.port), "--silent", *options]),
            stdout=self._log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        eventually(self._answers, "anvil answers", within=20)
        self.accounts = self.rpc("eth_accounts")
        self._impersonated = set()
        self._mines_at_once = "--no-mining" not in options and "--block-time" not in options
        self.put_code(USDT, PLAY_TOKEN.runtime)

    def _answers(self):
        assert self._process.poll() is None, "anvil ended at its start"
        try:
            return self.rpc("eth_chainId") == "0x1"
        except (OSError, http.client.HTTPException):
            return False

    def close(self):
        self._process.kill()
        self._process.wait()
        self._log.close()

    # -- JSON-RPC

    def _post(self, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/", json.dumps(body), {"Content-Type": "application/json"})
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def rpc(self, method, *parameters):
        answer = self._post({"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": list(parameters)})
        if "error" in answer:
            raise RpcError(f"{method}: {answer['error']}")
        return answer["result"]

    def batch(self, calls):
        """Several (method, parameters...) in one exchange; results in the order of the calls."""
        body = [{"jsonrpc": "2.0", "id": i, "method": call[0], "params": list(call[1:])} for i, call in enumerate(calls)]
        answers = {answer["id"]: answer for answer in self._post(body)}
        for i, call in enumerate(calls):
            if "error" in answers[i]:
                raise RpcError(f"{call[0]}: {answers[i]['error']}")
        return [answers[i]["result"] for i in range(len(calls))]

    # -- the chain

    def head(self):
        return int(self.rpc("eth_blockNumber"), 16)

    def block(self, number):
        return self.rpc("eth_getBlockByNumber", hex(number), False)

    def mine(self, blocks=1):
        """Blocks one second apart, the smallest step that anvil knows."""
        self.rpc("anvil_mine", hex(blocks), "0x1")

    def automine(self, on):
        self._mines_at_once = on
        self.rpc("evm_setAutomine", on)

    def reorganise(self, depth, transactions=()):
        """Replaces the newest `depth` blocks; transactions: (raw or request, which of the new blocks, from 0).

        anvil's clock falls behind by the age of what it replaced, at each one; here it is put right, since a payment whose block
        is stamped a minute before its order pays nothing."""
        self.rpc("anvil_reorg", depth, [list(pair) for pair in transactions])
        self.rpc("evm_setTime", int(time.time()))

    def put_code(self, address, code):
        self.rpc("anvil_setCode", address, code)

    def logs(self, address=USDT, topic=TRANSFER_TOPIC, first=0):
        return self.rpc("eth_getLogs", {"fromBlock": hex(first), "toBlock": "latest", "address": address, "topics": [topic]})

    # -- transactions: all return the hash, once it is in a block where the node mines by itself

    def send(self, sender, to=None, data="0x", value=0, gas=2_000_000):
        if sender not in self.accounts and sender not in self._impersonated:
            self._impersonated.add(sender)
            self.batch([("anvil_impersonateAccount", sender), ("anvil_setBalance", sender, hex(10**21))])
        request = {"from": sender, "data": data, "value": hex(value), "gas": hex(gas)}
        if to:
            request["to"] = to
        transaction = self.rpc("eth_sendTransaction", request)
        if self._mines_at_once:  # the node answers before its block is there
            eventually(lambda: self.receipt(transaction), f"{transaction} is mined", every=0.002)
        return transaction

    def receipt(self, transaction):
        return self.rpc("eth_getTransactionReceipt", transaction)

    def raw(self, transaction):
        """The signed bytes of a transaction of one of the node's own accounts, to be sent again."""
        return self.rpc("eth_getRawTransactionByHash", transaction)

    def deploy(self, contract, sender=None):
        receipt = self.receipt(self.send(sender or self.accounts[9], data=contract.creation, gas=5_000_000))
        return receipt["contractAddress"]

    def mint(self, to, units, token=USDT):
        return self.send(self.accounts[9], token, PLAY_TOKEN.call("mint", to, units))

    def pay_token(self, sender, to, units, token=USDT):
        return self.send(sender, token, PLAY_TOKEN.call("transfer", to, units), gas=200_000)

    def pay_native(self, sender, to, wei):
        return self.send(sender, to, value=wei)

    def balance(self, owner, token=USDT):
        return int(self.rpc("eth_call", {"to": token, "data": PLAY_TOKEN.call("balanceOf", owner)}, "latest"), 16)

    def transfers_to(self, receiver, token=USDT):
        """Transfer logs of the token to one receiver, as the node has them now."""
        topics = [TRANSFER_TOPIC, None, "0x" + word(receiver)]
        found = self.rpc("eth_getLogs", {"fromBlock": "0x0", "toBlock": "latest", "address": token, "topics": topics})
        return [{"hash": log["transactionHash"], "block": int(log["blockNumber"], 16), "index": int(log["logIndex"], 16),
                 "from": address_in(log["topics"][1]), "units": int(log["data"], 16)} for log in found]
