"""Every snippet that users of bepusdt 0.3.1 know from its README and documentation, run with this package against a real gateway
and a real chain. What a snippet prints is asserted; where it sleeps the test goes on; its USDT is the one of Ethereum, where the test's
chain is."""
import base64
import hashlib
import http.client
import io
import json
import logging
import subprocess
import threading

import bepusdt
import pytest
from bepusdt import BEpusdtClient, Order, OrderStatus, TradeType
from bepusdt.exceptions import APIError, BEpusdtError, ClientError, NetworkError, ServerError, TimeoutError
from bepusdt.signature import generate_signature, verify_signature
from flask import Flask, request
from harness.evm import ROOT
from harness.gateway import SECOND_WALLET, TOKEN, WALLET
from harness.patience import eventually
from PIL import Image
from werkzeug.serving import make_server

NOTIFY = "http://127.0.0.1:9/notify"


@pytest.fixture
def client(scene):
    """As in every snippet; with the usual retries."""
    return BEpusdtClient(api_url=f"{scene.gateway.url}/", api_token=TOKEN, max_retries=3, retry_delay=0.001)


def create(client, order_id, **fields):
    return client.create_order(**{"order_id": order_id, "amount": 10.0, "notify_url": NOTIFY, "trade_type": TradeType.USDT_ERC20, **fields})


# -- create_order

def test_creating_an_order_says_what_to_pay_and_where(client):
    order = client.create_order(
        order_id="ORDER_001",
        amount=10.0,
        notify_url=NOTIFY,
        redirect_url="https://your-domain.com/success",
        trade_type=TradeType.USDT_ERC20,
    )
    assert isinstance(order, Order) and order.order_id == "ORDER_001" and len(order.trade_id) == 18
    assert (order.amount, order.actual_amount, order.token, order.fiat) == (10.0, 1.39, WALLET, "CNY")
    assert order.status == OrderStatus.WAITING and 0 < order.expiration_time <= 1200
    assert order.payment_url == f"{client.api_url}/pay/checkout-counter/{order.trade_id}"


def test_ten_yuan_at_a_fixed_rate_of_7_4_are_1_35(client):
    assert create(client, "fixed", amount=10, rate=7.4).actual_amount == 1.35
    assert create(client, "fixed-text", amount=10, rate="7.4").actual_amount == 1.36, "the first amount is taken, the next step is free"


def test_thirty_six_yuan_at_a_rate_of_7_2_are_exactly_5(client):
    order = create(client, "exact", amount=36, rate=7.2)
    assert order.actual_amount == 5.0 and order.actual_amount_text == "5"


@pytest.mark.parametrize("rate, actual_amount", [("~1.02", 9.8), ("~0.97", 10.31), ("+0.3", 9.6), ("-0.2", 10.29), ("～1.02", 9.8)])
def test_a_rate_may_follow_the_market(client, rate, actual_amount):
    """72 CNY where the market says 7.2."""
    assert create(client, "floating", amount=72, rate=rate).actual_amount == actual_amount


def test_an_order_may_be_collected_to_another_address(client):
    assert create(client, "own-address", address=SECOND_WALLET).token == SECOND_WALLET


def test_all_optional_arguments_at_once(client, scene):
    order = create(client, "whole", amount=100.0, trade_type=TradeType.ETH_ERC20, timeout=600, rate=20000, fiat="CNY", name="VIP会员")
    assert (order.actual_amount, order.fiat) == (0.005, "CNY") and 590 < order.expiration_time <= 600
    assert scene.gateway.query(order.trade_id)["name"] == "VIP会员"


def test_the_same_order_number_again_is_the_same_order_rebuilt(client):
    first = create(client, "again", amount=10)
    rebuilt = create(client, "again", amount=36)
    assert (rebuilt.trade_id, rebuilt.actual_amount) == (first.trade_id, 5.0)


# -- query_order and cancel_order

