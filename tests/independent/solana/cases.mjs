// One transaction a case: what is executed, and what it must credit.
import * as system from "@solana-program/system";
import * as token from "@solana-program/token";
import * as kit from "@solana/kit";
import { credit, OTHER_MINT, Scene, TOKEN_2022, USDC, USDT } from "./scene.mjs";

const WRAPPED_SOL = kit.address("So11111111111111111111111111111111111111112");

// TransferFeeConfig (extension 1): no authorities, nothing withheld, one per cent from the first epoch on.
function onePercentFee() {
  const extension = new Uint8Array(4 + 108);
  const view = new DataView(extension.buffer);
  view.setUint16(0, 1, true);
  view.setUint16(2, 108, true);
  for (const fee of [4 + 72, 4 + 90]) {
    view.setBigUint64(fee + 8, 10n ** 12n, true);  // the most that it may be
    view.setUint16(fee + 16, 100, true);
  }
  return extension;
}

export async function spareAccount(scene, owner, mint) {
  const spare = await kit.generateKeyPairSigner();
  const lamports = scene.machine.vm.minimumBalanceForRentExemption(165n);
  await scene.must(scene.payer, [
    system.getCreateAccountInstruction({ payer: scene.payer, newAccount: spare, lamports, space: 165n, programAddress: scene.program }),
    token.getInitializeAccount3Instruction({ account: spare.address, mint, owner: owner.address }, { programAddress: scene.program }),
  ]);
  return spare.address;
}

const coins = (source, destination, amount) => system.getTransferSolInstruction({ source, destination: destination.address, amount });

