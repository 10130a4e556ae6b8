// EVM: what viem says (EIP-55).
import { getAddress, isAddress } from "viem";
import { HEX } from "../chance.mjs";

const turned = (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());

export function oneAddress(chance, tellAddress) {
  const right = getAddress("0x" + chance.bytes(20).toString("hex"));
  const stored = right.toLowerCase();
  tellAddress(right, stored, right);
  tellAddress(stored, stored, right);
  const letters = [...right].flatMap((c, at) => (at > 1 && /[a-f]/i.test(c) ? [at] : []));
  const at = chance.of(letters);
  for (const text of [right.slice(0, at) + turned(right[at]) + right.slice(at + 1), chance.slip(right, HEX + "gG", 2)]) {
    // Text of one case carries no checksum; viem takes only the lower one, and which of both is asked for elsewhere.
    if (!/[a-f]/.test(text.slice(2))) continue;
    tellAddress(text, isAddress(text) ? text.toLowerCase() : null, isAddress(text) ? getAddress(text) : null);
  }
}