def test_a_query_knows_the_status_and_leaves_the_rest_empty(client):
    order = create(client, "asked")
    seen = client.query_order(trade_id=order.trade_id)
    assert seen == Order(order.trade_id, "", 0, 0, "", 0, "", status=OrderStatus.WAITING, block_transaction_id="")
    assert not seen.status == OrderStatus.SUCCESS


def test_an_unknown_order_is_an_api_error_that_says_so(client):
    with pytest.raises(APIError, match="订单不存在"):
        client.query_order(trade_id="xxx")


def test_a_cancelled_order_is_told_by_its_number_and_polls_as_timed_out(client):
    order = create(client, "cancelled")
    assert client.cancel_order(trade_id=order.trade_id)["trade_id"] == order.trade_id
    seen = client.query_order(order.trade_id)
    assert (seen.status, seen.state) == (OrderStatus.TIMEOUT, "cancelled")


def test_the_polling_loop_ends_when_the_order_is_paid(client, scene):
    order = create(client, "polled")
    transaction = scene.pay(order)

    def asked_once_more():
        seen = client.query_order(order.trade_id)
        if seen.status != OrderStatus.WAITING:
            return seen
        scene.chain.mine()  # where the snippet sleeps
        return None

    paid = eventually(asked_once_more, "the loop ends")
    assert (paid.status, paid.block_transaction_id, paid.state) == (OrderStatus.SUCCESS, transaction, "paid")


# -- callbacks

