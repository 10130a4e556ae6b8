"""A gateway on loopback for tests: answers like BEpusdt unless it is told what to do with the next request; keeps all requests.

It shares no code with the package: signatures are its own."""
import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "epusdt_password_xasddawqe"
ADDRESS = "TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj"


@dataclass
class Request:
    method: str
    path: str
    headers: dict
    body: bytes
    client_port: int

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Answer:
    """What to do with one request. `wait` (an Event): not before it is set. `reset`: end the connection instead."""

    body: object = b""  # bytes, or what becomes JSON
    status: int = 200
    headers: dict = field(default_factory=dict)
    wait: object = None
    reset: bool = False


def signature_of(body, token=TOKEN):
    """Over the literals as they stand."""
    members = json.loads(body, parse_int=str, parse_float=str)
    text = "&".join(f"{k}={v}" for k, v in sorted(members.items()) if k != "signature" and v not in (None, "", []))
    return hashlib.md5((text + token).encode()).hexdigest()


def envelope(status_code, message, data=None, **more):
    return {"status_code": status_code, "message": message, "data": data, "request_id": "r-1", **more}


def made_order(trade_id, **changes):
    """The answer of create-transaction."""
    return envelope(200, "success", {
        "trade_id": trade_id, "order_id": "1", "trade_type": "usdt.trc20", "fiat": "CNY", "status": 1, "state": "waiting", "amount": "1",
        "actual_amount": "4.25", "token": ADDRESS, "expiration_time": 1199, "payment_url": "http://127.0.0.1/pay/x", **changes})


class FakeGateway:
    def __init__(self):
        self.requests = []
        self.next = []  # Answers; when there are none, it does as a gateway does
        self.statuses = {}  # trade_id -> check-status body
        self.arrived = threading.Semaphore(0)
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # an answer in one piece

            def log_message(self, *_):
                pass

            def do_GET(self):
                self.serve()

            def do_POST(self):
                self.serve()

            def serve(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = Request(self.command, self.path, dict(self.headers), body, self.client_address[1])
                gateway.requests.append(request)
                answer = gateway.next.pop(0) if gateway.next else Answer(gateway.answer_to(request))
                gateway.arrived.release()
                if answer.wait is not None:
                    answer.wait.wait(30)
                if answer.reset:
                    self.close_connection = True
                    return
                content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
                self.send_response(answer.status)
                for name, value in {"Content-Length": str(len(content)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *_):
                pass  # a client that went away

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def answer_to(self, request):
        if request.path.startswith("/pay/check-status/"):
            trade_id = request.path.rpartition("/")[2]
            return self.statuses.get(trade_id) or envelope(400, "订单不存在", error="order_not_found")
        sent = request.json
        if sent.get("signature") != signature_of(request.body):
            return envelope(400, "签名错误", error="bad_signature")
        if request.path.endswith("/create-transaction"):
            return made_order("t-" + sent["order_id"], order_id=sent["order_id"], trade_type=sent["trade_type"],
                              fiat=sent.get("fiat", "CNY"), amount=str(sent["amount"]), payment_url=self.url + "/pay/x")
        if request.path.endswith("/cancel-transaction"):
            return envelope(200, "success", {"trade_id": sent["trade_id"]})
        if request.path.endswith("/order/query"):
            return envelope(200, "success", {"trade_id": sent.get("trade_id", "t-1"), "status": 5, "state": "confirming",
                                             "amount": "28.8", "payments": [{"amount": "4.25"}]})
        raise AssertionError(request.path)
