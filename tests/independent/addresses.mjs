// What a chain's own library says of random addresses, right ones and ones with a slip of the pen. Arguments: family, seed, how
// many. Standard output: lines {"question", "expected"}, where an expected null means that the address is none.
import { Chance } from "./chance.mjs";

const [family, seed, count] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const lines = [];
const tell = (question, expected) => lines.push(JSON.stringify({ question, expected }));
// `stored` null: it is no address.
const tellAddress = (text, stored, shown = stored) =>
  tell({ ask: "address", family, text }, stored === null ? null : { stored, shown });

const { oneAddress } = await import(`./addresses/${family}.mjs`);
const chance = new Chance(seed);
for (let i = 0; i < count; ++i) await oneAddress(chance, tellAddress, tell);
process.stdout.write(lines.join("\n") + "\n");
