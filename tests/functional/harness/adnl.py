"""The server's side of ADNL over TCP, made from its description with the package `cryptography` and without any of the gateway's
code: what the gateway's client says is held against it."""
import hashlib
import os
import socket
import threading
import zlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRIME = 2**255 - 19


def sha256(data):
    return hashlib.sha256(data).digest()


def constructor(declaration):
    """How TL names one: by the CRC-32 of its declaration."""
    return zlib.crc32(declaration.encode()).to_bytes(4, "little")


QUERY = constructor("adnl.message.query query_id:int256 query:bytes = adnl.Message")
ANSWER = constructor("adnl.message.answer query_id:int256 answer:bytes = adnl.Message")
LITE_QUERY = constructor("liteServer.query data:bytes = Object")
PING = constructor("tcp.ping random_id:long = tcp.Pong")
PONG = constructor("tcp.pong random_id:long = tcp.Pong")
KEY = constructor("pub.ed25519 key:int256 = PublicKey")


def tl_bytes(data):
    head = bytes([len(data)]) if len(data) < 254 else b"\xfe" + len(data).to_bytes(3, "little")
    return head + data + bytes(-(len(head) + len(data)) % 4)


def read_tl_bytes(data):
    """The bytes, and what follows them."""
    head, size = (1, data[0]) if data[0] < 254 else (4, int.from_bytes(data[1:4], "little"))
    end = head + size + -(head + size) % 4
    assert len(data) >= end, "a string is cut off"
    return data[head:head + size], data[end:]


def public_key(seed):
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def agreed(seed, other_public_key):
    """X25519 over Ed25519 keys: u = (1 + y) / (1 - y)."""
    y = int.from_bytes(other_public_key, "little") & (2**255 - 1)
    u = (1 + y) * pow(1 - y, -1, PRIME) % PRIME
    private = X25519PrivateKey.from_private_bytes(hashlib.sha512(seed).digest()[:32])
    return private.exchange(X25519PublicKey.from_public_bytes(u.to_bytes(32, "little")))


def stream(key, counter):
    return Cipher(algorithms.AES(key), modes.CTR(counter)).encryptor()


def handshake_stream(secret, digest):
    return stream(secret[:16] + digest[16:], digest[:4] + secret[20:])


class AdnlServer:
    """Answers lite-queries by `answer(bytes) -> bytes | None`; None: never. `cut`: closes in the midst of the next answer."""

    def __init__(self, answer):
        self.answer = answer
        self.complaints = []
        self.connections = 0
        self.pings = 0
        self.cut = False
        self._seed = os.urandom(32)
        self.key = public_key(self._seed)
        self._open = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()
        self.drop()

    def drop(self):
        """Every connection that there is."""
        for each in list(self._open):
            each.close()

    def _accept(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            connection = Connection(self, client)
            self._open.add(connection)
            threading.Thread(target=connection.run, daemon=True).start()

    def _closed(self, connection):
        self._open.discard(connection)


class Connection:
    def __init__(self, server, client):
        self.server, self.client = server, client

    def close(self):
        try:
            self.client.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def run(self):
        try:
            if self._handshake():
                while True:
                    self._message(self._receive())
        except (ConnectionError, OSError):
            pass
        except AssertionError as wrong:
            self.server.complaints.append(str(wrong))
        finally:
            self.client.close()
            self.server._closed(self)

    def _exactly(self, size):
        data = b""
        while len(data) < size:
            got = self.client.recv(size - len(data))
            if not got:
                raise ConnectionError
            data += got
        return data

    def _handshake(self):
        packet = self._exactly(256)
        key_id, client_key, digest, ciphered = packet[:32], packet[32:64], packet[64:96], packet[96:]
        if key_id != sha256(KEY + self.server.key):
            return False  # another server is meant
        parameters = handshake_stream(agreed(self.server._seed, client_key), digest).update(ciphered)
        assert sha256(parameters) == digest, "the handshake's parameters have another hash"
        self._out = stream(parameters[:32], parameters[64:80])
        self._in = stream(parameters[32:64], parameters[80:96])
        self._send(b"")
        return True

    def _send(self, payload, part=1.0):
        nonce = os.urandom(32)
        packet = (64 + len(payload)).to_bytes(4, "little") + nonce + payload + sha256(nonce + payload)
        self.client.sendall(self._out.update(packet)[:int(len(packet) * part)])

    def _receive(self):
        size = int.from_bytes(self._in.update(self._exactly(4)), "little")
        assert 64 <= size <= 2**24, "a packet of a size that is not allowed"
        packet = self._in.update(self._exactly(size))
        assert sha256(packet[:-32]) == packet[-32:], "a packet with another hash"
        return packet[32:-32]

    def _message(self, payload):
        if payload[:4] == PING and len(payload) == 12:
            self.server.pings += 1
            return self._send(PONG + payload[4:])
        assert payload[:4] == QUERY, "a message that no client sends"
        query, rest = read_tl_bytes(payload[36:])
        assert not rest and query[:4] == LITE_QUERY, "a query that is not for a lite-server"
        question, rest = read_tl_bytes(query[4:])
        assert not rest, "more follows after a question"
        answer = self.server.answer(question)
        if answer is None:
            return None
        message = ANSWER + payload[4:36] + tl_bytes(answer)
        if self.server.cut:
            self.server.cut = False
            self._send(message, part=0.6)
            raise ConnectionError
        return self._send(message)