export const CASES = {
  async transfer(scene) {
    const [from, to] = await scene.usual();
    const executed = await scene.must(scene.payer, [scene.transfer(from, to, scene.payer, 1_234_567n)]);
    return [executed, [credit(scene.wallet, USDT, 1_234_567, scene.payer)]];
  },
  async transfer_checked_into_a_new_account(scene) {
    const from = await scene.account(scene.payer, USDC), to = await scene.account(scene.wallet, USDC);
    const executed = await scene.must(scene.payer, [
      await scene.open(scene.payer, scene.wallet, USDC), scene.transferChecked(from, USDC, to, scene.payer, 5n)]);
    return [executed, [credit(scene.wallet, USDC, 5, scene.payer)]];
  },
  async two_transfers(scene) {
    const [from, to] = await scene.usual();
    const executed = await scene.must(scene.payer, [
      scene.transfer(from, to, scene.payer, 1_000_000n), scene.transferChecked(from, USDT, to, scene.payer, 2_000_000n)]);
    return [executed, [credit(scene.wallet, USDT, 3_000_000, scene.payer)]];
  },
  async both_tokens_and_the_coin(scene) {
    const [from, to] = await scene.usual(), [fromUsdc, toUsdc] = await scene.usual(USDC);
    const executed = await scene.must(scene.payer, [
      scene.transfer(from, to, scene.payer, 1n), scene.transfer(fromUsdc, toUsdc, scene.payer, 2n), coins(scene.payer, scene.wallet, 3n)]);
    return [executed, [credit(scene.wallet, USDT, 1, scene.payer), credit(scene.wallet, USDC, 2, scene.payer),
      credit(scene.wallet, null, 3, scene.payer)]];
  },
  async two_wallets_of_ours(scene) {
    const [from, to] = await scene.usual();
    const executed = await scene.must(scene.payer, [
      await scene.open(scene.payer, scene.second, USDT), scene.transfer(from, to, scene.payer, 10n),
      scene.transfer(from, await scene.account(scene.second, USDT), scene.payer, 20n)]);
    return [executed, [credit(scene.wallet, USDT, 10, scene.payer), credit(scene.second, USDT, 20, scene.payer)]];
  },
  async own_accounts(scene) {
    const [from, to] = await scene.usual();
    const spare = await spareAccount(scene, scene.wallet, USDT);
    await scene.must(scene.payer, [scene.transfer(from, to, scene.payer, 700n)]);
    return [await scene.must(scene.wallet, [scene.transfer(to, spare, scene.wallet, 600n)]), []];
  },
  async into_a_spare_account(scene) {
    const [from] = await scene.usual();
    const spare = await spareAccount(scene, scene.wallet, USDT);
    return [await scene.must(scene.payer, [scene.transfer(from, spare, scene.payer, 42n)]), [credit(scene.wallet, USDT, 42, scene.payer)]];
  },
  async paid_out(scene) {
    const [from, to] = await scene.usual();
    await scene.must(scene.payer, [scene.transfer(from, to, scene.payer, 700n)]);
    return [await scene.must(scene.wallet, [scene.transfer(to, from, scene.wallet, 600n)]), []];
  },
  async more_than_there_is(scene) {
    const [from, to] = await scene.usual();
    return [await scene.mustFail(scene.payer, [scene.transfer(from, to, scene.payer, 10n ** 13n)]), []];
  },
  async failed_behind_a_transfer(scene) {
    const [from, to] = await scene.usual();
    const executed = await scene.mustFail(scene.payer, [
      scene.transfer(from, to, scene.payer, 1_000_000n), coins(scene.payer, scene.wallet, 5_000n),
      scene.transfer(from, to, scene.stranger, 1n)]);
    return [executed, []];
  },
  async batch(scene) {
    const [from, to] = await scene.usual();
    const executed = await scene.must(scene.payer, [token.getBatchInstruction([
      scene.transfer(from, to, scene.payer, 300n), scene.transferChecked(from, USDT, to, scene.payer, 4_000n)])]);
    if (executed.inner !== 0) throw new Error("a batch leaves no inner instructions");
    return [executed, [credit(scene.wallet, USDT, 4_300, scene.payer)]];
  },
  async inner_instruction(scene) {
    const [from, to] = await scene.usual();
    // Tokens that were sent to an account which belongs to the wallet's token account; the wallet calls them back.
    const nested = await scene.account(to, USDT);
    await scene.must(scene.payer, [await scene.open(scene.payer, to, USDT), scene.transfer(from, nested, scene.payer, 900n)]);
    const rent = scene.machine.lamports(nested);
    const executed = await scene.must(scene.stranger, [token.getRecoverNestedAssociatedTokenInstruction({
      nestedAssociatedAccountAddress: nested, nestedTokenMintAddress: USDT, destinationAssociatedAccountAddress: to,
      ownerAssociatedAccountAddress: to, ownerTokenMintAddress: USDT, walletAddress: scene.wallet })]);
    if (executed.inner === 0) throw new Error("the transfer was to be an inner instruction");
    // The emptied account is closed in favour of the wallet, and it was the payer who had paid its rent.
    return [executed, [credit(scene.wallet, USDT, 900, { address: to }), credit(scene.wallet, null, rent, { address: nested })]];
  },
  async by_a_delegate(scene) {
    const [from, to] = await scene.usual();
    await scene.must(scene.payer, [token.getApproveInstruction({
      source: from, delegate: scene.stranger.address, owner: scene.payer, amount: 50n })]);
    return [await scene.must(scene.stranger, [scene.transfer(from, to, scene.stranger, 50n)]), [credit(scene.wallet, USDT, 50, scene.payer)]];
  },
  async minted(scene) {
    const [, to] = await scene.usual();
    return [await scene.must(scene.authority, [scene.mintTo(USDT, to, 77n)]), [credit(scene.wallet, USDT, 77, scene.authority)]];
  },
  async loaded_addresses(scene) {
    const [from, to] = await scene.usual();
    const table = (await kit.generateKeyPairSigner()).address, addresses = [scene.second.address, to, USDT, from];
    scene.machine.lookupTable(table, addresses);
    const executed = await scene.must(scene.payer, [scene.transferChecked(from, USDT, to, scene.payer, 8n)], { [table]: addresses });
    const { loadedAddresses } = executed.result.meta;
    if (!loadedAddresses.writable.includes(to) || !loadedAddresses.readonly.includes(USDT)) throw new Error("nothing was loaded");
    return [executed, [credit(scene.wallet, USDT, 8, scene.payer)]];
  },
  async other_mint(scene) {
    const [from, to] = await scene.usual(OTHER_MINT);
    return [await scene.must(scene.payer, [scene.transfer(from, to, scene.payer, 1_000_000n)]), []];
  },
  async token_2022(scene) {
    const [from, to] = await scene.usual();
    const executed = await scene.must(scene.payer, [scene.transferChecked(from, USDT, to, scene.payer, 31n)]);
    return [executed, [credit(scene.wallet, USDT, 31, scene.payer)]];
  },
  async token_2022_with_a_fee(scene) {
    const [from, to] = await scene.usual();
    const executed = await scene.must(scene.payer, [scene.transferChecked(from, USDT, to, scene.payer, 1_000_000n)]);
    return [executed, [credit(scene.wallet, USDT, 990_000, scene.payer)]];
  },
  async coin(scene) {
    const executed = await scene.must(scene.payer, [coins(scene.payer, scene.wallet, 1_500_000_000n)]);
    return [executed, [credit(scene.wallet, null, 1_500_000_000, scene.payer)]];
  },
  async coin_less_the_fee_that_the_wallet_paid(scene) {
    const executed = await scene.must(scene.wallet, [coins(scene.payer, scene.wallet, 1_000_000n)]);
    return [executed, [credit(scene.wallet, null, 990_000, scene.payer)]];
  },
  async wrapped_coin(scene) {
    scene.machine.mint(WRAPPED_SOL, scene.authority.address, { decimals: 9 });
    const [from, to] = [await scene.account(scene.payer, WRAPPED_SOL), await scene.account(scene.wallet, WRAPPED_SOL)];
    const executed = await scene.must(scene.payer, [
      await scene.open(scene.payer, scene.payer, WRAPPED_SOL), await scene.open(scene.payer, scene.wallet, WRAPPED_SOL),
      coins(scene.payer, { address: from }, 5_000n), token.getSyncNativeInstruction({ account: from }),
      scene.transfer(from, to, scene.payer, 4_000n)]);
    return [executed, []];
  },
  async own_account_closed(scene) {
    const [, to] = await scene.usual();
    const close = token.getCloseAccountInstruction({ account: to, destination: scene.wallet.address, owner: scene.wallet });
    return [await scene.must(scene.stranger, [close]), []];
  },
  async anothers_account_closed_in_favour_of_the_wallet(scene) {
    const spare = await spareAccount(scene, scene.payer, USDT);
    const rent = scene.machine.lamports(spare);
    const executed = await scene.must(scene.payer, [
      token.getCloseAccountInstruction({ account: spare, destination: scene.wallet.address, owner: scene.payer })]);
    return [executed, [credit(scene.wallet, null, rent, { address: spare })]];
  },
};

const SCENES = {
  token_2022: { program: TOKEN_2022 },
  token_2022_with_a_fee: { program: TOKEN_2022, extensions: onePercentFee() },
};

export async function play(name) {
  const scene = await Scene.make(SCENES[name]);
  const [executed, expected] = await CASES[name](scene);
  return { scene, executed, expected };
}
