"""`bepusdt devnet`: the test chains that are built in, under a real gateway, and held against anvil where both know a method."""
import subprocess
from decimal import Decimal

import pytest

from harness.evm import TRANSFER_TOPIC, USDT, word
from harness.devnet import ERC20, TOKENS, Devnet, TronDevnet
from harness.gateway import WALLET, Gateway, binary, environment
from harness.patience import PATIENCE, eventually
from harness.tools import tool
from harness.tron import address

# The chain, its finality at the gateway, and the decimals of what is paid.
OFFERS = {
    "usdt.erc20": ("ethereum", 2, 6),
    "ethereum.eth": ("ethereum", 2, 18),
    "usdt.bep20": ("bsc", "finalized", 18),
    "usdt.polygon": ("polygon", "finalized", 6),
    "usdt.trc20": ("tron", "finalized", 6),
    "tron.trx": ("tron", "finalized", 6),
}
TRON_WALLET = address(0x123456789ABCDEF)


class House:
    """A gateway on a test chain of its own, and the merchant that it calls back."""

    def __init__(self, folder, merchant, trade_type="usdt.erc20", finality=None, final_depth=2):
        chain, usual, self.decimals = OFFERS[trade_type]
        self.trade_type, self.merchant = trade_type, merchant
        tron = chain == "tron"
        depth = ["--final-depth", str(final_depth)]
        self.chain = TronDevnet(*depth) if tron else Devnet(chain, *depth)
        endpoint = {"url": self.chain.url, "solidity": self.chain.url} if tron else self.chain.url
        self.gateway = Gateway(folder, self.chain.url, {
            "rate": {"source": "fixed", "fixed": {"USDT.CNY": "7.2", "ETH.CNY": "21000", "TRX.CNY": "2"}},
            "chain": {chain: {"endpoints": [endpoint], "finality": finality or usual, "poll": 0.1}},
            "wallet": [{"address": TRON_WALLET if tron else WALLET, "trade_types": [trade_type]}]})
        if chain != "ethereum":
            del self.gateway.settings["chain"]["ethereum"]
            self.gateway.write_config()
        self.chain.mine()
        self.gateway.start()

    def close(self):
        self.gateway.close()
        self.chain.close()

    def order(self):
        made = self.gateway.create(trade_type=self.trade_type, notify_url=self.merchant.notify_url)
        assert made["status_code"] == 200, made
        return made["data"]

    def pay(self, order):
        units = int(Decimal(self.gateway.query(order["trade_id"])["actual_amount"]).scaleb(self.decimals))
        return self.chain.pay(self.trade_type, order["token"], units)

    def finish(self, order, transaction):
        """Paid by this transaction and told once."""
        self.chain.mine(10)
        self.gateway.wait_for_state(order["trade_id"], "paid")
        callback, = self.merchant.wait_for(order["trade_id"])
        assert callback.body["block_transaction_id"] == transaction


@pytest.fixture
def house(tmp_path, merchant):
    made = []

    def make(*arguments, **how):
        made.append(House(tmp_path / f"house-{len(made)}", merchant, *arguments, **how))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def chain():
    made = Devnet()
    yield made
    made.close()


@pytest.mark.parametrize("trade_type", OFFERS)
def test_an_order_is_paid_on_the_built_in_chain_and_called_back(house, trade_type):
    at = house(trade_type)
    order = at.order()
    transaction = at.pay(order)
    at.chain.mine()
    at.gateway.wait_for_state(order["trade_id"], "confirming")
    assert at.merchant.callbacks == []
    at.finish(order, transaction)


@pytest.mark.parametrize("trade_type", ["usdt.erc20", "usdt.trc20"])
def test_a_fork_on_command_before_finality_takes_the_payment_back_and_the_order_can_be_paid_again(house, trade_type):
    at = house(trade_type, finality=8)
    order = at.order()
    taken = at.pay(order)
    at.chain.mine(2)
    at.gateway.wait_for_state(order["trade_id"], "confirming")
    at.chain.fork(2)
    assert at.chain.succeeded(taken) is None
    at.gateway.wait_for_state(order["trade_id"], "waiting")
    assert at.merchant.callbacks == []
    if trade_type == "usdt.erc20":
        at.chain.send(at.chain.accounts[1], value=1)  # the payer's next transaction is another than the one that is gone
    at.finish(order, at.pay(order))


