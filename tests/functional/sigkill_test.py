"""SIGKILL at random moments, 200 of them, while orders are made, paid, taken back by reorganisations, confirmed and told.

Three threads go on without pause: a shop that makes orders and repeats every request until it is answered, payers with a
chain that sometimes takes its newest block back, and the killer. What each of them knows for certain is held against the
database and the node afterwards (harness/auditor.py); the database alone also after every kill. `./dev chaos` does it many
times over: CHAOS_KILLS says how often to kill, CHAOS_SEED draws other moments, CHAOS_REPORT names a file for the figures, as
JSON."""
import http.client
import json
import os
import random
import shutil
import threading
import time
from collections import Counter
from pathlib import Path

from harness.auditor import STAGES, Auditor, half_written, stages_under_way, units_of
from harness.gateway import SECOND_WALLET, THIRD_WALLET, WALLET
from harness.patience import PATIENCE, eventually

KILLS = int(os.environ.get("CHAOS_KILLS", "200"))
LIFE = (0.06, 0.55)     # seconds from start to SIGKILL
ORDERS_A_LIFE = 16      # bounds the amount of work, whatever the machine's speed
LAST_ORDERS = 8         # of these, made just before the end, so that it meets requests under way on a fast machine, too
LAST_MOMENT = (0, 0.012)
BLOCK_EVERY = 0.2
ORDERS_OF_A_PRICE = 1000  # then both common prices rise, since their free amounts are limited
SEED = int(os.environ.get("CHAOS_SEED", "20261123"))


