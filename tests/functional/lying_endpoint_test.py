"""One of two endpoints lies about an amount: whichever of them told of a payment first, the other's word holds it back."""
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from harness.evm import word
from harness.gateway import Gateway
from harness.patience import eventually


class Endpoint:
    """In front of the node: says `lies` instead of `truth` in what the node answers, and may refuse to answer at all."""

    def __init__(self, node):
        self.truth = self.lie = b""
        self.refuses = False
        self.lies_told = 0
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                answer = json.dumps(node._post(question)).encode()
                if endpoint.truth and endpoint.truth in answer:
                    endpoint.lies_told += 1
                    answer = answer.replace(endpoint.truth, endpoint.lie)
                self.send_response(503 if endpoint.refuses else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def endpoints(anvil):
    made = [Endpoint(anvil), Endpoint(anvil)]
    yield made
    for endpoint in made:
        endpoint.close()


@pytest.mark.parametrize("liar", [0, 1])
def test_what_one_of_two_endpoints_made_up_is_held_in_confirming_and_reported(anvil, merchant, endpoints, tmp_path, liar):
    settings = {"chain": {"ethereum": {"endpoints": [endpoint.url for endpoint in endpoints], "finality": 8}}}
    gateway = Gateway(tmp_path / "gateway", anvil.url, settings)
    honest = endpoints[1 - liar]
    try:
        gateway.start()
        order = gateway.create(notify_url=merchant.notify_url)["data"]
        asked, sent = 4_000_000, 1_000_000
        endpoints[liar].truth, endpoints[liar].lie = word(sent).encode(), word(asked).encode()
        anvil.mint(anvil.accounts[0], 10**9)
        honest.refuses = True
        anvil.pay_token(anvil.accounts[0], order["token"], sent)
        gateway.wait_for_state(order["trade_id"], "confirming", within=30)
        honest.refuses = False
        told = endpoints[liar].lies_told
        assert told > 0
        eventually(lambda: all(e["healthy"] for e in json.loads(gateway.http("GET", "/readyz")[2])["chains"]["ethereum"]["endpoints"]),
                   "the honest endpoint is asked again", within=30)
        anvil.mine(12)
        eventually(lambda: "payment.disputed" in gateway.log or gateway.state(order["trade_id"]) == "paid", "the payment is decided", within=30)
        assert gateway.state(order["trade_id"]) == "confirming" and "payment.disputed" in gateway.log
        assert merchant.callbacks == []
    finally:
        gateway.close()
