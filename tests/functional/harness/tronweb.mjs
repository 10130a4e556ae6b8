// Signs Tron transactions as a wallet does, with tronweb and without a network. Standard input: a JSON list of
// {"kind": "coin" | "transfer" | "transferFrom", "to", "amount", "token"}; standard output: the same as transactions.
import { text } from "node:stream/consumers";
import { TronWeb } from "tronweb";

const KEY = "1".repeat(64);
const PARAMETERS = { transfer: ["address", "uint256"], transferFrom: ["address", "address", "uint256"] };

const tron = new TronWeb({ fullHost: "http://127.0.0.1:9", privateKey: KEY });
const from = tron.address.fromPrivateKey(KEY);
const now = Date.now();

const make = async ({ kind, to, amount, token }, number) => {
  const blockHeader = { ref_block_bytes: "1234", ref_block_hash: "0102030405060708", expiration: now + 60_000, timestamp: now + number };
  if (kind === "coin") return tron.transactionBuilder.sendTrx(to, amount, from, { blockHeader });
  const values = kind === "transfer" ? [to, amount] : [from, to, amount];
  const parameters = PARAMETERS[kind].map((type, at) => ({ type, value: values[at] }));
  const options = { txLocal: true, blockHeader, feeLimit: 30_000_000 };
  const called = `${kind}(${PARAMETERS[kind].join(",")})`;
  return (await tron.transactionBuilder.triggerSmartContract(token, called, options, parameters, from)).transaction;
};

const signed = [];
for (const [number, wanted] of JSON.parse(await text(process.stdin)).entries())
  signed.push({ ...(await tron.trx.sign(await make(wanted, number), KEY)), from });
process.stdout.write(JSON.stringify(signed));
