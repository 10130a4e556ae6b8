"""The stage itself, without a gateway: a functional test proves nothing if its chain or its merchant do not do as told."""
import http.client
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from harness.anvil import FAKE_TOKEN, PAYOUT, PLAY_TOKEN, RpcError
from harness.evm import USDT
from harness.gateway import WALLET
from harness.merchant import Gate, redirect, reply, reset
from harness.patience import eventually
from harness.toml import dump, merged


def post(merchant, path="/notify", body=b"{}", timeout=5):
    host, port = merchant.url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=timeout)
    try:
        connection.request("POST", path, body)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_play_money_moves_at_the_genuine_address_and_its_transfers_are_logged(anvil):
    payer = anvil.accounts[0]
    anvil.mint(payer, 10_000_000)
    hash_ = anvil.pay_token(payer, WALLET, 4_000_000)
    assert anvil.receipt(hash_)["status"] == "0x1"
    assert anvil.receipt(hash_)["logs"][0]["address"].lower() == USDT.lower()
    assert (anvil.balance(payer), anvil.balance(WALLET)) == (6_000_000, 4_000_000)
    assert [t["units"] for t in anvil.transfers_to(WALLET)] == [4_000_000]


def test_the_token_behaves_like_tether(anvil):
    assert int(anvil.rpc("eth_call", {"to": USDT, "data": PLAY_TOKEN.call("decimals")}, "latest"), 16) == 6
    anvil.mint(anvil.accounts[0], 5)
    transfer = {"from": anvil.accounts[0], "to": USDT, "data": PLAY_TOKEN.call("transfer", WALLET, 5)}
    assert anvil.rpc("eth_call", transfer, "latest") == "0x", "Tether's transfer returns nothing"
    with pytest.raises(RpcError, match="balance too small"):
        anvil.rpc("eth_call", {**transfer, "data": PLAY_TOKEN.call("transfer", WALLET, 6)}, "latest")


def test_a_frozen_account_makes_a_transfer_fail_on_the_chain(anvil):
    payer = anvil.accounts[0]
    anvil.mint(payer, 5)
    anvil.send(anvil.accounts[9], USDT, PLAY_TOKEN.call("freeze", payer, True))
    hash_ = anvil.pay_token(payer, WALLET, 5)
    assert anvil.receipt(hash_)["status"] == "0x0"
    assert anvil.transfers_to(WALLET) == []


def test_a_contract_can_pay_many_and_one_many_times(anvil):
    payout = anvil.deploy(PAYOUT)
    anvil.mint(payout, 1000)
    anvil.send(anvil.accounts[1], payout, PAYOUT.call("pay", USDT, [anvil.accounts[2], WALLET], [300, 100]))
    anvil.send(anvil.accounts[1], payout, PAYOUT.call("payRepeatedly", USDT, WALLET, 7, 3))
    assert [(t["units"], t["index"]) for t in anvil.transfers_to(WALLET)] == [(100, 1), (7, 0), (7, 1), (7, 2)]


def test_the_fake_token_tells_of_transfers_that_it_never_made(anvil):
    fake = anvil.deploy(FAKE_TOKEN)
    anvil.send(anvil.accounts[0], fake, FAKE_TOKEN.call("pretend", anvil.accounts[1], WALLET, 4_000_000))
    assert [t["units"] for t in anvil.transfers_to(WALLET, token=fake)] == [4_000_000]
    assert anvil.transfers_to(WALLET) == []


def test_a_reorganisation_drops_a_payment_and_the_same_signed_bytes_bring_it_back_elsewhere(anvil):
    payer = anvil.accounts[0]
    anvil.mint(payer, 100)
    hash_ = anvil.pay_token(payer, WALLET, 5)
    raw, before = anvil.raw(hash_), anvil.transfers_to(WALLET)[0]
    anvil.mine(2)
    anvil.reorganise(3)
    assert anvil.transfers_to(WALLET) == [] and anvil.receipt(hash_) is None
    other = {"from": anvil.accounts[9], "to": USDT, "data": PLAY_TOKEN.call("mint", anvil.accounts[8], 1), "gas": hex(200_000)}
    anvil.reorganise(3, [(other, 1), (raw, 1)])
    after = anvil.transfers_to(WALLET)[0]
    assert after["hash"] == hash_ == before["hash"]
    assert after["block"] == before["block"] + 1 and (before["index"], after["index"]) == (0, 1)


def test_the_same_signed_bytes_can_fail_in_their_new_block(anvil):
    payer = anvil.accounts[0]
    anvil.mint(payer, 100)
    hash_ = anvil.pay_token(payer, WALLET, 5)
    freeze = {"from": anvil.accounts[9], "to": USDT, "data": PLAY_TOKEN.call("freeze", payer, True), "gas": hex(200_000)}
    anvil.reorganise(1, [(freeze, 0), (anvil.raw(hash_), 0)])
    assert anvil.receipt(hash_)["status"] == "0x0" and anvil.transfers_to(WALLET) == []


def test_the_merchant_records_what_arrives_and_answers_in_the_order_told(merchant):
    merchant.answer_next(reply(500, "broken"), reply(200, "fail"), redirect("http://127.0.0.1:1/elsewhere"))
    answers = [post(merchant, body=json.dumps({"trade_id": "T", "n": n}).encode()) for n in range(4)]
    assert answers == [(500, b"broken"), (200, b"fail"), (302, b""), (200, b"ok")]
    assert [c.body["n"] for c in merchant.wait_for("T", 4)] == [0, 1, 2, 3]


def test_the_merchant_can_hang_up_with_a_reset_after_it_took_the_request(merchant):
    merchant.answer_next(reset)
    with pytest.raises((ConnectionResetError, http.client.RemoteDisconnected)):
        post(merchant)
    assert len(merchant.callbacks) == 1


def test_the_merchant_can_process_and_then_let_the_caller_time_out(merchant):
    gate = Gate()
    merchant.answer_next(gate)
    with pytest.raises(TimeoutError):
        post(merchant, timeout=0.2)
    assert len(merchant.callbacks) == 1
    gate.open()


def test_a_node_does_not_outlive_the_process_that_started_it(tmp_path):
    starter = f"from harness.anvil import Anvil; a = Anvil({str(tmp_path)!r}); print(a._process.pid, a.port, flush=True); input()"
    process = subprocess.Popen([sys.executable, "-B", "-c", starter], cwd=Path(__file__).parent, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    pid, port = (int(word) for word in process.stdout.readline().split())
    assert Path(f"/proc/{pid}/cmdline").read_bytes().count(str(port).encode()) == 1
    process.kill()
    process.wait()
    eventually(lambda: not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes(), "the node ends too")


def test_settings_are_laid_over_each_other_and_written_as_toml():
    base = {"a": "x\"ü", "t": {"USDT.CNY": "7.2", "n": 1}, "rows": [{"k": [1, 2]}, {"k": [], "sub": {"on": True}}], "gone": 1}
    result = merged(base, {"t": {"n": 0.5}, "gone": None})
    assert tomllib.loads(dump(result)) == {"a": "x\"ü", "t": {"USDT.CNY": "7.2", "n": 0.5}, "rows": base["rows"]}
