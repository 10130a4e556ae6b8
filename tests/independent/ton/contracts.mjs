// The contracts beside this file, compiled by the chain's own compiler.
import { compileFunc } from "@ton-community/func-js";
import { Cell } from "@ton/core";
import { readFileSync } from "node:fs";

export async function compiled(name) {
  const content = readFileSync(new URL(name, import.meta.url), "utf8");
  const made = await compileFunc({ targets: [name], sources: { [name]: content } });
  if (made.status !== "ok") throw new Error(made.message);
  return Cell.fromBase64(made.codeBoc);
}
