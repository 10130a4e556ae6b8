"""A loopback server that plays a script and keeps what it was sent, each number as the literal that stood in the body.

One behaviour a request, the last of them for all that follow. Requests are kept before they are answered. Thread-safe as far as
one client at a time needs it."""
import hashlib
import json
import socket
import struct
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def answer(status=200, body="", **headers):
    """body: text, or anything that JSON has."""
    return {"status": status, "body": body if isinstance(body, str) else json.dumps(body, ensure_ascii=False), "headers": headers}


def number_as_sent(literal):
    """json.loads with this keeps 10.0 and 1e-05 as they stood."""
    return {"literal": literal}


RESET, HANG, CUT_OFF, TRICKLE = "reset", "hang", "cut off", "trickle"


def text_of(value):
    """One value of a body as the JSON that it was, with strings in quotes."""
    return value["literal"] if isinstance(value, dict) and "literal" in value else json.dumps(value, ensure_ascii=False)


def signed_by(body, token):
    """Whether the signature is over the literals as they stand in the body (contract part 1 §1, variant 1)."""
    plain = {name: value["literal"] if isinstance(value, dict) else value for name, value in body.items() if name != "signature"}
    text = "&".join(f"{name}={value}" for name, value in sorted(plain.items()) if value not in (None, "", []))
    return hashlib.md5((text + token).encode("utf-8", "surrogatepass")).hexdigest() == body.get("signature")


class RecordingServer:
    def __init__(self, token):
        self.requests = []
        self._script = [answer()]
        recorder = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 10

            def handle_any(self):
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                made = {"method": self.command, "path": self.path, "content_type": (self.headers.get("Content-Type") or "").split(";")[0]}
                if raw:
                    body = json.loads(raw, parse_int=number_as_sent, parse_float=number_as_sent)
                    made["signature_holds"] = signed_by(body, token)
                    made["body"] = {name: text_of(value) for name, value in body.items() if name != "signature"}
                behaviour = recorder._script[min(len(recorder.requests), len(recorder._script) - 1)]
                recorder.requests.append(made)
                getattr(self, "play_" + behaviour.replace(" ", "_"))() if isinstance(behaviour, str) else self.play(**behaviour)

            do_GET = do_POST = handle_any

            def play(self, status, body, headers, length=None):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body.encode()) if length is None else length))
                if status != 200:
                    self.send_header("Connection", "close")  # so that what follows meets a new connection in both packages
                self.end_headers()
                self.wfile.write(body.encode())

            def play_reset(self):
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
                self.connection.close()

            def play_hang(self):
                self.close_connection = True
                try:
                    self.connection.recv(1)  # until the client hangs up
                except OSError:
                    pass

            def play_cut_off(self):
                self.close_connection = True
                self.play(200, '{"status_code":200,', {}, length=100)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                pass  # a client that hangs up in the middle is part of the play

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def play(self, script):
        self.requests, self._script = [], script or [answer()]

    def close(self):
        self._server.shutdown()
        self._server.server_close()
