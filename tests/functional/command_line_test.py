"""The operator's command line beside a running gateway, and on files alone. Contract part 5 §2."""
import json
import stat
import subprocess
import time
import tomllib

import pytest

from harness.gateway import SECOND_WALLET, TOKEN, WALLET, Gateway, binary, environment
from harness.patience import PATIENCE, eventually


def test_a_wallet_added_beside_a_running_gateway_takes_orders_within_a_second(scene):
    assert scene.gateway.create(trade_type="usdc.erc20")["error"] == "no_wallet"
    scene.gateway.run("wallet", "add", SECOND_WALLET, "usdc.erc20")
    added = time.monotonic()
    answer = eventually(lambda: (a := scene.gateway.create(trade_type="usdc.erc20"))["status_code"] == 200 and a,
                        "the new wallet takes an order", within=3)
    assert time.monotonic() - added < 1.5 * PATIENCE
    assert answer["data"]["token"] == SECOND_WALLET
    rows = {(row["address"], row["trade_type"]) for row in scene.gateway.data("wallet", "list")}
    assert rows == {(WALLET, "usdt.erc20"), (WALLET, "ethereum.eth"), (SECOND_WALLET, "usdc.erc20")}


def test_a_removed_wallet_takes_no_new_orders_and_its_running_order_is_still_watched(scene):
    scene.gateway.run("wallet", "add", SECOND_WALLET, "usdc.erc20")
    eventually(lambda: scene.gateway.create(trade_type="usdc.erc20")["status_code"] == 200, "the wallet takes an order", within=3)
    order = scene.order()
    scene.gateway.run("wallet", "remove", WALLET, "usdt.erc20")
    eventually(lambda: scene.gateway.create().get("error") == "no_wallet", "the wallet takes no more orders", within=3)
    scene.pay(order)
    scene.finish(order)


@pytest.mark.parametrize("arguments", [("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed", "usdt.erc20"), (WALLET, "usdt.nowhere")])
def test_a_wallet_that_cannot_be_is_refused_with_a_sentence(scene, arguments):
    assert scene.gateway.run("wallet", "add", *arguments, status=1).strip()


def test_a_late_payment_is_kept_on_its_order_and_accepted_by_hand(stage):
    scene = stage({"order": {"accept_late": "never"}})
    scene.gateway.start()
    order = scene.order(timeout=60)
    units = scene.due(order)[1]
    deadline = int(time.time()) + order.expiration_time
    scene.chain.rpc("evm_setNextBlockTimestamp", deadline + 30)
    transaction = scene.chain.pay_token(scene.payer, order.token, units)
    scene.chain.mine(4)
    late = eventually(lambda: [row for row in scene.gateway.data("transfer", "list") if row["hash"] == transaction], "it is listed")[0]
    assert (late["status"], late["trade_id"]) == ("late", order.trade_id)
    assert scene.gateway.state(order.trade_id) == "waiting"
    assert scene.gateway.query(order.trade_id)["payments"][0]["status"] == "late"
    scene.gateway.run("order", "accept-late", order.trade_id)
    assert scene.finish(order).body["block_transaction_id"] == transaction
    assert scene.gateway.run("order", "accept-late", order.trade_id, status=1).strip(), "there is nothing left to accept"


def test_an_unmatched_transfer_is_given_to_an_order_by_hand(scene):
    order = scene.order()
    transaction = scene.pay(order, off_by=-1)
    row = eventually(lambda: scene.gateway.data("transfer", "list"), "it is listed")[0]
    assert (row["hash"], row["status"], row["amount"]) == (transaction, "unmatched", "3.999999")
    scene.gateway.run("transfer", "assign", transaction, order.trade_id)
    callback = scene.finish(order)
    assert callback.body["block_transaction_id"] == transaction
    assert scene.gateway.data("transfer", "list") == []
    assert scene.gateway.run("transfer", "assign", transaction, order.trade_id, status=1).strip(), "it pays one order, for ever"


def test_orders_are_listed_by_state_newest_first(scene):
    first, second = scene.order(), scene.order()
    scene.pay(first)
    scene.finish(first)
    assert [row["trade_id"] for row in scene.gateway.data("order", "list")] == [second.trade_id, first.trade_id]
    assert [row["trade_id"] for row in scene.gateway.data("order", "list", "--state", "paid")] == [first.trade_id]
    assert first.trade_id in scene.gateway.run("order", "list")


def test_callbacks_are_listed_with_their_state(scene):
    order = scene.order()
    scene.pay(order)
    callback = scene.finish(order)
    row = eventually(lambda: [r for r in scene.gateway.data("callback", "list") if r["state"] == "delivered"], "it is recorded")[0]
    assert (row["id"], row["trade_id"]) == (callback.headers["X-Bepusdt-Event"], order.trade_id)
    scene.gateway.run("callback", "resend", row["id"])
    assert scene.merchant.wait_for(order.trade_id, 2)[1].raw == callback.raw
    assert scene.gateway.run("callback", "resend", "no-such-event", status=1).strip()


