"""A small TON as an index tells it over toncenter's API v3: a masterchain, one shard, accounts that name their last
transaction. Strict: what is asked otherwise than the gateway may ask is kept in `complaints`."""
import base64
import hashlib
import itertools
import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

USDT = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe"
WALLET_CODE = bytes.fromhex("8f452d7a4dfd74066b682365177259ed05734435be76b5fd4bd5d8af2b7c3d68")
WITNESS = "-1:" + "5" * 64
WHOLE = "8000000000000000"
FIRST = 50_000_000  # the oldest masterchain block that the index has
HISTORY = 1000      # blocks before the test, at the network's pace
PAGE = {"sort", "limit", "offset"}
QUESTIONS = {"masterchainInfo": [set()], "masterchainBlockShardState": [{"seqno"}],
             "blocks": [{"workchain", "shard", "seqno", "limit", "offset"}, {"start_lt", "end_lt"} | PAGE],
             "transactions": [{"account", "start_lt", "end_lt"} | PAGE, {"account", "start_lt"} | PAGE],
             "accountStates": [{"address", "include_boc"}]}


def sha256(data):
    return hashlib.sha256(data).digest()


def address(number):
    return "0:" + sha256(f"account {number}".encode()).hex()


def friendly(raw):
    """As wallets show it: non-bounceable, URL-safe base64 with CRC16."""
    body = b"\x51\x00" + bytes.fromhex(raw[2:])
    crc = 0
    for byte in body:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return base64.urlsafe_b64encode(body + crc.to_bytes(2, "big")).decode()


def account_bits(raw):
    return "100" + "00000000" + f"{int(raw[2:], 16):0256b}"


def coins_bits(units):
    size = (units.bit_length() + 7) // 8
    return f"{size:04b}" + (f"{units:0{8 * size}b}" if size else "")


