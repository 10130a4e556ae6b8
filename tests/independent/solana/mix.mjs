// Random transactions between the accounts of a few owners, two of them ours: one to five transfers each, by themselves or in a
// batch, some of more than there is. What each must credit is kept in a ledger here, from what was asked for and whether it failed.
import * as token from "@solana-program/token";
import { spareAccount } from "./cases.mjs";
import { Scene, USDC, USDT } from "./scene.mjs";

const OWNERS = ["wallet", "second", "payer", "stranger"];

async function stocked(scene) {
  const accounts = [];
  for (const owner of OWNERS)
    for (const mint of [USDT, USDC]) {
      await scene.must(scene.payer, [await scene.open(scene.payer, scene[owner], mint)]);
      for (const address of [await scene.account(scene[owner], mint), await spareAccount(scene, scene[owner], mint)]) {
        accounts.push({ owner, mint, address });
        await scene.must(scene.authority, [scene.mintTo(mint, address, 10_000_000n)]);
      }
    }
  return accounts;
}

// By owner and mint what the moves sum up to.
function gains(scene, moves) {
  const sums = new Map();
  const add = (account, amount) => {
    const key = `${scene[account.owner].address}/${account.mint}`;
    sums.set(key, (sums.get(key) ?? 0n) + amount);
  };
  for (const { from, to, amount } of moves) {
    add(from, -amount);
    add(to, amount);
  }
  const ours = [scene.wallet.address, scene.second.address];
  return [...sums].filter(([key, amount]) => amount > 0n && ours.includes(key.split("/")[0]))
    .map(([position, amount]) => ({ position, units: amount.toString() }));
}

// Calls `tell(scene, executed, expected)` for each.
export async function mix(chance, count, tell) {
  const scene = await Scene.make();
  const accounts = await stocked(scene);
  for (let i = 0; i < count; ++i) {
    const moves = [], instructions = [];
    for (let left = 1 + chance.below(5); left > 0; --left) {
      const from = chance.of(accounts), to = chance.of(accounts.filter(({ mint }) => mint === from.mint));
      const amount = chance.below(20) === 0 ? 10n ** 12n : BigInt(chance.below(2_000_000));
      moves.push({ from, to, amount });
      instructions.push(chance.below(2) === 0
        ? scene.transfer(from.address, to.address, scene[from.owner], amount)
        : scene.transferChecked(from.address, from.mint, to.address, scene[from.owner], amount));
    }
    const sent = chance.below(3) === 0 ? [token.getBatchInstruction(instructions)] : instructions;
    const executed = await scene.machine.execute(scene.stranger, sent);
    tell(scene, executed, executed.failed ? [] : gains(scene, moves));
  }
}