def bare(*arguments, cwd=None, settings=None):
    return subprocess.run([binary(), *arguments], cwd=cwd, text=True, capture_output=True, timeout=30 * PATIENCE,
                          env=environment(settings), stdin=subprocess.DEVNULL)


def test_version_prints_one_line_and_needs_no_files(tmp_path):
    ran = bare("version", cwd=tmp_path)
    assert ran.returncode == 0 and ran.stdout.count("\n") == 1 and "bepusdt" in ran.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [(), ("serve",), ("demo",), ("wallet", "add"), ("order", "list"), ("order", "accept-late"),
                                     ("order", "create"), ("order", "query"), ("order", "cancel"), ("transfer", "assign"), ("callback", "resend"),
                                     ("audit",), ("sign",), ("verify",), ("listen",), ("doctor",), ("devnet",), ("config", "show"), ("version",)])
def test_every_command_has_help(command, tmp_path):
    ran = bare(*command, "--help", cwd=tmp_path)
    assert ran.returncode == 0 and ran.stdout.strip()


def test_wrong_usage_leaves_with_2(tmp_path):
    assert bare("no-such-command", cwd=tmp_path).returncode == 2
    assert bare("wallet", "add", "--no-such-flag", cwd=tmp_path).returncode == 2
    assert bare("config", "check", "--no-such-setting", "1", cwd=tmp_path).returncode == 2


@pytest.fixture
def files(tmp_path):
    """A gateway's files, without its process."""
    return Gateway(tmp_path / "files", "http://user-part.example.com/v3/secret-key")


def test_config_check_accepts_good_settings_and_config_show_masks_every_secret(files):
    files.run("config", "check")
    shown = files.run("config", "show")
    assert TOKEN not in shown and "secret-key" not in shown
    assert "user-part.example.com" in shown and "max_steps" in shown


def test_config_check_reports_every_error_at_once_and_leaves_with_1(files):
    files.write_config(listen="nowhere", order={"timeout": 5, "no_such_key": 1}, rate={"max_age": "soon"}, typo=True)
    said = files.run("config", "check", status=1)
    for key in ("listen", "order.timeout", "order.no_such_key", "rate.max_age", "typo"):
        assert key in said, said


def test_a_flag_beats_the_environment_which_beats_the_file(files):
    files.write_config(order={"timeout": 600})
    read = lambda *flags, **settings: bare("config", "show", *flags, "--config", files.config, "--json", settings=settings).stdout  # noqa: E731
    assert '"order.timeout": 600' in normal(read()) and '"order.timeout": 700' in normal(read(BEPUSDT_ORDER_TIMEOUT="700"))
    assert '"order.timeout": 800' in normal(read("--order-timeout", "800", BEPUSDT_ORDER_TIMEOUT="700"))


def normal(text):
    """JSON as one line a member, flattened to dotted keys."""
    def flat(value, path=""):
        if isinstance(value, dict):
            return {k: v for name, inner in value.items() for k, v in flat(inner, f"{path}.{name}" if path else name).items()}
        return {path: value}
    return json.dumps(flat(json.loads(text)))


def test_serve_without_settings_makes_them_with_a_fresh_token_that_no_log_shows(files):
    files.config.unlink()
    try:
        files.start(until="/healthz", settings={"BEPUSDT_LISTEN": f"127.0.0.1:{files.port}"})
        assert stat.S_IMODE(files.config.stat().st_mode) == 0o600
        token = tomllib.loads(files.config.read_text())["auth_token"]
        assert len(token) >= 22 and token not in files.log and files.config.name in files.log
    finally:
        files.close()


def test_a_weak_token_is_refused_unless_allowed(files):
    files.write_config(auth_token="short")
    assert "auth_token" in files.run("config", "check", status=1)
    files.write_config(allow_weak_token=True)
    files.run("config", "check")


def test_commands_that_change_data_work_without_a_running_gateway(files):
    files.run("wallet", "add", SECOND_WALLET, "usdc.erc20")
    assert (SECOND_WALLET, "usdc.erc20") in {(row["address"], row["trade_type"]) for row in files.data("wallet", "list")}


def test_probes_and_numbers_are_there(scene):
    assert scene.gateway.http("GET", "/healthz")[0] == 200
    status, _, text = scene.gateway.http("GET", "/readyz")
    assert status == 200 and "ethereum" in text
    status, _, text = scene.gateway.http("GET", "/metrics")
    assert status == 200 and "bepusdt_" in text and TOKEN not in text
