"""A small strict Tron node: the HTTP API of java-tron over a chain in memory, with real protobuf in its transactions.

mine() makes a block of transactions from coin(), token() and payout(). Its first block calls itself the main network's, because the
gateway takes no other. A request that no node would take is kept in `complaints`. Thread-safe; close() ends it."""
import hashlib
import itertools
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USDT = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
FIRST_BLOCK = "00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc"
TRANSFER_TOPIC = "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
FIELDS = {"wallet/getnowblock": set(), "wallet/getblockbynum": {"num"}, "wallet/getblockbylimitnext": {"startNum", "endNum"},
          "wallet/gettransactioninfobyblocknum": {"num"}, "wallet/gettransactioninfobyid": {"value"}}


def sha256(data):
    return hashlib.sha256(data).digest()


def address(number):
    """The number as an account, in base58check."""
    payload = b"\x41" + number.to_bytes(20, "big")
    value, text = int.from_bytes(payload + sha256(sha256(payload))[:4], "big"), ""
    while value:
        value, digit = divmod(value, 58)
        text = ALPHABET[digit] + text
    return text


def account(text):
    """21 bytes, the prefix first."""
    value = 0
    for character in text:
        value = value * 58 + ALPHABET.index(character)
    return value.to_bytes(25, "big")[:21]


def varint(value):
    out = b""
    while value >= 0x80:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def word(value):
    """An account with the prefix in its padding, as many wallets write it; or a number."""
    return value.to_bytes(32, "big") if isinstance(value, int) else bytes(11) + account(value)


class TronNode:
    def __init__(self):
        self._lock = threading.RLock()
        self._numbers = itertools.count(1)
        self.complaints = []
        self.down = False
        self.blocks = [{"id": FIRST_BLOCK, "parent": "00" * 32, "time": int(time.time()) - 3000, "transactions": []}]
        self.mine()
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer = b"busy" if node.down else json.dumps(node.answer(self.path[1:], self.headers, body)).encode()
                self.send_response(503 if node.down else 200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    # -- transactions

    def _transaction(self, kind, name, value, logs=(), ok=True):
        contract = field(1, kind) + field(2, field(1, f"type.googleapis.com/protocol.{name}".encode()) + field(2, value))
        raw = field(1, b"\x12\x34") + field(8, 1780000060000) + field(11, contract) + field(14, 1780000000000 + next(self._numbers))
        return {"id": sha256(raw).hex(), "raw": raw.hex(), "ok": ok, "logs": list(logs) if ok else []}

    def _log(self, contract, sender, to, units):
        return {"address": account(contract)[1:].hex(), "topics": [TRANSFER_TOPIC, word(sender).hex(), word(to).hex()], "data": word(units).hex()}

    def coin(self, sender, to, sun):
        return self._transaction(1, "TransferContract", field(1, account(sender)) + field(2, account(to)) + field(3, sun))

    def token(self, sender, to, units, contract=USDT, ok=True):
        data = bytes.fromhex("a9059cbb") + word(to) + word(units)
        return self._transaction(31, "TriggerSmartContract", field(1, account(sender)) + field(2, account(contract)) + field(4, data),
                                 [self._log(contract, sender, to, units)], ok)

    def payout(self, sender, to, units):
        """A call of some contract, which pays USDT out: only its log tells."""
        value = field(1, account(sender)) + field(2, account(address(777))) + field(4, bytes.fromhex("deadbeef"))
        return self._transaction(31, "TriggerSmartContract", value, [self._log(USDT, sender, to, units)])

    def signed(self, transaction, units, to):
        """One that other software made, as it is; what it logs where it is a token's transfer."""
        is_token = transaction["raw_data"]["contract"][0]["type"] == "TriggerSmartContract"
        logs = [self._log(USDT, transaction["from"], to, units)] if is_token else []
        return {"id": sha256(bytes.fromhex(transaction["raw_data_hex"])).hex(), "raw": transaction["raw_data_hex"], "ok": True, "logs": logs}

    def mine(self, *transactions, count=1):
        with self._lock:
            for batch in [list(transactions)] + [[]] * (count - 1):
                number, parent = len(self.blocks), self.blocks[-1]
                identity = number.to_bytes(8, "big") + sha256(f"{parent['id']} {batch} {next(self._numbers)}".encode())[8:]
                self.blocks.append({"id": identity.hex(), "parent": parent["id"], "time": max(parent["time"] + 1, int(time.time())),
                                    "transactions": batch})

    def reorganise(self, depth):
        with self._lock:
            del self.blocks[-depth:]

    # -- the HTTP API

    def answer(self, path, headers, body):
        with self._lock:
            asked = json.loads(body)
            if headers.get("Content-Type") != "application/json" or set(asked) != FIELDS.get(path):
                self.complaints.append(f"{path} {asked}")
                return {"Error": "no such question"}
            if path == "wallet/getnowblock":
                return self._block(len(self.blocks) - 1)
            if path == "wallet/getblockbynum":
                return self._block(asked["num"])
            if path == "wallet/getblockbylimitnext":
                return {"block": [self._block(n) for n in range(asked["startNum"], min(asked["endNum"], len(self.blocks)))]}
            if path == "wallet/gettransactioninfobyblocknum":
                return self._infos(asked["num"])
            return next((info for n in range(len(self.blocks)) for info in self._infos(n) if info["id"] == asked["value"]), {})

    def _block(self, number):
        if number >= len(self.blocks):
            return {}
        block = self.blocks[number]
        raw = {"number": number, "witness_address": account(address(900 + number % 27)).hex(), "parentHash": block["parent"],
               "timestamp": block["time"] * 1000}
        made = {"blockID": block["id"], "block_header": {"raw_data": raw}}
        if block["transactions"]:
            made["transactions"] = [{"ret": [{"contractRet": "SUCCESS" if t["ok"] else "REVERT"}], "txID": t["id"],
                                     "raw_data_hex": t["raw"]} for t in block["transactions"]]
        return made

    def _infos(self, number):
        if number >= len(self.blocks):
            return []
        infos = []
        for transaction in self.blocks[number]["transactions"]:
            info = {"id": transaction["id"], "blockNumber": number, "receipt": {}}
            if transaction["logs"]:
                info["log"] = transaction["logs"]
            if not transaction["ok"]:
                info["result"] = "FAILED"
            infos.append(info)
        return infos
