// The address of an owner's USDT wallet on TON, as @ton/core computes it: code that refers to a library by its hash, and the data
// that a wallet starts with (contract of the token's issuer).
import { Address, beginCell, contractAddress } from "@ton/core";

export const USDT_MASTER = Address.parse("EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs");
export const WALLET_CODE_HASH = "8f452d7a4dfd74066b682365177259ed05734435be76b5fd4bd5d8af2b7c3d68";

export const walletCode = () =>
  beginCell().storeUint(2, 8).storeBuffer(Buffer.from(WALLET_CODE_HASH, "hex")).endCell({ exotic: true });

export const walletData = (owner, master, balance = 0n) =>
  beginCell().storeUint(0, 4).storeCoins(balance).storeAddress(owner).storeAddress(master).endCell();

export const usdtWallet = (owner, master = USDT_MASTER) =>
  contractAddress(0, { code: walletCode(), data: walletData(owner, master) });
