// What TON's virtual machine made of messages, each with what it must credit: its transactions as cells and as rows of an index.
// Without arguments one message of each case; with a seed and a number so many random ones. Standard output: lines {"name",
// "expected", "wallets", "cells", "hashes", "rows", "gained"}.
import { Chance } from "./chance.mjs";
import { CASES } from "./ton/cases.mjs";
import { indexRow } from "./ton/index_row.mjs";
import { mix } from "./ton/mix.mjs";
import { Scene } from "./ton/scene.mjs";

function tell(name, scene, transactions, expected, gained) {
  process.stdout.write(JSON.stringify({
    name, expected, gained,
    wallets: [scene.wallet.toRawString(), scene.second.toRawString()],
    cells: transactions.map(({ raw }) => raw.toBoc().toString("base64")),
    hashes: transactions.map((each) => each.hash().toString("hex")),
    rows: transactions.map((each) => indexRow(each)),
  }) + "\n");
}

const [seed, count] = process.argv.slice(2);
if (seed !== undefined) {
  const scene = await Scene.make();
  await mix(scene, new Chance(seed), Number(count), (...told) => tell("mix", scene, ...told));
} else {
  for (const name of Object.keys(CASES)) {
    const scene = await Scene.make();
    const owners = [scene.wallet, scene.second];
    const [transactions, expected] = await CASES[name](scene);
    const gained = await Promise.all(owners.map(async (owner) => [owner.toRawString(), String(await scene.gained(owner))]));
    tell(name, scene, transactions, expected, Object.fromEntries(gained));
  }
}