class Worker(threading.Thread):
    """Goes on until told that it is over; what stopped it otherwise is kept in `trouble`."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.trouble = []

    def run(self):
        try:
            self.work()
        except Exception as problem:  # noqa: BLE001: whatever it is, the test shows it
            self.trouble.append(repr(problem))

    def finish(self):
        self.over.set()
        self.join()


class Shop(Worker):
    """Makes orders; an order counts as made once the gateway said so, and from then on it must never be lost."""

    def __init__(self, scene, chance):
        super().__init__()
        self.scene, self.chance = scene, chance
        self.made, self.to_pay, self.unanswered = {}, [], 0
        self.allowance = threading.Semaphore(0)

    def work(self):
        number = 0
        while not self.over.is_set():
            if not self.allowance.acquire(timeout=0.05):
                continue
            number += 1
            rise = number // ORDERS_OF_A_PRICE
            fields = {"order_id": f"kill-{number}",
                      "amount": self.chance.choice([round(28.8 + rise, 2), 36 + rise, self.chance.randrange(1000, 99999) / 100]),
                      "timeout": 86400, "notify_url": self.scene.merchant.notify_url}
            while not self.ask(fields):
                self.over.wait(0.01)
                if self.over.is_set():
                    return

    def ask(self, fields):
        try:
            answer = self.scene.gateway.create(**fields)
        except ConnectionRefusedError:
            return False  # it is not up yet
        except (OSError, http.client.HTTPException):
            self.unanswered += 1
            return False  # it was killed: nobody knows whether the order is made, so the request is sent again
        except AssertionError as stopping:
            return self.note(f"{fields['order_id']}: {stopping}")
        if answer["status_code"] != 200:
            return self.note(f"{fields['order_id']}: {answer}")
        data = answer["data"]
        self.made[data["trade_id"]] = data
        self.to_pay.append(data)
        return True

    def note(self, sentence):
        self.trouble.append(sentence)
        return True


class Payers(Worker):
    """Pays what was made and mines; now and then the newest block is taken back and its payments are sent once more."""

    def __init__(self, scene, shop, chance):
        super().__init__()
        self.scene, self.shop, self.chance = scene, shop, chance
        self.paid, self.taken_back, self.reorganisations = {}, 0, 0

    def work(self):
        while not self.over.wait(BLOCK_EVERY):
            self.round()

    def round(self):
        chain = self.scene.chain
        while self.shop.to_pay:
            due = self.shop.to_pay.pop(0)
            sender = self.chance.choice(chain.accounts[:8])
            self.paid[due["trade_id"]] = chain.pay_token(sender, due["token"], units_of(due["actual_amount"]))
        chain.rpc("evm_mine")
        if self.chance.random() < 0.1:
            self.take_back()

    def take_back(self):
        chain = self.scene.chain
        again = [chain.raw(transaction) for transaction in chain.rpc("eth_getBlockByNumber", "latest", False)["transactions"]]
        chain.reorganise(1)
        self.reorganisations += 1
        self.taken_back += len(again)
        for raw in again:
            chain.rpc("eth_sendRawTransaction", raw)


def test_sigkill_at_random_moments_loses_doubles_and_halves_nothing(stage, tmp_path):
    wallets = [{"address": address, "trade_types": ["usdt.erc20"]} for address in (WALLET, SECOND_WALLET, THIRD_WALLET)]
    scene = stage({"wallet": wallets, "log": {"level": "info"}, "chain": {"ethereum": {"finality": 2, "poll": 0.1}}}, ["--no-mining"])
    chance = random.Random(SEED)
    for account in scene.chain.accounts[:8]:
        scene.chain.mint(account, 10**15)
    scene.chain.mine(1)
    shop = Shop(scene, random.Random(SEED + 1))
    payers = Payers(scene, shop, random.Random(SEED + 2))
    began, stages, kills, violations, audit = time.monotonic(), Counter(), 0, [], "not reached"
    try:
        shop.start()
        payers.start()
        while kills < KILLS or (kills < 2 * KILLS and not met_every_step(shop, stages)):
            scene.gateway.start(until=None)
            shop.allowance.release(ORDERS_A_LIFE - LAST_ORDERS)
            threading.Event().wait(chance.uniform(*LIFE) * PATIENCE)
            shop.allowance.release(LAST_ORDERS)
            threading.Event().wait(chance.uniform(*LAST_MOMENT))
            assert scene.gateway.running, f"it ended by itself before kill {kills}:\n{scene.gateway.log_tail()}"
            scene.gateway.kill()
            kills += 1
            left_behind = copied(scene.gateway, tmp_path / "after-kill")
            stages.update(stages_under_way(left_behind))
            violations += half_written(left_behind) + shop.trouble + payers.trouble
            assert violations == [], f"after kill {kills}"
        scene.gateway.start()
        shop.finish()
        eventually(lambda: not shop.to_pay, "everything is paid", within=30)
        payers.finish()
        for _ in range(6):
            scene.chain.rpc("evm_mine")
        auditor = Auditor(scene.gateway.database, scene.chain)
        eventually(auditor.settled, "every order is paid and every callback delivered", within=60, every=0.1)
        scene.gateway.stop()
        violations += shop.trouble + payers.trouble + auditor.complaints(shop.made, payers.paid, scene.merchant.callbacks)
        audit = scene.gateway.run("audit").splitlines()[-1]
    finally:
        shop.finish()
        payers.finish()
        report({"kills": kills, "lives": kills + 1, "seconds": round(time.monotonic() - began), "orders made": len(shop.made),
                "payments sent": len(payers.paid), "reorganisations": payers.reorganisations,
                "payments taken back by them": payers.taken_back, "callbacks that arrived": len(scene.merchant.callbacks),
                "requests cut off": shop.unanswered, **{f"kills during {stage}": stages[stage] for stage in STAGES},
                "bepusdt audit": audit, "violations": len(violations)})
    assert violations == []
    assert len(shop.made) > KILLS and payers.taken_back > 0, "there was work in every life"
    assert met_every_step(shop, stages), "the kills met every step"


def met_every_step(shop, stages):
    """Each often enough; a slow machine may need more kills for it."""
    return shop.unanswered >= KILLS / 20 and all(stages[stage] >= KILLS / 20 for stage in STAGES)


def report(figures):
    print("\n".join(f"{name}: {figure}" for name, figure in figures.items()))
    if path := os.environ.get("CHAOS_REPORT"):
        Path(path).write_text(json.dumps(figures))


def copied(gateway, folder):
    """The database as the killed process left it, at another place, because looking at it would already recover it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for part in gateway.folder.glob("gateway.db*"):
        shutil.copy(part, folder)
    return folder / "gateway.db"
