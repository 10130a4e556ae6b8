"""`bepusdt devnet`: the test chains that are built in, as a server with commands, and held against anvil where both know a method."""
import json

import pytest

from harness.devnet import ERC20, Devnet, TronDevnet
from harness.evm import TRANSFER_TOPIC, USDT, word
from harness.house import WALLETS
from harness.patience import eventually
from harness.tools import tool

TRON_WALLET = WALLETS["tron"]


@pytest.fixture
def chain():
    made = Devnet()
    yield made
    made.close()


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
    assert "there is no test chain of this name" in tool("devnet", "--chain", "dogecoin", status=2)
    assert "没有这条链的测试链" in tool("devnet", "--chain", "dogecoin", status=2, language="zh_CN.UTF-8")


@pytest.fixture
def tron_chain():
    made = TronDevnet()
    yield made
    made.close()


@pytest.mark.parametrize("name, fields, said", [
    ("pay", {"amount": "1"}, "to is missing"),
    ("pay", {"to": "nowhere", "amount": "1"}, "to is no address of TRON"),
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
def test_a_wrong_command_is_refused_with_a_reason_and_changes_nothing(tron_chain, name, fields, said):
    status, answer = tron_chain.command(name, **fields)
    assert status == 400 and said in answer["Error"]
    assert tron_chain.mine()["height"] == 1


def test_every_family_shares_a_port_with_the_others():
    every = Devnet("solana", "--chain", "aptos", "--chain", "ton", "--chain", "tron", "--chain", "bsc")
    try:
        origin = every.url.removesuffix("/solana")
        chains = [every.hello] + [json.loads(every._process.stdout.readline()) for _ in range(4)]
        assert {each["chain"]: (each["url"], each.get("commands")) for each in chains} == {
            "solana": (f"{origin}/solana", f"{origin}/solana/devnet"), "aptos": (f"{origin}/aptos/v1", f"{origin}/aptos/devnet"),
            "ton": (f"{origin}/ton/api/v3", f"{origin}/ton/devnet"), "tron": (f"{origin}/tron", f"{origin}/tron/devnet"),
            "bsc": (f"{origin}/bsc", None)}
        heights = {name: json.loads(every.post({"blocks": 3}, f"/{name}/devnet/mine")[1])["height"] for name in ("solana", "aptos", "ton", "tron")}
        assert heights == {"solana": 9, "aptos": 3, "ton": 1003, "tron": 3}
        call = {"jsonrpc": "2.0", "id": 1, "method": "eth_blockNumber", "params": []}
        assert '"0x0"' in every.post(call, "/bsc")[1]
        assert json.loads(every.exchange("GET", "/aptos/v1", Accept="application/json")[1])["block_height"] == "3"
        assert json.loads(every.exchange("GET", "/ton/api/v3/masterchainInfo")[1])["last"]["seqno"] == 1003
        assert every.exchange("GET", "/solana")[0] == every.exchange("POST", "/aptos/v1")[0] == every.exchange("POST", "/ton/api/v3/blocks")[0] == 405
        for path in ("/aptos", "/ton", "/ton/v1", "/tron", "/solana/elsewhere", "/bsc/devnet/mine", "/polygon"):
            assert every.post({}, path)[0] == 404, path
        assert every.post({}, "/devnet/look")[0] == 200, "without a chain's name it is the first one"
    finally:
        every.close()


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
