// One message a case, with all that comes of it: what it must credit to the wallet and to the second one.
import { coin, comment, nobody, toNano, token, tokenWallet, USDT_MASTER } from "./scene.mjs";

export const CASES = {
  async transfer(scene) {
    return [await scene.transfer(scene.payer, scene.wallet, 1_234_567n), [token(scene.wallet, 1_234_567, scene.payer)]];
  },
  async transfer_with_a_notification(scene) {
    const transactions = await scene.transfer(scene.payer, scene.wallet, 5n, { forwarded: 1n });
    return [transactions, [token(scene.wallet, 5, scene.payer), coin(scene.wallet, 1, tokenWallet(scene.wallet))]];
  },
  async between_wallets_of_ours(scene) {
    await scene.open(scene.second, 500n);
    return [await scene.transfer(scene.second, scene.wallet, 500n), [token(scene.wallet, 500, scene.second)]];
  },
  async minted(scene) {
    const body = scene.arrived(77n, null);
    return [await scene.send(USDT_MASTER, tokenWallet(scene.wallet), { body }), [token(scene.wallet, 77, USDT_MASTER)]];
  },
  async more_than_there_is(scene) {
    return [await scene.transfer(scene.payer, scene.wallet, 10n ** 12n), []];
  },
  async ordered_by_a_stranger(scene) {
    return [await scene.transfer(scene.payer, scene.wallet, 5n, { from: scene.stranger }), []];
  },
  async forged_by_a_stranger(scene) {
    const body = scene.arrived(1_000_000n, scene.payer);
    return [await scene.send(scene.stranger, tokenWallet(scene.wallet), { body }), []];
  },
  async forged_by_the_payer(scene) {
    // Not by the payer's token wallet, which alone could.
    return [await scene.send(scene.payer, tokenWallet(scene.wallet), { body: scene.arrived(1_000_000n, scene.payer) }), []];
  },
  async forged_without_bounce(scene) {
    const body = scene.arrived(1_000_000n, scene.payer);
    return [await scene.send(scene.stranger, tokenWallet(scene.wallet), { body, bounce: false }), []];
  },
  async look_alike_wallet(scene) {
    // A token wallet of the wallet's own at another address takes it, and says so with a notification.
    const other = nobody(5);
    await scene.openAt(other, scene.wallet);
    const body = scene.arrived(1_000_000n, scene.payer, 1n);
    return [await scene.send(tokenWallet(scene.payer), other, { body }), [coin(scene.wallet, 1, other)]];
  },
  async said_to_the_owner(scene) {
    const body = scene.arrived(1_000_000n, scene.payer);
    const transactions = await scene.send(tokenWallet(scene.payer), scene.wallet, { body, value: 3n, bounce: false });
    return [transactions, [coin(scene.wallet, 3, tokenWallet(scene.payer))]];
  },
  async came_back(scene) {
    await scene.open(scene.wallet, 900n);
    await scene.close(scene.stranger);
    return [await scene.transfer(scene.wallet, scene.stranger, 900n), []];
  },
  async forged_return(scene) {
    const body = scene.arrived(1_000_000n, scene.payer);
    return [await scene.send(scene.stranger, tokenWallet(scene.wallet), { body, bounced: true, bounce: false }), []];
  },
  async no_money_for_its_actions(scene) {
    const body = scene.arrived(1_000_000n, null, toNano(1_000));
    return [await scene.send(USDT_MASTER, tokenWallet(scene.wallet), { body }), []];
  },
  async no_money_for_gas(scene) {
    return [await scene.send(USDT_MASTER, tokenWallet(scene.wallet), { body: scene.arrived(5n, null), value: 1n }), []];
  },
  async coin(scene) {
    return [await scene.send(scene.payer, scene.wallet, { value: toNano("1.5") }), [coin(scene.wallet, 1_500_000_000, scene.payer)]];
  },
  async coin_with_a_comment(scene) {
    const transactions = await scene.send(scene.payer, scene.wallet, { value: 12_345n, body: comment("order 7"), bounce: false });
    return [transactions, [coin(scene.wallet, 12_345, scene.payer)]];
  },
  async coin_to_an_account_without_code(scene) {
    scene.wallet = nobody(8);
    return [await scene.send(scene.payer, scene.wallet, { value: 5_000n, bounce: false }), [coin(scene.wallet, 5_000, scene.payer)]];
  },
  async coin_that_bounced(scene) {
    scene.wallet = nobody(9);
    return [await scene.send(scene.payer, scene.wallet, { value: toNano(1) }), []];
  },
  async coin_too_small_to_go_back(scene) {
    // Its code could not run, and the return of so little costs more than it is: a bounce phase, and no return.
    const transactions = await scene.send(scene.payer, scene.wallet, { value: 12_345n });
    if (transactions.some(({ inMessage: { info } }) => info.bounced)) throw new Error("it was not to come back");
    return [transactions, []];
  },
  async coin_that_came_back(scene) {
    const transactions = await scene.send(scene.wallet, nobody(10), { value: toNano(1) });
    if (!transactions.some(({ inMessage: { info } }) => info.bounced && info.dest.equals(scene.wallet))) throw new Error("it was to come back");
    return [transactions, []];
  },
  async coin_that_code_refused(scene) {
    await scene.place(scene.wallet, scene.refuserCode);
    return [await scene.send(scene.payer, scene.wallet, { value: toNano(1) }), []];
  },
  async coin_that_code_could_not_refuse(scene) {
    await scene.place(scene.wallet, scene.refuserCode);
    return [await scene.send(scene.payer, scene.wallet, { value: toNano(2), bounce: false }), [coin(scene.wallet, toNano(2), scene.payer)]];
  },
  async from_outside(scene) {
    // The wallet's own order to pay, signed and sent from outside the chain.
    const treasury = await scene.chain.treasury("wallet");
    const { transactions } = await treasury.send({ to: scene.payer, value: toNano(1) });
    if (transactions[0].inMessage.info.type !== "external-in") throw new Error("it was to come from outside");
    return [transactions, []];
  },
};
