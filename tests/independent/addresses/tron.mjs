// Tron: what tronweb says (base58check, and the hex forms).
import { TronWeb, utils } from "tronweb";
import { BASE58, NOT_BASE58 } from "../chance.mjs";

const accepted = (text) => (TronWeb.isAddress(text) ? text : null);

export function oneAddress(chance, tellAddress) {
  const account = chance.bytes(20).toString("hex");
  const right = TronWeb.address.fromHex("41" + account);
  for (const text of [right, "41" + account, "0x41" + account, "0x" + account]) tellAddress(text, right);
  const wrong = chance.slip(right, BASE58 + NOT_BASE58);
  tellAddress(wrong, accepted(wrong));
  // Another prefix, with a checksum that fits.
  const other = utils.crypto.getBase58CheckAddress([...Buffer.from(chance.of(["40", "42", "a0"]) + account, "hex")]);
  tellAddress(other, accepted(other));
}