@pytest.mark.parametrize("trade_type", ["usdt.erc20", "usdt.trc20"])
def test_a_payment_that_a_fork_brings_back_pays_once(house, trade_type):
    at = house(trade_type, finality=8)
    order = at.order()
    transaction = at.pay(order)
    at.chain.mine(2)
    at.gateway.wait_for_state(order["trade_id"], "confirming")
    at.chain.fork(2, again=True)
    at.finish(order, transaction)
    assert len(at.gateway.query(order["trade_id"])["payments"]) == 1


@pytest.mark.parametrize("trade_type", ["usdt.erc20", "ethereum.eth", "usdt.trc20", "tron.trx"])
def test_a_failed_transaction_does_not_pay(house, trade_type):
    at = house(trade_type)
    unpaid, paid = at.order(), at.order()
    at.chain.fail_next()
    failed = at.pay(unpaid)
    at.chain.mine()
    assert at.chain.succeeded(failed) is False
    at.finish(paid, at.pay(paid))  # by now every block up to here was read
    assert at.gateway.query(unpaid["trade_id"])["state"] == "waiting"
    assert at.gateway.query(unpaid["trade_id"])["payments"] == []


@pytest.mark.parametrize("trade_type, method", [("usdt.erc20", "eth_getBlockByNumber"), ("usdt.trc20", "wallet/getnowblock")])
def test_a_payment_during_trouble_on_command_is_found_when_the_trouble_ends(house, trade_type, method):
    at = house(trade_type)
    order = at.order()
    at.chain.set_faults(down=True)
    eventually(lambda: at.gateway.http("GET", "/readyz")[0] == 503, "the gateway notices")
    at.chain.set_faults(error_method=method)
    transaction = at.pay(order)
    at.chain.mine(3)
    assert at.gateway.state(order["trade_id"]) == "waiting"
    at.chain.set_faults()
    at.finish(order, transaction)


def test_the_demo_needs_no_foreign_program(tmp_path):
    bare = {**environment(), "PATH": str(tmp_path)}
    ran = subprocess.run([binary(), "demo", "--once"], cwd=tmp_path, env=bare, text=True, capture_output=True, timeout=120 * PATIENCE)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("signature verified") == ran.stdout.count("  order  ") == 6  # on four chains, which anvil alone would not be


def test_blocks_come_by_themselves_at_the_pace_that_was_asked_for():
    chain = Devnet(block_time=0.1)
    try:
        eventually(lambda: int(chain.rpc("eth_blockNumber"), 16) >= 3, "three blocks come")
        transaction = chain.send(chain.accounts[1], value=1)
        assert eventually(lambda: chain.receipt(transaction), "it is mined")["status"] == "0x1"
    finally:
        chain.close()


def test_several_chains_share_a_port_and_nothing_else():
    both = Devnet("ethereum", "--chain", "bsc")
    try:
        both.mine(3)
        bsc = both.url.removesuffix("ethereum") + "bsc"
        ethereum, both.url = both.url, bsc
        assert (both.rpc("eth_chainId"), both.rpc("eth_blockNumber")) == ("0x38", "0x0")
        both.url = ethereum
        assert (both.rpc("eth_chainId"), both.rpc("eth_blockNumber")) == ("0x1", "0x3")
        call = {"jsonrpc": "2.0", "id": 1, "method": "eth_chainId", "params": []}
        assert '"0x1"' in both.post(call, "/")[1]
        assert both.post(call, "/solana")[0] == 404
        assert both.terminate() == 0
    finally:
        both.close()


def test_it_listens_on_the_loopback_interface_only_and_knows_its_chains():
    assert "loopback" in tool("devnet", "--listen", "0.0.0.0:0", status=2)
    assert "loopback" in tool("devnet", "--listen", ":0", status=2)
    assert "loopback" in tool("devnet", "--listen", "nowhere", status=2)
    assert "there is no test chain of this name" in tool("devnet", "--chain", "solana", status=2)
    assert "没有这条链的测试链" in tool("devnet", "--chain", "solana", status=2, language="zh_CN.UTF-8")


