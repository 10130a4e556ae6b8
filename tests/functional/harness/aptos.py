"""A small strict Aptos fullnode: the REST API over a chain in memory.

mine() makes a block of transactions from deposit(), payout() and emitting(). A request that no node would take is kept in
`complaints`. Thread-safe; close() ends it."""
import hashlib
import itertools
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

USDT = "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b"
USDC = "0xbae207659db88bea0cbead6da0ed00aac12edcdda169e591cd41c94180b46f3b"
DEPOSIT = "0x1::fungible_asset::Deposit"
PAGE_MOST = 100


def sha3(data):
    return "0x" + hashlib.sha3_256(data).hexdigest()


def account(number):
    return sha3(f"account {number}".encode())


def primary_store(owner, asset):
    return sha3(bytes.fromhex(owner[2:]) + bytes.fromhex(asset[2:]) + b"\xfc")


def short(address):
    return "0x" + address[2:].lstrip("0")


def event(store, units, kind=DEPOSIT):
    return {"guid": {"creation_number": "0", "account_address": "0x0"}, "sequence_number": "0", "type": kind,
            "data": {"amount": str(units), "store": short(store)}}


class NotThere(Exception):
    """Refused with a status and the API's error_code."""

    def __init__(self, status, code):
        super().__init__(code)
        self.status, self.code = status, code


class AptosNode:
    def __init__(self, chain_id=1):
        self._lock = threading.RLock()
        self._numbers = itertools.count(1)
        self.chain_id = chain_id
        self.complaints = []
        self.down = False
        self.blocks = [{"height": 0, "hash": sha3(b"genesis"), "micros": (int(time.time()) - 3) * 10**6,
                        "transactions": [{"type": "genesis_transaction", "version": 0, "hash": sha3(b"first"), "success": True}]}]
        self.mine()
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                status, answer, headers = node.answer(self.path, self.headers)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, str(value))
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/v1"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    # -- transactions

    def _new_hash(self):
        return sha3(f"{id(self)} {next(self._numbers)}".encode())

    def emitting(self, sender, events, ok=True):
        return {"type": "user_transaction", "hash": self._new_hash(), "success": ok, "sender": short(sender), "events": events if ok else []}

    def payout(self, sender, to, asset=USDT, ok=True):
        """`to`: pairs of wallet and units."""
        events = [[event(primary_store(sender, asset), units, "0x1::fungible_asset::Withdraw"), event(primary_store(wallet, asset), units)]
                  for wallet, units in to]
        return self.emitting(sender, sum(events, []), ok)

    def deposit(self, sender, wallet, units, asset=USDT, ok=True):
        return self.payout(sender, [(wallet, units)], asset, ok)

    def mine(self, *transactions, count=1):
        with self._lock:
            for batch in [list(transactions)] + [[]] * (count - 1):
                below, identity = self.blocks[-1], self._new_hash()
                begin = {"type": "block_metadata_transaction", "hash": self._new_hash(), "success": True, "id": identity, "events": []}
                end = {"type": "state_checkpoint_transaction", "hash": self._new_hash(), "success": True}
                first = below["transactions"][-1]["version"] + 1
                made = [dict(each, version=first + i) for i, each in enumerate([begin, *batch, end])]
                self.blocks.append({"height": below["height"] + 1, "hash": identity, "transactions": made,
                                    "micros": max(below["micros"] + 1, int(time.time() * 10**6))})

    # -- the REST API

    def answer(self, path, headers):
        with self._lock:
            if self.down:
                return 503, b"busy", {}
            newest = self.blocks[-1]
            about = {"X-Aptos-Chain-Id": self.chain_id, "X-Aptos-Block-Height": newest["height"], "X-Aptos-Oldest-Block-Height": 0,
                     "X-Aptos-Ledger-Version": newest["transactions"][-1]["version"], "Content-Type": "application/json"}
            try:
                if headers.get("Accept") != "application/json":
                    raise NotThere(415, "web_framework_error")
                return 200, json.dumps(self._ask(urlsplit(path))).encode(), about
            except NotThere as refusal:
                if refusal.code == "web_framework_error":
                    self.complaints.append(path)
                return refusal.status, json.dumps({"message": str(refusal), "error_code": refusal.code, "vm_error_code": None}).encode(), about

    def _ask(self, url):
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        newest = self.blocks[-1]
        if url.path == "/v1" and not query:
            return {"chain_id": self.chain_id, "epoch": "2", "ledger_version": str(newest["transactions"][-1]["version"]),
                    "oldest_ledger_version": "0", "ledger_timestamp": str(newest["micros"]), "node_role": "full_node",
                    "oldest_block_height": "0", "block_height": str(newest["height"])}
        if found := re.fullmatch(r"/v1/blocks/by_(height|version)/(\d+)", url.path):
            if query != {"with_transactions": "false"}:
                raise NotThere(400, "web_framework_error")
            return self._block(*found.groups())
        if url.path == "/v1/transactions" and set(query) == {"start", "limit"}:
            return self._page(int(query["start"]), int(query["limit"]))
        if found := re.fullmatch(r"/v1/transactions/by_hash/(0x[0-9a-f]{64})", url.path):
            for block in self.blocks:
                for each in block["transactions"]:
                    if each["hash"] == found[1]:
                        return self._transaction(block, each)
            raise NotThere(404, "transaction_not_found")
        raise NotThere(404, "web_framework_error")

    def _block(self, by, number):
        for block in self.blocks:
            versions = [each["version"] for each in block["transactions"]]
            if int(number) == block["height"] if by == "height" else int(number) in versions:
                return {"block_height": str(block["height"]), "block_hash": block["hash"], "block_timestamp": str(block["micros"]),
                        "first_version": str(versions[0]), "last_version": str(versions[-1]), "transactions": None}
        raise NotThere(404, "block_not_found")

    def _page(self, start, limit):
        if not 0 < limit <= PAGE_MOST:
            raise NotThere(400, "web_framework_error")
        if start > self.blocks[-1]["transactions"][-1]["version"]:
            raise NotThere(400, "invalid_input")
        return [self._transaction(block, each) for block in self.blocks for each in block["transactions"]
                if start <= each["version"] < start + limit]

    @staticmethod
    def _transaction(block, each):
        return dict(each, version=str(each["version"]), timestamp=str(block["micros"]), changes=[], vm_status="as it went")
