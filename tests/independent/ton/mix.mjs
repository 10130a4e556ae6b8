// Random messages between a few owners, two of them ours: transfers of tokens, some of more than there is, coins, and claims of
// strangers that tokens arrived. What each must credit is kept in a ledger here, from what was asked for.
import { coin, token, tokenWallet } from "./scene.mjs";

const OWNERS = ["wallet", "second", "payer", "stranger"];
const START = 10_000_000;

export async function mix(scene, chance, count, tell) {
  const ledger = Object.fromEntries(OWNERS.map((name) => [name, START]));
  for (const name of OWNERS) await scene.open(scene[name], BigInt(START));
  const ours = (name) => name === "wallet" || name === "second";

  const kinds = {
    async transfer(from, to) {
      const amount = chance.below(10) === 0 ? START * 10 : chance.below(3_000_000), forwarded = chance.below(2) * chance.below(1000);
      const transactions = await scene.transfer(scene[from], scene[to], BigInt(amount), { forwarded: BigInt(forwarded) });
      if (ledger[from] < amount) return [transactions, []];
      ledger[from] -= amount;
      ledger[to] += amount;
      const expected = amount > 0 ? [token(scene[to], amount, scene[from])] : [];
      return [transactions, forwarded > 0 ? [...expected, coin(scene[to], forwarded, tokenWallet(scene[to]))] : expected];
    },
    async coin(from, to) {
      const bounce = chance.below(2) === 0;
      const value = BigInt((bounce ? 20_000_000 : 1) + chance.below(2_000_000_000));  // enough to run the wallet's code
      return [await scene.send(scene[from], scene[to], { value, bounce }), [coin(scene[to], value, scene[from])]];
    },
    async forged(from, to) {
      const body = scene.arrived(BigInt(1 + chance.below(1_000_000)), scene[chance.of(OWNERS)]);
      return [await scene.send(scene[from], tokenWallet(scene[to]), { body, bounce: chance.below(2) === 0 }), []];
    },
  };
  for (let i = 0; i < count; ++i) {
    const from = chance.of(OWNERS), to = chance.of(OWNERS.filter((name) => name !== from));
    const [transactions, expected] = await kinds[chance.of(["transfer", "transfer", "coin", "forged"])](from, to);
    tell(transactions, ours(to) ? expected : []);
  }
  for (const name of OWNERS)
    if ((await scene.gained(scene[name])) !== BigInt(ledger[name] - START)) throw new Error("the ledger and the contracts differ");
}