@pytest.fixture
def tron():
    made = TronDevnet()
    yield made
    made.close()


@pytest.mark.parametrize("name, fields, said", [
    ("pay", {"amount": "1"}, "to is missing"),
    ("pay", {"to": "nowhere", "amount": "1"}, "to is no address of Tron"),
    ("pay", {"to": TRON_WALLET}, "amount is missing"),
    ("pay", {"to": TRON_WALLET, "amount": "0"}, "amount is not a number of base units"),
    ("pay", {"to": TRON_WALLET, "amount": "1.5"}, "amount is not a number of base units"),
    ("pay", {"to": TRON_WALLET, "amount": "9" * 30}, "more than there is"),
    ("pay", {"to": TRON_WALLET, "amount": "1", "contract": TRON_WALLET}, "contract is no token of the catalog"),
    ("mine", {"blocks": 10_001}, "blocks is not a number up to 10000"),
    ("fork", {}, "depth is missing"),
    ("fork", {"depth": 1}, "there are not so many blocks"),
    ("fork", {"depth": 0, "again": 1}, "again is true or false"),
    ("failnext", {"count": "all"}, "count is not a number"),
    ("setfaults", {"dow\"n": True}, "no fault has the name dow?n"),
    ("setfaults", {"down": 1}, "not what it should be: down"),
    ("explode", {}, "no command has this name"),
])
def test_a_wrong_command_to_tron_is_refused_with_a_reason_and_changes_nothing(tron, name, fields, said):
    status, answer = tron.question(f"devnet/{name}", **fields)
    assert status == 400 and said in answer["Error"]
    assert tron.mine() == {"height": 1}


def test_tron_shares_a_port_with_an_evm_chain():
    both = TronDevnet("--chain", "bsc")
    try:
        assert both.mine(3) == {"height": 3}
        call = {"jsonrpc": "2.0", "id": 1, "method": "eth_blockNumber", "params": []}
        assert '"0x0"' in both.post(call, "/bsc")[1]
        assert both.question("wallet/getnowblock")[1]["block_header"]["raw_data"]["number"] == 3
        assert both.post({}, "/tron")[0] == both.post({}, "/tron/elsewhere")[0] == both.post({}, "/bsc/wallet/getnowblock")[0] == 404
    finally:
        both.close()


# -- held against anvil

HOLDER = "0x" + "5a" * 20
STRANGER = "0x" + "5b" * 20
NOTHING = "0x" + "00" * 32
# Of these ours makes one up, to be read over.
ASIDE = {"withdrawals"}


def shape(value):
    """Members and types; of a list, those of its items."""
    if isinstance(value, dict):
        return {name: shape(member) for name, member in value.items() if name not in ASIDE}
    if isinstance(value, list):
        shapes = [shape(item) for item in value]
        return [one for i, one in enumerate(shapes) if one not in shapes[:i]]
    if isinstance(value, str):
        return "hex" if value.startswith("0x") else "text"
    return type(value).__name__


def history(node, mine, token_payment, coin_payment, failing):
    """The same three transactions, one a block, and enough blocks on top; their hashes and the block of the first."""
    hashes = []
    for pay in (token_payment, coin_payment, failing):
        hashes.append(pay())
        mine(1)
    mine(70)
    return hashes, node("eth_getTransactionReceipt", hashes[0])["result"]["blockHash"]


