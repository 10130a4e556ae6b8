"""A small strict Solana node: the JSON-RPC of Agave over finalized slots in memory.

mine() makes a block of transactions from coin() and token(); skip() leaves slots empty. Its genesis calls itself the main network's, because the gateway takes no
other. A request that no node would take is kept in `complaints`. Thread-safe; close() ends it."""
import hashlib
import itertools
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USDT = "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB"
GENESIS = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d"
TOKEN_PROGRAM = "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"
ASSOCIATED_PROGRAM = "ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL"
ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
READS = {"commitment", "encoding", "maxSupportedTransactionVersion"}
METHODS = {"getGenesisHash": (0, set()), "getSlot": (0, {"commitment"}), "getBlocks": (2, {"commitment"}), "getTransaction": (1, READS),
           "getBlock": (1, READS | {"rewards", "transactionDetails"}), "getSignaturesForAddress": (1, {"commitment", "limit", "minContextSlot", "before"})}


def base58(data):
    value, text = int.from_bytes(data, "big"), ""
    while value:
        value, digit = divmod(value, 58)
        text = ALPHABET[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def from_base58(text):
    value = 0
    for character in text:
        value = value * 58 + ALPHABET.index(character)
    return value.to_bytes(32, "big")


def digest(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def address(number):
    """The number as somebody's account."""
    return base58(digest(b"account", number.to_bytes(8, "big")))


def is_on_curve(data):
    y = int.from_bytes(data, "little") % 2**255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    return pow(square, (P - 1) // 2, P) in (0, 1)


def token_account(owner, mint):
    """The associated one, under the classic token program."""
    for bump in range(255, -1, -1):
        made = digest(from_base58(owner), from_base58(TOKEN_PROGRAM), from_base58(mint), bytes([bump]), from_base58(ASSOCIATED_PROGRAM), b"ProgramDerivedAddress")
        if not is_on_curve(made):
            return base58(made)
    raise AssertionError("every bump is on the curve")


class Refused(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.error = {"code": code, "message": message}


class SolanaNode:
    def __init__(self):
        self._lock = threading.RLock()
        self._numbers = itertools.count(1)
        self.complaints = []
        self.methods = set()
        self.down = False
        self._next_slot = 400_000_000
        self.blocks = {}
        self.mine(count=3000)  # more than a search for the block before an order looks back
        for slot, block in self.blocks.items():  # from before any order
            block["time"] += slot - 400_000_000 - 6000
        node = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer = b"busy" if node.down else json.dumps(node.answer(self.headers, body)).encode()
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

    def _transaction(self, accounts, lamports, tokens, ok, version):
        """`lamports`: gained by account; `tokens`: (account, owner, mint, gained)."""
        number = next(self._numbers).to_bytes(8, "big")
        signature = base58(digest(b"left", number) + digest(b"right", number))
        before = [10**12 + i for i in range(len(accounts))]
        after = [b + (lamports.get(a, 0) if ok else 0) for a, b in zip(accounts, before)]
        after[0] -= 5000

        def holdings(gained):
            return [{"accountIndex": accounts.index(account), "mint": mint, "owner": owner, "programId": TOKEN_PROGRAM,
                     "uiTokenAmount": {"amount": str(10**12 + (change if gained else 0)), "decimals": 6}} for account, owner, mint, change in tokens]

        error = None if ok else {"InstructionError": [0, {"Custom": 1}]}
        meta = {"err": error, "fee": 5000, "preBalances": before, "postBalances": after, "preTokenBalances": holdings(False),
                "postTokenBalances": holdings(ok), "innerInstructions": [], "logMessages": []}
        return {"id": signature, "accounts": accounts, "meta": meta, "version": version}

    def coin(self, sender, to, lamports):
        return self._transaction([sender, to, "1" * 32], {sender: -lamports, to: lamports}, [], True, "legacy")

    def token(self, sender, to, units, mint=USDT, ok=True, version=1):
        """From one associated token account to another; the receiver is not named."""
        source, target = token_account(sender, mint), token_account(to, mint)
        return self._transaction([sender, source, target, mint, TOKEN_PROGRAM], {}, [(source, sender, mint, -units), (target, to, mint, units)], ok, version)

    def mine(self, *transactions, count=1):
        with self._lock:
            for batch in [list(transactions)] + [[]] * (count - 1):
                slot = self._next_slot
                parent = max(self.blocks, default=slot - 1)
                below = self.blocks.get(parent, {"hash": base58(digest(b"before all"))})
                self.blocks[slot] = {"hash": base58(digest(b"block", slot.to_bytes(8, "big"))), "parent": parent, "parent_hash": below["hash"],
                                     "time": int(time.time()), "transactions": batch}
                self._next_slot += 1

    def skip(self, count=1):
        with self._lock:
            self._next_slot += count

    # -- the JSON-RPC

    def answer(self, headers, body):
        with self._lock:
            asked = json.loads(body)
            if headers.get("Content-Type") != "application/json":
                self.complaints.append("no application/json")
            return [self._answer(call) for call in asked] if isinstance(asked, list) else self._answer(asked)

    def _answer(self, call):
        method, params = call["method"], list(call["params"])
        options = params.pop() if params and isinstance(params[-1], dict) else {}
        count, names = METHODS.get(method, (None, set()))
        if len(params) != count or not set(options) <= names or (names and options.get("commitment") != "finalized"):
            self.complaints.append(str(call))
        self.methods.add(method)
        answer = {"jsonrpc": "2.0", "id": call["id"]}
        try:
            return answer | {"result": getattr(self, f"_{method}")(*params, **options)}
        except Refused as refusal:
            return answer | {"error": refusal.error}

    def _getGenesisHash(self):
        return GENESIS

    def _getSlot(self, commitment):
        return max(self.blocks)

    def _getBlocks(self, first, last, commitment):
        return [slot for slot in self.blocks if first <= slot <= last]

    def _getBlock(self, slot, transactionDetails, maxSupportedTransactionVersion, **_):
        if slot > max(self.blocks):
            raise Refused(-32004, f"Block not available for slot {slot}")
        if slot not in self.blocks:
            raise Refused(-32007, f"Slot {slot} was skipped, or missing due to ledger jump to recent snapshot")
        block = self.blocks[slot]
        made = {"blockHeight": slot, "blockTime": block["time"], "blockhash": block["hash"], "parentSlot": block["parent"], "previousBlockhash": block["parent_hash"]}
        if transactionDetails == "signatures":
            made["signatures"] = [t["id"] for t in block["transactions"]]
        if transactionDetails == "accounts":
            for t in block["transactions"]:
                self._check_version(t, maxSupportedTransactionVersion)
            made["transactions"] = [{"meta": t["meta"], "version": t["version"], "transaction": {
                "accountKeys": [{"pubkey": a, "signer": False, "source": "transaction", "writable": True} for a in t["accounts"]],
                "signatures": [t["id"]]}} for t in block["transactions"]]
        return made

    def _getTransaction(self, signature, maxSupportedTransactionVersion, **_):
        for slot, block in self.blocks.items():
            for t in block["transactions"]:
                if t["id"] == signature:
                    self._check_version(t, maxSupportedTransactionVersion)
                    return {"slot": slot, "blockTime": block["time"], "meta": t["meta"], "version": t["version"],
                            "transaction": {"message": {"accountKeys": t["accounts"], "instructions": []}, "signatures": [t["id"]]}}
        return None

    def _getSignaturesForAddress(self, account, limit, minContextSlot, before=None, **_):
        if minContextSlot > max(self.blocks):
            raise Refused(-32016, "Minimum context slot has not been reached")
        lines = [{"signature": t["id"], "slot": slot, "err": t["meta"]["err"]}
                 for slot in sorted(self.blocks, reverse=True) for t in reversed(self.blocks[slot]["transactions"]) if account in t["accounts"]]
        if before is not None:
            found = [i for i, line in enumerate(lines) if line["signature"] == before]
            lines = lines[found[0] + 1:] if found else []
        return lines[:limit]

    @staticmethod
    def _check_version(transaction, highest):
        if transaction["version"] != "legacy" and transaction["version"] > highest:
            raise Refused(-32015, f"Transaction version ({transaction['version']}) is not supported by the requesting client")
