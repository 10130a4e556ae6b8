"""A WebSocket server (RFC 6455) that takes a subscription to newHeads and then does whatever a test wants, however wrong."""
import base64
import hashlib
import json
import socket
import threading

HEAD = json.dumps({"jsonrpc": "2.0", "method": "eth_subscription", "params": {"subscription": "0x1", "result": {"number": "0x1b4"}}})
QUESTION = {"jsonrpc": "2.0", "id": 1, "method": "eth_subscribe", "params": ["newHeads"]}


def frame(text):
    """A whole text frame as a server sends it."""
    body = text.encode()
    size = bytes([len(body)]) if len(body) < 126 else b"\x7e" + len(body).to_bytes(2, "big")
    return b"\x81" + size + body


def _read(connection, count):
    data = b""
    while len(data) < count:
        part = connection.recv(count - len(data))
        if not part:
            raise ConnectionError("the client has gone")
        data += part
    return data


class WebSocketServer:
    """script(send) runs once a client has subscribed; send(bytes) raises OSError when it has gone."""

    def __init__(self, script):
        self._script = script
        self.subscriptions = 0
        self.complaints = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"ws://127.0.0.1:{self._listener.getsockname()[1]}/a-key-that-nobody-shows"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with connection:
            try:
                self._greet(connection)
                self.subscriptions += 1
                self._script(connection.sendall)
            except OSError:
                pass

    def _greet(self, connection):
        request = b""
        while not request.endswith(b"\r\n\r\n"):
            request += _read(connection, 1)
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in request.decode().split("\r\n")[1:] if line)}
        accept = base64.b64encode(hashlib.sha1(headers["sec-websocket-key"].encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())
        connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        kind, size = _read(connection, 2)
        mask = _read(connection, 4)
        text = bytes(byte ^ mask[i % 4] for i, byte in enumerate(_read(connection, size & 0x7f)))
        if kind != 0x81 or size < 0x80 or json.loads(text) != QUESTION:
            self.complaints.append(text)
            raise ConnectionError("not the question that is allowed")
        connection.sendall(frame(json.dumps({"jsonrpc": "2.0", "id": 1, "result": "0x1"})))
