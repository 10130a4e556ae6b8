"""A small TON as a lite-server tells it: a masterchain and one shard whose blocks are real cells with their hashes, over ADNL. Strict:
what is asked otherwise than the gateway may ask is kept in `complaints`."""
import base64
import hashlib
import threading
import time

from harness.adnl import AdnlServer, constructor, tl_bytes
from harness.ton import FIRST, WITNESS, TonNode
from harness.ton_cells import BASE, MASTER, WHOLE, block_cell, transaction_cell

HISTORY = 300  # blocks before the test, at the network's pace
ID = "tonNode.blockIdExt"
GET_NEWEST = constructor("liteServer.getMasterchainInfo = liteServer.MasterchainInfo")
NEWEST = constructor(f"liteServer.masterchainInfo last:{ID} state_root_hash:int256 init:tonNode.zeroStateIdExt = liteServer.MasterchainInfo")
LOOKUP = constructor("liteServer.lookupBlock mode:# id:tonNode.blockId lt:mode.1?long utime:mode.2?int = liteServer.BlockHeader")
HEADER = constructor(f"liteServer.blockHeader id:{ID} mode:# header_proof:bytes = liteServer.BlockHeader")
GET_BLOCK = constructor(f"liteServer.getBlock id:{ID} = liteServer.BlockData")
BLOCK = constructor(f"liteServer.blockData id:{ID} data:bytes = liteServer.BlockData")
ERROR = constructor("liteServer.error code:int message:string = liteServer.Error")
BEFORE = {"seqno": FIRST - 1, "end": 1, "root": bytes(32), "file_hash": bytes(32)}


def little(value, size):
    return (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")


def name(block):
    return little(block["workchain"], 4) + little(WHOLE, 8) + little(block["seqno"], 4)


def full_id(block):
    return name(block) + block["root"] + block["file_hash"]


class LiteServer:
    coin, token = TonNode.coin, TonNode.token

    def __init__(self):
        self._lock = threading.RLock()
        self._last = {}
        self._blocks = {}
        self.masters, self.shards = [], []
        self.pruned = set()  # heights of masterchain blocks that it does not have any more
        self._adnl = AdnlServer(self._answer)
        self.complaints = self._adnl.complaints
        for age in range(HISTORY, 0, -1):
            self.mine(at=time.time() - 0.4 * age)
        key = base64.b64encode(self._adnl.key).decode()
        self.url = f"lite://127.0.0.1:{self._adnl.port}/{key}"

    def close(self):
        self._adnl.close()

    @property
    def adnl(self):
        return self._adnl

    def mine(self, *transactions, count=1, at=None):
        """Each masterchain block refers to one block of the shard, which began before it."""
        with self._lock:
            for batch in [list(transactions)] + [[]] * (count - 1):
                seqno = FIRST + len(self.masters)
                begin = 2_000_000 * (seqno + 5)
                master_before = self.masters[-1] if self.masters else BEFORE
                shard = self._block(BASE, seqno, begin - 2_500_000, at, batch)
                self._seal(shard, self.shards[-1] if self.shards else BEFORE, master_before, None)
                self.shards.append(shard)
                master = self._block(MASTER, seqno, begin, at, [{"account": WITNESS}, {"account": WITNESS}])
                self._seal(master, master_before, None, shard)
                self.masters.append(master)

    def _block(self, workchain, seqno, begin, at, transactions):
        block = {"workchain": workchain, "seqno": seqno, "time": int(at or time.time()), "start": begin, "end": begin, "transactions": []}
        for transaction in transactions:
            block["end"] += 2
            made = {**transaction, "lt": block["end"] - 1, "now": block["time"],
                    "previous": self._last.get(transaction["account"], (0, bytes(32)))}
            made["cell"] = transaction_cell(made)
            transaction["hash"] = made["cell"].hash
            self._last[made["account"]] = (made["lt"], made["cell"].hash)
            block["transactions"].append(made)
        return block

    def _seal(self, block, previous, master_before, top):
        cell = block_cell(block, previous, master_before, top)
        block["root"], block["file"] = cell.hash, cell.bag()
        block["file_hash"] = hashlib.sha256(block["file"]).digest()
        self._blocks[name(block)] = block

    # -- the questions

    def _answer(self, question):
        with self._lock:
            kind, members = question[:4], question[4:]
            if kind == GET_NEWEST and not members:
                return NEWEST + full_id(self.masters[-1]) + bytes(32) + little(-1, 4) + bytes(64)
            if kind == LOOKUP and members[:4] == little(1, 4) and len(members) == 20:
                block = self._blocks.get(members[4:])
                return HEADER + full_id(block) + little(0, 4) + tl_bytes(b"") if block else self._missing()
            if kind == GET_BLOCK and len(members) == 80:
                block = self._blocks.get(members[:16])
                if not block or full_id(block) != members or block["seqno"] in self.pruned:
                    return self._missing()
                return BLOCK + full_id(block) + tl_bytes(block["file"])
            self.complaints.append("no such question: " + question.hex())
            return ERROR + little(653, 4) + tl_bytes(b"no such question")

    @staticmethod
    def _missing():
        return ERROR + little(651, 4) + tl_bytes(b"block is not in db")
