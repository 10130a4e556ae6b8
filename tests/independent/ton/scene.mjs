// TON's virtual machine (@ton/sandbox) with USDT in it: every owner's token wallet stands at the address that the genuine one has,
// and runs the code of token_wallet.fc.
import { Address, beginCell, Cell, toNano } from "@ton/core";
import { Blockchain, createEmptyShardAccount, createShardAccount, internal } from "@ton/sandbox";
import { USDT_MASTER, usdtWallet, walletData } from "../usdt_wallet.mjs";
import { compiled } from "./contracts.mjs";

export { toNano, USDT_MASTER };
export const INTERNAL_TRANSFER = 0x178d4519;
const TRANSFER = 0x0f8a7ea5;
const STOCK = 1_000_000_000n;

// Made once; every scene begins with it as it was then.
const chain = await Blockchain.create();
const walletCode = await compiled("token_wallet.fc");
const refuserCode = await compiled("refuser.fc");
const owners = {};
for (const name of ["wallet", "second", "payer", "stranger"]) owners[name] = (await chain.treasury(name)).address;
const beginning = chain.snapshot();

export class Scene {
  static async make() {
    await chain.loadFrom(beginning);
    const scene = Object.assign(new Scene(), owners, { chain, refuserCode, given: new Map() });
    for (const owner of [scene.wallet, scene.second, scene.stranger]) await scene.open(owner, 0n);
    await scene.open(scene.payer, STOCK);
    return scene;
  }

  place(address, code, data = new Cell()) {
    return this.chain.setShardAccount(address, createShardAccount({ address, code, data, balance: toNano(1) }));
  }
  // The owner's token wallet, with units in it that no transaction brought.
  open(owner, balance) {
    this.given.set(owner.toRawString(), balance);
    return this.openAt(usdtWallet(owner), owner, balance);
  }
  openAt(address, owner, balance = 0n) {
    return this.place(address, walletCode, walletData(owner, USDT_MASTER, balance));
  }
  close(owner) {
    return this.chain.setShardAccount(usdtWallet(owner), createEmptyShardAccount(usdtWallet(owner)));
  }
  // What the contract itself holds more than it was given.
  async gained(owner) {
    const { account } = await this.chain.getContract(usdtWallet(owner));
    return account.account.storage.state.state.data.beginParse().skip(4).loadCoins() - this.given.get(owner.toRawString());
  }

  // A message from `from`, which the chain took; every transaction that came of it.
  async send(from, to, { value = toNano(1), body = new Cell(), bounce = true, bounced = false } = {}) {
    const { transactions } = await this.chain.sendMessage(internal({ from, to, value, body, bounce, bounced }));
    return transactions;
  }
  // The owner's order to its own token wallet.
  transfer(owner, to, amount, { forwarded = 0n, value = toNano(1), from = owner } = {}) {
    const body = beginCell().storeUint(TRANSFER, 32).storeUint(7, 64).storeCoins(amount).storeAddress(to).storeAddress(owner)
      .storeBit(false).storeCoins(forwarded).storeBit(false).endCell();
    return this.send(from, usdtWallet(owner), { body, value });
  }
  // What one token wallet says to another, whoever says it.
  arrived(amount, from, forwarded = 0n) {
    return beginCell().storeUint(INTERNAL_TRANSFER, 32).storeUint(7, 64).storeCoins(amount).storeAddress(from).storeAddress(null)
      .storeCoins(forwarded).storeBit(false).endCell();
  }
}

export const tokenWallet = usdtWallet;
export const comment = (text) => beginCell().storeUint(0, 32).storeStringTail(text).endCell();
export const nobody = (byte) => new Address(0, Buffer.alloc(32, byte));

// What a case expects of the reader, in the reader's own words.
const credit = (trade_type, contract, to, units, from) => ({
  trade_type, contract, to: to.toRawString(), units: units.toString(), from: from.toRawString() });
export const token = (...told) => credit("usdt.ton", USDT_MASTER.toRawString(), ...told);
export const coin = (...told) => credit("ton.gram", "", ...told);