def questions(hashes, block, accounts):
    token, coin, failed = hashes
    topics = [TRANSFER_TOPIC, None, ["0x" + word(HOLDER)]]
    usdt = USDT.lower()
    call = {"to": usdt, "from": accounts[0]}
    return {
        "chain": ("eth_chainId",), "head": ("eth_blockNumber",), "network": ("net_version",), "client": ("web3_clientVersion",),
        "accounts": ("eth_accounts",), "gas price": ("eth_gasPrice",),
        "balance": ("eth_getBalance", accounts[0], "latest"), "no balance": ("eth_getBalance", HOLDER, "latest"),
        "count": ("eth_getTransactionCount", accounts[0], "latest"), "waiting": ("eth_getTransactionCount", accounts[0], "pending"),
        "estimate": ("eth_estimateGas", {"from": accounts[0], "to": HOLDER, "value": "0x1"}),
        "newest": ("eth_getBlockByNumber", "latest", False), "finalized": ("eth_getBlockByNumber", "finalized", False),
        "safe": ("eth_getBlockByNumber", "safe", False), "beyond": ("eth_getBlockByNumber", "0xffffff", False),
        "by hash": ("eth_getBlockByHash", block, False), "whole": ("eth_getBlockByHash", block, True),
        "no block": ("eth_getBlockByHash", NOTHING, False),
        "token transaction": ("eth_getTransactionByHash", token), "coin transaction": ("eth_getTransactionByHash", coin),
        "no transaction": ("eth_getTransactionByHash", NOTHING),
        "token receipt": ("eth_getTransactionReceipt", token), "coin receipt": ("eth_getTransactionReceipt", coin),
        "failed receipt": ("eth_getTransactionReceipt", failed), "no receipt": ("eth_getTransactionReceipt", NOTHING),
        "receipts": ("eth_getBlockReceipts", block), "no receipts": ("eth_getBlockReceipts", NOTHING),
        "logs of a block": ("eth_getLogs", {"blockHash": block, "address": [usdt], "topics": topics}),
        "logs of a range": ("eth_getLogs", {"fromBlock": "0x1", "toBlock": "0x8", "address": [usdt], "topics": topics}),
        "logs of no block": ("eth_getLogs", {"blockHash": NOTHING, "address": [usdt], "topics": topics}),
        "token balance": ("eth_call", {**call, "data": ERC20.call("balanceOf", HOLDER)}, "latest"),
        "decimals": ("eth_call", {**call, "data": "0x313ce567"}, "latest"), "symbol": ("eth_call", {**call, "data": "0x95d89b41"}, "latest"),
        "unknown selector": ("eth_call", {**call, "data": "0x12345678"}, "latest"),
        "call of nobody": ("eth_call", {"to": STRANGER, "data": "0x313ce567"}, "latest"),
        "sent": ("eth_sendTransaction", {"from": accounts[0], "to": HOLDER, "value": "0x1", "gas": "0x5208"}),
        "stranger": ("eth_sendTransaction", {"from": STRANGER, "to": HOLDER, "value": "0x1", "gas": "0x5208"}),
        "no method": ("eth_nothing",),
    }


def test_the_built_in_node_and_anvil_answer_with_the_same_members_and_types(anvil, chain):
    anvil.mint(anvil.accounts[0], 10**15)
    anvil.automine(False)

    def ask_anvil(method, *parameters):
        return anvil._post({"jsonrpc": "2.0", "id": 1, "method": method, "params": list(parameters)})

    payer, usdt = anvil.accounts[0], USDT.lower()
    assert [account.lower() for account in anvil.accounts] == chain.accounts
    theirs = questions(*history(ask_anvil, anvil.mine, lambda: anvil.pay_token(payer, HOLDER, 5, usdt), lambda: anvil.pay_native(payer, HOLDER, 7),
                                lambda: anvil.pay_token(payer, HOLDER, 10**16, usdt)), chain.accounts)
    ours = questions(*history(chain.ask, chain.mine, lambda: chain.pay_token(HOLDER, 5, usdt), lambda: chain.send(HOLDER, value=7),
                              lambda: chain.pay_token(HOLDER, 10**16, usdt)), chain.accounts)
    different = {}
    for name, question in theirs.items():
        expected, got = ask_anvil(*question), chain.ask(*ours[name])
        if "error" in expected and "error" in got:
            expected, got = expected["error"]["code"], got["error"]["code"]
        else:
            expected, got = shape(expected), shape(got)
        if expected != got:
            different[name] = {"anvil": expected, "built in": got}
    assert different == {}
    for name in ("chain", "network", "decimals", "symbol", "token balance", "no balance", "estimate"):
        assert chain.ask(*ours[name])["result"] == ask_anvil(*theirs[name])["result"], name