class Shop:
    """The Flask app of the README on a port of its own, with what it delivered."""

    def __init__(self, client):
        self.delivered, self.answers = [], []
        app = Flask("shop")

        @app.route("/notify", methods=["POST"])
        def notify():
            data = request.get_json()
            if client.verify_callback(data):
                if data["status"] == OrderStatus.SUCCESS:
                    self.delivered.append(data)
                    return "ok", 200
                elif data["status"] == OrderStatus.TIMEOUT:
                    return "ok", 200
            return "fail", 400

        @app.after_request
        def keep(answer):
            self.answers.append((answer.status_code, answer.get_data(as_text=True)))
            return answer

        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self.port = self._server.server_port
        self.notify_url = f"http://127.0.0.1:{self.port}/notify"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def post(self, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("POST", "/notify", json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def shop(client):
    made = Shop(client)
    yield made
    made.close()


def test_a_flask_shop_believes_the_gateway_once_somebody_really_paid_and_nobody_else(client, scene, shop):
    order = create(client, "flask", amount=28.8, notify_url=shop.notify_url)
    transaction = scene.pay(order)
    scene.chain.mine(3)
    callback = eventually(lambda: shop.delivered, "the shop delivers", within=15)[0]
    assert (callback["order_id"], callback["amount"], callback["block_transaction_id"]) == ("flask", 28.8, transaction)
    assert shop.answers == [(200, "ok")]
    eventually(lambda: scene.gateway.query(order.trade_id)["callbacks"][0]["state"] == "delivered", "the gateway takes it for delivered")

    unsigned = {name: value for name, value in callback.items() if name != "signature"}
    for forged in ({**callback, "order_id": "another"}, {**callback, "signature": "0" * 32}, {**callback, "signature": True}, unsigned):
        assert shop.post(forged) == (400, "fail")
    assert len(shop.delivered) == 1


def test_the_recipe_with_hashlib_makes_the_same_signature(client, scene):
    params = {"order_id": "20220201030210321", "amount": 42, "notify_url": "http://example.com/notify",
              "redirect_url": "http://example.com/redirect", "name": "", "rate": None}
    sorted_params = sorted((k, v) for k, v in params.items() if v not in (None, ""))
    param_str = "&".join(f"{k}={v}" for k, v in sorted_params)
    signature = hashlib.md5((param_str + "epusdt_password_xasddawqe").encode()).hexdigest().lower()
    assert signature == generate_signature(params, "epusdt_password_xasddawqe") == "1cd4b52df5587cfb1968b0c0c6e156cd"
    assert verify_signature(params, "epusdt_password_xasddawqe", signature)
    signed = {"trade_id": create(client, "by-hand").trade_id}
    assert scene.gateway.post("/api/v1/order/query", signed)["status_code"] == 200, "and the gateway takes it"


# -- errors, retries, logs

def test_a_retry_loop_of_ones_own_gets_over_a_gateway_that_is_away(scene):
    scene.gateway.stop()
    client = BEpusdtClient(api_url=scene.gateway.url, api_token=TOKEN, max_retries=0)
    failures = []
    for attempt in range(3):
        try:
            order = create(client, "patient")
            break
        except (NetworkError, TimeoutError, ServerError) as error:
            failures.append(error)
            scene.gateway.start()  # where the snippet sleeps 2 ** attempt seconds
    assert order.order_id == "patient" and [type(error) for error in failures] == [NetworkError]


def test_errors_are_told_apart_as_in_the_documentation(client, scene):
    def told(work):
        try:
            work()
        except ServerError as error:
            return f"server {error.status_code}"
        except NetworkError:
            return "network"
        except TimeoutError:
            return "timeout"
        except ClientError as error:
            return f"client {error.status_code}"
        except APIError as error:
            return f"API {error.status_code}: {error.response['error']}"
        except BEpusdtError as error:
            return f"other {error}"

    assert told(lambda: create(client, "x", trade_type="usdt.nowhere")) == "API 400: unknown_trade_type"
    assert told(lambda: create(BEpusdtClient(client.api_url, "another token"), "x")) == "API 400: bad_signature"
    assert told(lambda: create(BEpusdtClient(f"{client.api_url}/elsewhere", TOKEN), "x")) == "client 404"
    assert told(lambda: create(BEpusdtClient("http://127.0.0.1:1", TOKEN, max_retries=1, retry_delay=0.001), "x")) == "network"


def test_the_debug_log_shows_the_parameters_and_hides_the_signature(client, caplog):
    logging.basicConfig(level=logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="bepusdt.client")
    create(client, "ORDER_001")
    line, = [record.getMessage() for record in caplog.records if record.name == "bepusdt.client"]
    assert "'order_id': 'ORDER_001'" in line and "'signature': '***'" in line and TOKEN not in line


def test_check_status_answers_curl(client):
    def curl(trade_id):
        asked = subprocess.run(["curl", "-sS", f"{client.api_url}/pay/check-status/{trade_id}"], capture_output=True, text=True, timeout=20)
        assert asked.returncode == 0, asked.stderr
        return json.loads(asked.stdout)

    answer = curl("test")
    assert (answer["status_code"], answer["error"], "trade_id" in answer) == (400, "order_not_found", False)
    assert "订单不存在" in answer["message"]
    order = create(client, "for-curl")
    answer = curl(order.trade_id)
    assert (answer["trade_id"], answer["status"], answer["state"]) == (order.trade_id, 1, "waiting")


def test_the_version_can_be_asked_for():
    assert f'BEPUSDT_SDK_VERSION "{bepusdt.__version__}"' in (ROOT / "sdk/cpp/include/bepusdt/config.hpp").read_text()


# -- QR codes

def test_a_qr_code_is_saved_encoded_and_put_into_a_page(client, tmp_path):
    order = create(client, "drawn")
    order.generate_qrcode().save(tmp_path / "payment_qr.png")
    saved = Image.open(tmp_path / "payment_qr.png")
    assert saved.format == "PNG" and saved.width == saved.height
    encoded = order.get_qrcode_base64()
    assert Image.open(io.BytesIO(base64.b64decode(encoded))).size == saved.size
    assert order.get_qrcode_data_uri() == f"data:image/png;base64,{encoded}"
    assert order.generate_qrcode(box_size=5, border=2).width < saved.width
