"""What can befall a TCP connection, as values: named by hand, or drawn from a seed.

    delay       pieces come late, each by a chance of its own, in their order
    dribble     bytes come one by one
    corrupt     bits are flipped, here and there
    cut         the connection ends in both directions, in good order (FIN)
    half_close  one direction ends (FIN), the other goes on
    reset       the connection ends with a TCP reset (RST)
    stall       the connection is taken, and nobody ever reads or answers
    refuse      this one is reset, and for a while the port takes none"""
import random
from dataclasses import dataclass

KINDS = ("delay", "dribble", "corrupt", "cut", "half_close", "reset", "stall", "refuse")
UP, DOWN = "up", "down"  # from the one who connects to the one who listens; and back


@dataclass(frozen=True)
class Fault:
    kind: str
    direction: str = DOWN
    after: int = 0         # bytes of that direction that pass before it begins
    seconds: float = 0.02  # delay: at most, each piece; dribble: between two of its first bytes; refuse: how long
    seed: int = 0          # of the delays and of what is flipped


class Draws:
    """A fault for a connection, None for the `clean` ones after it; each kind comes once before any comes again, so that few
    connections meet all of them."""

    def __init__(self, seed, kinds=KINDS, directions=(UP, DOWN), most_before=2000, clean=0):
        self._chance = random.Random(seed)
        self._kinds, self._directions, self._most_before, self._clean = kinds, directions, most_before, clean
        self._bag, self._clean_left = [], 0

    def __call__(self):
        if self._clean_left:
            self._clean_left -= 1
            return None
        self._clean_left = self._clean
        if not self._bag:
            self._bag = self._chance.sample(self._kinds, len(self._kinds))
        return Fault(self._bag.pop(), self._chance.choice(self._directions), self._chance.randrange(self._most_before),
                     self._chance.uniform(0.005, 0.05), self._chance.getrandbits(32))


class Flips:
    """Flips one bit in the first byte it is given and then in one of every few hundred."""

    def __init__(self, seed):
        self._chance = random.Random(seed)
        self._until_next = 0

    def __call__(self, data):
        data = bytearray(data)
        while self._until_next < len(data):
            data[self._until_next] ^= 1 << self._chance.randrange(8)
            self._until_next += self._chance.randrange(1, 400)
        self._until_next -= len(data)
        return bytes(data)
