// TON: what @ton/core says of every form of an address, and which USDT wallet it computes.
import { Address } from "@ton/core";
import { BASE58, NOT_BASE58 } from "../chance.mjs";
import { usdtWallet, USDT_MASTER } from "../usdt_wallet.mjs";

const accepted = (text) => {
  try {
    return Address.isFriendly(text) ? Address.parse(text).toRawString() : null;
  } catch {
    return null;
  }
};

export function oneAddress(chance, tellAddress, tell) {
  const account = new Address(chance.of([0, 0, 0, -1]), chance.bytes(32));
  const raw = account.toRawString(), shown = account.toString({ bounceable: false });
  tellAddress(raw, raw, shown);
  tellAddress(raw.toUpperCase(), raw, shown);
  for (const urlSafe of [true, false])
    for (const bounceable of [true, false]) {
      const text = account.toString({ bounceable, urlSafe });
      tellAddress(text, raw, shown);
      // Of a test network: the library reads it, and a gateway of the main network must not.
      tellAddress(account.toString({ bounceable, urlSafe, testOnly: true }), null);
      const wrong = chance.slip(text, BASE58 + NOT_BASE58 + (urlSafe ? "-_" : "+/"));
      tellAddress(wrong, accepted(wrong), shown);
    }
  tell({ ask: "usdt_wallet", owner: raw, master: USDT_MASTER.toRawString() }, { account: usdtWallet(account).toRawString() });
}
