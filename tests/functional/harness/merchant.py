"""A merchant's callback endpoint: a real HTTP server that records what arrives and answers what the test tells it.

answer_next() queues behaviours, one a request; without any it answers 200 `ok`. A behaviour is called with the request
handler, whose `callback` it is, after the request was recorded, on that request's own thread. Thread-safe."""
import json
import socket
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from harness.patience import eventually


@dataclass
class Callback:
    """One request as it arrived; at: time.monotonic() of its last byte."""
    path: str
    headers: dict
    raw: bytes
    at: float
    body: dict = field(default_factory=dict)


def reply(status=200, text="ok", **headers):
    def behave(handler):
        body = text.encode()
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    return behave


def redirect(location):
    return reply(302, "", Location=location)


def reset(handler):
    """The connection ends with a TCP reset instead of an answer."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


class Gate:
    """A behaviour that holds its request until the test opens it, then answers ok (or hangs up when it never was)."""

    def __init__(self):
        self.arrived = threading.Event()
        self._open = threading.Event()

    def __call__(self, handler):
        self.arrived.set()
        self._open.wait(60)
        reply()(handler)

    def open(self):
        self._open.set()


class Merchant:
    def __init__(self):
        self._changed = threading.Condition()
        self._callbacks = []
        self._behaviours = deque()
        self._default = reply()
        merchant = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.callback = Callback(self.path, dict(self.headers), raw, time.monotonic())
                merchant._record(self.callback)(self)

            do_GET = do_POST

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request, client_address):
                pass  # a gateway that was killed hangs up in the middle; that is the test's doing

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.notify_url = f"{self.url}/notify"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def _record(self, callback):
        try:
            callback.body = json.loads(callback.raw)
        except ValueError:
            pass
        with self._changed:
            self._callbacks.append(callback)
            self._changed.notify_all()
            return self._behaviours.popleft() if self._behaviours else self._default

    def answer_next(self, *behaviours):
        with self._changed:
            self._behaviours.extend(behaviours)

    def answer_always(self, behaviour):
        with self._changed:
            self._default = behaviour

    @property
    def callbacks(self):
        with self._changed:
            return list(self._callbacks)

    def callbacks_of(self, trade_id):
        return [callback for callback in self.callbacks if callback.body.get("trade_id") == trade_id]

    def wait_for(self, trade_id, count=1, within=15):
        """The callbacks of an order, once there are `count`."""
        return eventually(lambda: len(found := self.callbacks_of(trade_id)) >= count and found,
                          f"callback {count} for {trade_id} arrives", within, every=0.005)

    def close(self):
        self._server.shutdown()
        self._server.server_close()
