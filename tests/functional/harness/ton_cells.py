"""Cells of TON and a block's layout, from tvm.pdf and block.tlb, without any of the gateway's code: for a lite-server's blocks."""
import hashlib

MASTER, BASE = -1, 0
WHOLE = 1 << 63


def number(value, size):
    return f"{value & ((1 << size) - 1):0{size}b}"


def octets(data):
    return "".join(f"{byte:08b}" for byte in data)


def coins(units):
    size = (units.bit_length() + 7) // 8
    return number(size, 4) + (number(units, 8 * size) if size else "")


def account(raw):
    workchain, digits = raw.split(":")
    return "100" + number(int(workchain), 8) + number(int(digits, 16), 256)


class Cell:
    def __init__(self, bits="", *refs):
        self.bits, self.refs = bits, refs
        assert len(bits) <= 1023 and len(refs) <= 4
        self.depth = 1 + max(ref.depth for ref in refs) if refs else 0
        depths, hashes = b"".join(ref.depth.to_bytes(2, "big") for ref in refs), b"".join(ref.hash for ref in refs)
        self.hash = hashlib.sha256(self._head() + depths + hashes).digest()

    def _head(self):
        size = len(self.bits)
        filled = self.bits if size % 8 == 0 else self.bits + "1" + "0" * (-size % 8 - 1)
        return bytes([len(self.refs), size // 8 + (size + 7) // 8]) + bytes(int(filled[i:i + 8], 2) for i in range(0, len(filled), 8))

    def bag(self):
        """Each cell once, parents before children."""
        ordered, seen = [], set()

        def order(cell):
            if cell.hash not in seen:
                seen.add(cell.hash)
                for ref in cell.refs:
                    order(ref)
                ordered.append(cell)
        order(self)
        ordered.reverse()
        places = {cell.hash: place for place, cell in enumerate(ordered)}
        data = b"".join(cell._head() + b"".join(places[ref.hash].to_bytes(2, "big") for ref in cell.refs) for cell in ordered)
        sizes = len(ordered).to_bytes(2, "big") + bytes([0, 1, 0, 0]) + len(data).to_bytes(4, "big")
        return bytes.fromhex("b5ee9c72") + bytes([2, 4]) + sizes + bytes(2) + data


def dictionary(leaves, extra=""):
    """(bits, refs) of a Hashmap, or with `extra` at its forks of a HashmapAug; leaves: key bits -> (bits, refs)."""
    keys = sorted(leaves)
    first, last = keys[0], keys[-1]
    same = next((i for i in range(len(first)) if first[i] != last[i]), len(first))
    label = "10" + number(same, len(first).bit_length()) + first[:same]
    if same == len(first):
        bits, refs = leaves[first]
        return label + bits, refs
    halves = [{key[same + 1:]: leaf for key, leaf in leaves.items() if key[same] == side} for side in "01"]
    made = [dictionary(half, extra) for half in halves]
    return label + extra, tuple(Cell(bits, *refs) for bits, refs in made)


NO_MONEY = "0000" + "0"


def transaction_cell(made):
    """Of harness.ton's dictionaries, with lt and previous set."""
    body = Cell(made.get("bits", ""))
    if "from" in made:
        message = Cell("011" + str(int(made["bounced"])) + account(made["from"]) + account(made["account"]) + coins(made["value"]) + "0"
                       + "0000" + "0000" + number(made["lt"] - 1, 64) + number(0, 32) + "0" + "1", body)
        phases = "0000" + "0" + "0" + "1" + "0" + coins(made["value"]) + "0"
        phases += "1" + str(int(made["ok"])) + "00" + coins(1000) + str(int(made["ok"]))
        refs = [Cell(number(0, 32))] + ([Cell("11" + number(0, 30))] if made["ok"] else [])
        phases += str(int(not made["ok"])) + ("1" + "1" + number(0, 6) + coins(1) + coins(2) if made["returned"] else "0") + "0"
        messages, description = Cell("1" + "0", message), Cell(phases, *refs)
    else:
        messages = Cell("0" + "0")
        description = Cell("001" + "1" + "0000" + "0" + "0" + "1" + "1" + "00" + coins(1) + "0" + "0" + "0", Cell(number(0, 32)))
    digits = made["account"].split(":")[1]
    lt, digest = made["previous"]
    head = "0111" + number(int(digits, 16), 256) + number(made["lt"], 64) + octets(digest) + number(lt, 64) + number(made["now"], 32)
    return Cell(head + number(0, 15) + "1010" + coins(1000) + "0", messages, Cell(number(0x72, 8) + "0" * 512), description)


def reference(block):
    return number(block["end"], 64) + number(block["seqno"], 32) + octets(block["root"]) + octets(block["file_hash"])


def accounts_cell(transactions):
    by_account = {}
    for made in transactions:
        by_account.setdefault(made["account"].split(":")[1], []).append(made)
    leaves = {}
    for digits, of_account in by_account.items():
        bits, refs = dictionary({number(t["lt"], 64): (NO_MONEY, (t["cell"],)) for t in of_account}, NO_MONEY)
        key = number(int(digits, 16), 256)
        leaves[key] = (NO_MONEY + "0101" + key + bits, (*refs, Cell(number(0x72, 8) + "0" * 512)))
    if not leaves:
        return Cell("0" + NO_MONEY)
    bits, refs = dictionary(leaves, NO_MONEY)
    return Cell("1" + NO_MONEY, Cell(bits, *refs))


def block_cell(block, previous, master_before, top):
    """top: the shard's newest block, of a masterchain block."""
    master = block["workchain"] == MASTER
    info = number(0x9bc7a987, 32) + number(0, 32) + str(int(not master)) + "0" * 7 + number(0, 8) + number(block["seqno"], 32) + number(0, 32)
    info += number(0, 8) + number(block["workchain"], 32) + number(0, 64) + number(block["time"], 32)
    info += number(block["start"], 64) + number(block["end"], 64) + number(0, 128)
    refs = ([] if master else [Cell(reference(master_before))]) + [Cell(reference(previous))]
    extra_bits, extra_refs = number(0x4a33f6fd, 32) + "0" * 512 + str(int(master)), [Cell(), Cell(), accounts_cell(block["transactions"])]
    if master:
        shard = "0" + number(0xb, 4) + number(top["seqno"], 32) + number(block["seqno"], 32) + number(top["start"], 64) + number(top["end"], 64)
        shard += octets(top["root"]) + octets(top["file_hash"]) + "0" * 8 + number(0, 32) + number(WHOLE, 64) + number(0, 64) + "0" + NO_MONEY * 2
        bits, shard_refs = dictionary({number(BASE, 32): ("", (Cell(shard),))})
        extra_refs.append(Cell(number(0xcca5, 16) + "0" + "1" + "0" + NO_MONEY * 2, Cell(bits, *shard_refs), Cell()))
    return Cell(number(0x11ef55aa, 32) + number(-239, 32), Cell(info, *refs), Cell(), Cell(), Cell(extra_bits, *extra_refs))