def cell_bytes(bits, refs=0):
    """A cell's descriptors and data, as hashes and bags have them."""
    data = bits if len(bits) % 8 == 0 else bits + "1" + "0" * (-len(bits) % 8 - 1)
    return bytes([refs, len(bits) // 8 + (len(bits) + 7) // 8]) + bytes(int(data[i:i + 8], 2) for i in range(0, len(data), 8))


def usdt_wallet(owner):
    """The address of an owner's USDT wallet: the hash of what it starts with."""
    data = sha256(cell_bytes("0000" + "0000" + account_bits(owner) + account_bits(USDT)))
    library = sha256(bytes([8, 66, 2]) + WALLET_CODE)
    return "0:" + sha256(cell_bytes("00110", 2) + bytes(4) + library + data).hex()


def encoded(data):
    return base64.b64encode(data).decode()


class TonNode:
    def __init__(self):
        self._lock = threading.RLock()
        self._numbers = itertools.count(1)
        self._last = {}
        self.complaints = []
        self.down = False
        self.masters, self.shards = [], []
        for age in range(HISTORY, 0, -1):
            self.mine(at=time.time() - 0.4 * age)
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                status, answer = (503, "busy") if node.down else node.answer(self.path)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/api/v3"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    # -- transactions

    def coin(self, sender, to, nanotons, comment="", bounced=False, returned=False):
        bits = "0" * 32 + "".join(f"{byte:08b}" for byte in comment.encode()) if comment else ""
        return {"account": to, "from": sender, "value": nanotons, "bits": bits, "bounced": bounced, "returned": returned, "ok": not returned}

    def token(self, sender, to, units, wallet=None, ok=True):
        """What the receiver's token wallet is told; `wallet`: somebody else's contract that is told the same."""
        bits = f"{0x178d4519:032b}" + "0" * 64 + coins_bits(units) + account_bits(sender) + "00" + "0000" + "0"
        return {"account": wallet or usdt_wallet(to), "from": usdt_wallet(sender), "value": 50_000_000, "bits": bits, "bounced": False,
                "returned": False, "ok": ok}

    def mine(self, *transactions, count=1, at=None):
        """Each masterchain block refers to one block of the shard, which began before it."""
        with self._lock:
            for batch in [list(transactions)] + [[]] * (count - 1):
                seqno = FIRST + len(self.masters)
                begin = 2_000_000 * (seqno + 5)
                shard = self._block(0, seqno, begin - 2_500_000, at)
                for transaction in batch:
                    self._stamp(shard, transaction)
                self.shards.append(shard)
                master = self._block(-1, seqno, begin, at)
                for _ in range(2):
                    self._stamp(master, {"account": WITNESS})
                self.masters.append(master)

    def _block(self, workchain, seqno, begin, at):
        return {"workchain": workchain, "seqno": seqno, "hash": sha256(f"{workchain} {seqno} {next(self._numbers)}".encode()),
                "time": int(at or time.time()), "start": begin, "end": begin, "transactions": []}

    def _stamp(self, block, transaction):
        block["end"] += 2
        previous = self._last.get(transaction["account"], (0, bytes(32)))
        made = {**transaction, "lt": block["end"] - 1, "hash": sha256(f"{transaction} {next(self._numbers)}".encode()), "previous": previous}
        transaction["hash"] = made["hash"]
        self._last[transaction["account"]] = (made["lt"], made["hash"])
        block["transactions"].append(made)

    # -- the API

    def answer(self, path):
        with self._lock:
            parts = urlsplit(path)
            method, pairs = parts.path.removeprefix("/api/v3/"), parse_qsl(parts.query, keep_blank_values=True)
            asked = dict(pairs)
            repeated = {name for name, times in Counter(name for name, _ in pairs).items() if times > 1} - {"account", "address"}
            if set(asked) not in QUESTIONS.get(method, []) or repeated or int(asked.get("limit", 1)) not in range(1, 1001):
                self.complaints.append(path)
                return 422, {"error": "no such question"}
            accounts = {value.lower() for name, value in pairs if name in ("account", "address")}
            return getattr(self, "_" + method)(asked, accounts)

    def _masterchainInfo(self, _asked, _accounts):
        return 200, {"last": self._block_json(self.masters[-1]), "first": self._block_json(self.masters[0])}

    def _masterchainBlockShardState(self, asked, _accounts):
        place = int(asked["seqno"]) - FIRST
        if place not in range(len(self.masters)):
            return 404, {"error": "blocks not found"}
        return 200, {"blocks": [self._block_json(self.masters[place]), self._block_json(self.shards[place])]}

    def _blocks(self, asked, _accounts):
        if "seqno" in asked:
            found = [b for b in self.masters if b["seqno"] == int(asked["seqno"])]
        else:
            found = [b for b in self.masters + self.shards if int(asked["start_lt"]) <= b["start"] <= int(asked["end_lt"])]
        return 200, {"blocks": self._page([self._block_json(b) for b in found], asked)}

    def _transactions(self, asked, accounts):
        last = int(asked.get("end_lt", 2**63))
        found = [(t["lt"], t["account"], self._transaction_json(b, t)) for b in self.masters + self.shards for t in b["transactions"]
                 if t["account"] in accounts and int(asked["start_lt"]) <= t["lt"] <= last]
        return 200, {"transactions": self._page([row for _, _, row in sorted(found, key=lambda each: each[:2])], asked), "address_book": {}}

    def _accountStates(self, _asked, accounts):
        return 200, {"accounts": [{"address": a.upper(), "last_transaction_lt": str(self._last[a][0]), "status": "active"}
                                  for a in accounts if a in self._last], "address_book": {}}

    @staticmethod
    def _page(rows, asked):
        return rows[int(asked["offset"]):int(asked["offset"]) + int(asked["limit"])]

    @staticmethod
    def _block_json(block):
        name = {"workchain": block["workchain"], "shard": WHOLE}
        return {**name, "seqno": block["seqno"], "root_hash": encoded(block["hash"]), "file_hash": encoded(block["hash"]), "global_id": -239,
                "gen_utime": str(block["time"]), "start_lt": str(block["start"]), "end_lt": str(block["end"]),
                "masterchain_block_ref": {"workchain": -1, "shard": WHOLE, "seqno": block["seqno"]},
                "prev_blocks": [{**name, "seqno": block["seqno"] - 1}]}

    @staticmethod
    def _transaction_json(block, transaction):
        made = {"account": transaction["account"].upper(), "hash": encoded(transaction["hash"]), "lt": str(transaction["lt"]),
                "now": block["time"], "mc_block_seqno": block["seqno"], "prev_trans_lt": str(transaction["previous"][0]),
                "prev_trans_hash": encoded(transaction["previous"][1]), "emulated": False, "out_msgs": [],
                "block_ref": {"workchain": block["workchain"], "shard": WHOLE, "seqno": block["seqno"]}}
        if "from" not in transaction:
            return {**made, "in_msg": None, "description": {"type": "tick_tock", "aborted": False}}
        cell = cell_bytes(transaction["bits"])
        description = {"type": "ord", "aborted": not transaction["ok"], "credit_ph": {"credit": str(transaction["value"])},
                       "compute_ph": {"skipped": False, "success": transaction["ok"]}}
        if transaction["ok"]:
            description["action"] = {"success": True}
        if transaction["returned"]:
            description["bounce"] = {"type": "ok"}
        bag = bytes.fromhex("b5ee9c720101010100") + bytes([len(cell), 0]) + cell
        message = {"source": transaction["from"].upper(), "destination": transaction["account"].upper(), "value": str(transaction["value"]),
                   "bounced": transaction["bounced"], "message_content": {"hash": encoded(sha256(cell)), "body": encoded(bag)}}
        return {**made, "in_msg": message, "description": description}
