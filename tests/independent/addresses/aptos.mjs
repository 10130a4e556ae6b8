// Aptos: what the chain's SDK says of addresses, and which primary stores it derives.
import { AccountAddress, createUserDerivedObjectAddress } from "@aptos-labs/ts-sdk";
import { HEX } from "../chance.mjs";

const USDT = "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b";

// Ours takes every length with a prefix, as nodes write addresses, which the SDK does when it is told to.
const stored = (text) => {
  try {
    return AccountAddress.fromString(text, { maxMissingChars: 63 }).toStringLong();
  } catch {
    return null;
  }
};

export function oneAddress(chance, tellAddress, tell) {
  const right = AccountAddress.from(chance.bytes(32)).toStringLong();
  const digits = right.slice(2);
  for (const text of [right, "0x" + digits.toUpperCase(), digits]) tellAddress(text, right);
  const few = 1 + chance.below(64);
  // Forty digits are an EVM address in the wrong place, which is refused on purpose.
  if (few !== 40) tellAddress("0x" + digits.slice(0, few), stored("0x" + digits.slice(0, few)));
  const wrong = chance.slip(right, HEX + "gG -", 2);
  tellAddress(wrong, stored(wrong));
  const metadata = chance.of([USDT, AccountAddress.from(chance.bytes(32)).toStringLong()]);
  const store = createUserDerivedObjectAddress(AccountAddress.from(right), AccountAddress.from(metadata));
  tell({ ask: "primary_store", owner: right, metadata }, { account: store.toStringLong() });
}
