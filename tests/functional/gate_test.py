"""The network between the gateway and its node, and between it and the merchant, fails in every way of harness/tcp_faults.py while
orders are made and paid and the chain takes blocks back. Then it heals, and nothing is lost, doubled or wrongly told.

What is flipped on the way from the only node cannot be told from the truth, so there a second, healthy endpoint stands beside
the gate. What is flipped on the way to the merchant is found by the signature, as a merchant's program does."""
import hashlib
import hmac
import random

import pytest

from harness.auditor import Auditor, units_of
from harness.gateway import SECOND_WALLET, THIRD_WALLET, TOKEN, WALLET
from harness.merchant import reply
from harness.patience import eventually
from harness.tcp_faults import KINDS, Draws
from harness.tcp_gate import TcpGate

SEED = 20261125
LIFE = 0.3          # seconds that a connection through a gate has
ORDERS = (24, 120)  # at least, so that there is work; at most, if the faults have not all come by then
ALL_BUT_CORRUPT = tuple(kind for kind in KINDS if kind != "corrupt")


def genuine(callback):
    """What a merchant's program checks before it believes a callback: the signature over time and body."""
    parts = dict(part.partition("=")[::2] for part in callback.headers.get("X-Bepusdt-Signature", "").split(","))
    signed = hmac.new(TOKEN.encode(), f"{parts.get('t', '')}.".encode() + callback.raw, hashlib.sha256).hexdigest()
    return parts.get("v1") == signed


def careful(handler):
    (reply() if genuine(handler.callback) else reply(400, "not genuine"))(handler)


@pytest.fixture
def gates():
    made = []

    def make(port_behind, **draws):
        made.append(TcpGate(port_behind, Draws(SEED + len(made), **draws), LIFE))
        return made[-1]

    yield make
    for gate in made:
        gate.close()


class Shop:
    """Makes orders, pays each, and mines; at times the newest block is taken back and its payments are sent once more."""

    def __init__(self, scene, notify_url):
        self.scene, self.notify_url, self.chance = scene, notify_url, random.Random(SEED)
        self.made, self.paid, self.taken_back = {}, {}, 0

    def sell(self):
        answer = self.scene.gateway.create(order_id=f"gate-{len(self.made)}", notify_url=self.notify_url, timeout=86400,
                                           amount=self.chance.choice([28.8, 36, self.chance.randrange(1000, 99999) / 100]))
        assert answer["status_code"] == 200, answer
        due = answer["data"]
        self.made[due["trade_id"]] = due
        chain = self.scene.chain
        self.paid[due["trade_id"]] = chain.pay_token(self.chance.choice(chain.accounts[:8]), due["token"], units_of(due["actual_amount"]))
        chain.rpc("evm_mine")
        if len(self.made) % 6 == 0:
            self.take_back()

    def take_back(self):
        chain = self.scene.chain
        again = [chain.raw(transaction) for transaction in chain.rpc("eth_getBlockByNumber", "latest", False)["transactions"]]
        chain.reorganise(1)
        for raw in again:
            chain.rpc("eth_sendRawTransaction", raw)
        self.taken_back += len(again)


@pytest.mark.parametrize("kinds, times", [(ALL_BUT_CORRUPT, 1), (("corrupt",), 3)], ids=["the only node", "one of two nodes"])
def test_a_failing_network_to_node_and_merchant_loses_doubles_and_mistells_nothing(stage, gates, kinds, times):
    wallets = [{"address": address, "trade_types": ["usdt.erc20"]} for address in (WALLET, SECOND_WALLET, THIRD_WALLET)]
    scene = stage({"wallet": wallets, "log": {"level": "info"}}, ["--no-mining"])
    node = gates(scene.chain.port, kinds=kinds, clean=1)
    merchant = gates(int(scene.merchant.url.rpartition(":")[2]), most_before=80)
    beside = [scene.chain.url] if "corrupt" in kinds else []
    scene.gateway.write_config(chain={"ethereum": {"endpoints": [node.url, *beside], "finality": 2, "poll": 0.1}})
    scene.merchant.answer_always(careful)
    for account in scene.chain.accounts[:8]:
        scene.chain.mint(account, 10**15)
    scene.chain.mine(1)
    scene.gateway.start(until="/healthz")
    shop = Shop(scene, f"{merchant.url}/notify")

    def all_came():
        if len(shop.made) < ORDERS[1]:
            shop.sell()
        else:
            scene.chain.rpc("evm_mine")
        return len(shop.made) >= ORDERS[0] and all(node.counts[kind] >= times for kind in kinds) and set(KINDS) <= merchant.counts.keys()

    try:
        eventually(all_came, "every fault occurs", within=30, every=0.1)
    finally:
        print(f"node: {dict(node.counts)}, merchant: {dict(merchant.counts)}, orders: {len(shop.made)}, taken back: {shop.taken_back}")
    node.heal()
    merchant.heal()
    scene.chain.mine(4)
    auditor = Auditor(scene.gateway.database, scene.chain)
    eventually(lambda: auditor.one("SELECT count(*) FROM orders WHERE state <> 2") == 0, "every order is paid", within=60, every=0.1)
    for row in auditor.rows("SELECT event_id FROM callbacks WHERE state = 'pending' AND attempts > 0"):
        scene.gateway.run("callback", "resend", row["event_id"])  # its next attempt would be minutes later
    eventually(auditor.settled, "every callback is delivered", within=30, every=0.1)
    scene.gateway.stop()
    events = {row["event_id"] for row in auditor.rows("SELECT event_id FROM callbacks")}
    believed = [callback for callback in scene.merchant.callbacks if genuine(callback) and callback.headers.get("X-Bepusdt-Event") in events]
    assert auditor.complaints(shop.made, shop.paid, believed) == []
    assert "0 violations" in scene.gateway.run("audit")
    assert shop.taken_back > 0
