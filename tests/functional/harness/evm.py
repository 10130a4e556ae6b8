"""What the tests know of the EVM: the compiled contracts of tests/support/contracts, and call data for them.

Selectors come from the compiler's own table, so nothing here hashes. Only the argument types that our contracts use."""
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
USDT = "0xdAC17F958D2ee523a2206206994597C13D831ec7"
TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"


class Contract:
    """One compiled contract: its code, and call data for its functions by name."""

    def __init__(self, name):
        compiled = json.loads((ROOT / "tests/support/contracts" / f"{name}.json").read_text())
        self.creation = compiled["creation"]
        self.runtime = compiled["runtime"]
        self._selectors = {signature.split("(")[0]: selector for signature, selector in compiled["selectors"].items()}

    def call(self, function, *arguments):
        return "0x" + self._selectors[function] + encode(arguments)


def word(value):
    """One 32-byte word of call data, as hex digits."""
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, int):
        return f"{value:064x}"
    return value.removeprefix("0x").lower().rjust(64, "0")


def encode(arguments):
    """Arguments as the ABI lays them out: a list goes to the tail, its place holds the offset."""
    head, tail = [], []
    for argument in arguments:
        if isinstance(argument, (list, tuple)):
            head.append(word(32 * (len(arguments) + len(tail))))
            tail += [word(len(argument))] + [word(item) for item in argument]
        else:
            head.append(word(argument))
    return "".join(head + tail)


def address_in(topic):
    """The address that a 32-byte topic holds, in lower case."""
    return "0x" + topic[-40:].lower()
