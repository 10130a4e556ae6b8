// Chance from a seed, the same on every machine: SHA-256 of the seed and a counter.
import { createHash } from "node:crypto";

export const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
export const NOT_BASE58 = "0OIl";
export const HEX = "0123456789abcdefABCDEF";

export class Chance {
  constructor(seed) {
    this.seed = seed;
    this.counter = 0;
  }
  bytes(count) {
    const parts = [];
    for (let have = 0; have < count; have += 32)
      parts.push(createHash("sha256").update(`${this.seed}/${this.counter++}`).digest());
    return Buffer.concat(parts).subarray(0, count);
  }
  below(limit) {
    return this.bytes(4).readUInt32BE() % limit;
  }
  of(list) {
    return list[this.below(list.length)];
  }
  // The text with one slip of the pen: a character replaced, dropped, doubled, or changed for its neighbour. From `first` on.
  slip(text, alphabet, first = 0) {
    const at = first + this.below(text.length - first);
    const [before, after] = [text.slice(0, at), text.slice(at + 1)];
    const slips = [
      () => before + this.of(alphabet) + after,
      () => before + after,
      () => before + text[at] + text[at] + after,
      () => before + after.slice(0, 1) + text[at] + after.slice(1),
    ];
    for (;;) {
      const slipped = slips[this.below(8) < 5 ? 0 : 1 + this.below(3)]();
      if (slipped !== text) return slipped;
      return before + this.of(alphabet.replace(text[at], "")) + after;
    }
  }
}
