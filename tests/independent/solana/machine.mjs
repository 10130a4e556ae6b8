// The virtual machine of Solana (litesvm) with the genuine mints in it, and what a node would answer to getTransaction about each
// transaction that it executed: balances before and after, of the accounts that the message names and of those it loads.
import { getMintEncoder, getTokenDecoder, TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import * as kit from "@solana/kit";
import { FailedTransactionMetadata, LiteSVM } from "litesvm";

export const USDT = kit.address("Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB");
export const USDC = kit.address("EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v");
export const TOKEN_2022 = kit.address("TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb");
const LOOKUP_TABLES = kit.address("AddressLookupTab1e1111111111111111111111111");
const TOKEN_PROGRAMS = [TOKEN_PROGRAM_ADDRESS, TOKEN_2022];
const BASE_ACCOUNT = 165;  // bytes of a token account without extensions

const number = (key, value) => (typeof value === "bigint" ? Number(value) : value);

export class Machine {
  constructor() {
    this.vm = new LiteSVM();
    this.slot = 300_000_000n;
    this.decimals = new Map();
  }

  put(address, programAddress, data) {
    const lamports = this.vm.minimumBalanceForRentExemption(BigInt(data.length));
    this.vm.setAccount({ address, data, executable: false, lamports, programAddress, space: BigInt(data.length) });
  }
  mint(address, authority, { program = TOKEN_PROGRAM_ADDRESS, decimals = 6, extensions = new Uint8Array() } = {}) {
    const base = getMintEncoder().encode({ decimals, freezeAuthority: null, isInitialized: true, mintAuthority: authority, supply: 0n });
    const extended = new Uint8Array(BASE_ACCOUNT + 1 + extensions.length);
    extended.set(base);
    extended[BASE_ACCOUNT] = 1;  // a mint, by which extensions know it from an account
    extended.set(extensions, BASE_ACCOUNT + 1);
    this.put(address, program, extensions.length > 0 ? extended : base);
    this.decimals.set(address, decimals);
  }
  // A lookup table as the program that keeps them writes it: state, never deactivated, extended in slot 0, nobody's.
  lookupTable(address, addresses) {
    const data = new Uint8Array(56 + 32 * addresses.length);
    data.set([1, 0, 0, 0, ...new Array(8).fill(255)]);
    addresses.forEach((each, at) => data.set(kit.getAddressEncoder().encode(each), 56 + 32 * at));
    this.put(address, LOOKUP_TABLES, data);
  }

  lamports(address) {
    return this.vm.getBalance(address) ?? 0n;
  }
  // undefined: it is no token account.
  tokens(address) {
    const account = this.vm.getAccount(address);
    if (!account.exists || !TOKEN_PROGRAMS.includes(account.programAddress) || account.data.length < BASE_ACCOUNT) return undefined;
    if (account.data.length > BASE_ACCOUNT && account.data[BASE_ACCOUNT] !== 2) return undefined;  // a mint with extensions
    const { mint, owner, amount } = getTokenDecoder().decode(account.data.slice(0, BASE_ACCOUNT));
    return { mint, owner, amount, programId: account.programAddress };
  }

  // {failed, result}: whether it failed, and the node's answer.
  async execute(payer, instructions, tables = {}) {
    this.vm.expireBlockhash();
    this.vm.warpToSlot(++this.slot);
    const message = kit.pipe(
      kit.createTransactionMessage({ version: 0 }),
      (made) => kit.setTransactionMessageFeePayerSigner(payer, made),
      (made) => this.vm.setTransactionMessageLifetimeUsingLatestBlockhash(made),
      (made) => kit.appendTransactionMessageInstructions(instructions, made),
      (made) => kit.compressTransactionMessageUsingAddressLookupTables(made, tables),
    );
    const transaction = await kit.signTransactionMessageWithSigners(message);
    const compiled = kit.getCompiledTransactionMessageDecoder().decode(transaction.messageBytes);
    const loaded = this.loaded(compiled.addressTableLookups ?? []);
    const accounts = [...compiled.staticAccounts, ...loaded.writable, ...loaded.readonly];
    const before = this.balances(accounts);
    const outcome = this.vm.sendTransaction(transaction);
    const after = this.balances(accounts);
    const failed = outcome instanceof FailedTransactionMetadata;
    const told = failed ? outcome.meta() : outcome;
    const result = {
      slot: this.slot,
      blockTime: 1_790_000_000n,
      version: 0,
      transaction: {
        signatures: Object.values(transaction.signatures).map((each) => kit.getBase58Decoder().decode(each)),
        message: {
          accountKeys: compiled.staticAccounts,
          addressTableLookups: compiled.addressTableLookups,
          header: compiled.header,
          recentBlockhash: compiled.lifetimeToken,
        },
      },
      meta: {
        err: failed ? { InstructionError: [0, outcome.toString()] } : null,
        fee: 5000n * BigInt(Object.keys(transaction.signatures).length),
        loadedAddresses: loaded,
        logMessages: told.logs(),
        preBalances: before.lamports,
        postBalances: after.lamports,
        preTokenBalances: before.tokens,
        postTokenBalances: after.tokens,
      },
    };
    return { failed, logs: told.logs(), inner: told.innerInstructions().flat().length, result: JSON.parse(JSON.stringify(result, number)) };
  }

  loaded(lookups) {
    const found = { writable: [], readonly: [] };
    for (const lookup of lookups) {
      const data = this.vm.getAccount(lookup.lookupTableAddress).data;
      const at = (index) => kit.getAddressDecoder().decode(data.slice(56 + 32 * index, 88 + 32 * index));
      found.writable.push(...lookup.writableIndexes.map(at));
      found.readonly.push(...lookup.readonlyIndexes.map(at));
    }
    return found;
  }
  balances(accounts) {
    const tokens = accounts.flatMap((address, accountIndex) => {
      const held = this.tokens(address);
      if (held === undefined) return [];
      const { mint, owner, amount, programId } = held;
      const decimals = this.decimals.get(mint) ?? 9;
      return [{ accountIndex, mint, owner, programId, uiTokenAmount: { amount: amount.toString(), decimals } }];
    });
    return { lamports: accounts.map((address) => this.lamports(address)), tokens };
  }
}
