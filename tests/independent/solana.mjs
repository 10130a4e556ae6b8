// Transactions executed by Solana's virtual machine, as a node tells them, each with what it must credit. Without arguments one
// of each case; with a seed and a number so many random ones. Standard output: lines {"name", "failed", "question", "expected"}.
import { Chance } from "./chance.mjs";
import { CASES, play } from "./solana/cases.mjs";
import { mix } from "./solana/mix.mjs";

function tell(name, scene, executed, expected) {
  const wallets = [scene.wallet.address, scene.second.address];
  const question = { ask: "solana_transaction", wallets, result: executed.result };
  process.stdout.write(JSON.stringify({ name, failed: executed.failed, question, expected }) + "\n");
}

const [seed, count] = process.argv.slice(2);
if (seed !== undefined)
  await mix(new Chance(seed), Number(count), (...told) => tell("mix", ...told));
else
  for (const name of Object.keys(CASES)) {
    const { scene, executed, expected } = await play(name).catch((error) => {
      throw new Error(`${name}: ${error.message}`);
    });
    tell(name, scene, executed, expected);
  }
