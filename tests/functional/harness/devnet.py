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
from harness.patience import PATIENCE

TRADE_TYPES = {  # chain, contract (None: the coin) and decimals, as the catalog has them
    "usdt.trc20": ("tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", 6),
    "usdc.trc20": ("tron", "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8", 6),
    "tron.trx": ("tron", None, 6),
    "usdt.erc20": ("ethereum", "0xdac17f958d2ee523a2206206994597c13d831ec7", 6),
    "usdc.erc20": ("ethereum", "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48", 6),
    "ethereum.eth": ("ethereum", None, 18),
    "usdt.bep20": ("bsc", "0x55d398326f99059ff775485246999027b3197955", 18),
    "usdc.bep20": ("bsc", "0x8ac76a51cc950d9822d68b83fe1ad97b32cd580d", 18),
    "bsc.bnb": ("bsc", None, 18),
    "usdt.polygon": ("polygon", "0xc2132d05d31c914a87c6611c10748aeb04b58e8f", 6),
    "usdc.polygon": ("polygon", "0x3c499c542cef5e3811e1192ce70d8cc03d5c3359", 6),
    "polygon.pol": ("polygon", None, 18),
    "usdt.arbitrum": ("arbitrum", "0xfd086bc7cd5c481dcc9c85ebe478a1c0b69fcbb9", 6),
    "usdc.arbitrum": ("arbitrum", "0xaf88d065e77c8cc2239327c5edb3a432268e5831", 6),
    "arbitrum.eth": ("arbitrum", None, 18),
    "usdt.base": ("base", "0xfde4c96c8593536e31f229ea8f37b2ada2699bb2", 6),
    "usdc.base": ("base", "0x833589fcd6edb6e08f4c7c32d4f71b54bda02913", 6),
    "base.eth": ("base", None, 18),
    "usdt.xlayer": ("xlayer", "0x779ded0c9e1022225f8e0630b35a9b54be713736", 6),
    "usdc.xlayer": ("xlayer", "0xb6ceceab302e2e4948951ee7843fc24e92933061", 6),
    "usdt.plasma": ("plasma", "0xb8ce59fc3717ada4c02eadf9682a9e934f625ebb", 6),
    "usdc.plasma": ("plasma", "0x2d661c89d812261039af9764eceaaee884f5f67f", 6),
    "usdt.solana": ("solana", "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", 6),
    "usdc.solana": ("solana", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", 6),
    "solana.sol": ("solana", None, 9),
    "usdt.aptos": ("aptos", "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b", 6),
    "usdc.aptos": ("aptos", "0xbae207659db88bea0cbead6da0ed00aac12edcdda169e591cd41c94180b46f3b", 6),
    "usdt.ton": ("ton", "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs", 6),
    "ton.gram": ("ton", None, 9),
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
        self._process.terminate()
        printed, _ = self._process.communicate(timeout=20 * PATIENCE)
        self.complaints = [line for line in printed.splitlines() if "devnet.complaint" in line]

    def terminate(self):
        """Its exit status after SIGTERM."""
        self._process.terminate()
        return self._process.wait(20)

    # -- JSON-RPC

    def exchange(self, method, path, body=None, **headers):
        """(status, body as text)"""
        where = urlsplit(self.url)
        connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def post(self, body, path=None):
        return self.exchange("POST", path or urlsplit(self.url).path, json.dumps(body), **{"Content-Type": "application/json"})

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
        contract = TRADE_TYPES[trade_type][1]
        return self.pay_token(to, units, contract) if contract else self.send(to, value=units)

    def balance(self, owner, token):
        return int(self.rpc("eth_call", {"to": token, "data": ERC20.call("balanceOf", owner)}, "latest"), 16)


class CommandedDevnet(Devnet):
    """The same of a chain whose node takes no transactions: commands are questions of their own, "…/devnet/pay"."""

    def command(self, name, **fields):
        """(status, answer)"""
        status, text = self.post(fields, f"{urlsplit(self.hello['commands']).path}/{name}")
        return status, json.loads(text)

    def told(self, name, **fields):
        status, answer = self.command(name, **fields)
        assert status == 200, answer
        return answer

    def mine(self, blocks=1):
        return self.told("mine", blocks=blocks)

    def fork(self, depth, again=False):
        return self.told("fork", depth=depth, again=again)

    def fail_next(self):
        return self.told("failnext")

    def set_faults(self, **faults):
        return self.told("setfaults", **faults)

    @property
    def requests(self):
        """How often the node was asked."""
        return self.told("look")["requests"]

    def pay(self, trade_type, to, units):
        contract = TRADE_TYPES[trade_type][1]
        return self.told("pay", to=to, amount=str(units), **({"contract": contract} if contract else {}))["txid"]


class TronDevnet(CommandedDevnet):
    def __init__(self, *options, block_time=0):
        super().__init__("tron", *options, block_time=block_time)

    def question(self, name, **fields):
        """(status, answer) of its HTTP API."""
        status, text = self.post(fields, f"{urlsplit(self.url).path}/{name}")
        return status, json.loads(text)

    def succeeded(self, transaction):
        _, info = self.question("wallet/gettransactioninfobyid", value=transaction)
        return info.get("result") != "FAILED" if info else None


class SolanaDevnet(CommandedDevnet):
    def __init__(self, *options, block_time=0):
        super().__init__("solana", *options, block_time=block_time)

    def transaction(self, signature):
        """None where it is not finalized."""
        return self.rpc("getTransaction", signature, {"commitment": "finalized", "encoding": "json", "maxSupportedTransactionVersion": 1})

    def succeeded(self, signature):
        self.mine(2)  # so that it is finalized
        told = self.transaction(signature)
        return told and told["meta"]["err"] is None


class AptosDevnet(CommandedDevnet):
    def __init__(self, *options, block_time=0):
        super().__init__("aptos", *options, block_time=block_time)

    def transaction(self, transaction):
        """None where no block holds it."""
        path = f"{urlsplit(self.url).path}/transactions/by_hash/{transaction}"
        status, text = self.exchange("GET", path, Accept="application/json")
        assert status == 200 or (status == 404 and json.loads(text)["error_code"] == "transaction_not_found"), text
        return json.loads(text) if status == 200 else None

    def succeeded(self, transaction):
        told = self.transaction(transaction)
        return told and told["success"]


class TonDevnet(CommandedDevnet):
    def __init__(self, *options, block_time=0):
        super().__init__("ton", *options, block_time=block_time)

    def transactions(self, account):
        """Of the account, as the index tells them."""
        path = f"{urlsplit(self.url).path}/transactions?account={account}&start_lt=1&sort=asc&limit=1000&offset=0"
        status, text = self.exchange("GET", path, Accept="application/json")
        assert status == 200, text
        return json.loads(text)["transactions"]


def devnet_of(chain, *options, block_time=0):
    own = {"tron": TronDevnet, "solana": SolanaDevnet, "aptos": AptosDevnet, "ton": TonDevnet}.get(chain)
    return own(*options, block_time=block_time) if own else Devnet(chain, *options, block_time=block_time)
