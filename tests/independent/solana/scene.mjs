// Who stands around the machine in each test: a wallet of ours, another one, a payer with tokens of both mints, and accounts.
import * as token from "@solana-program/token";
import * as kit from "@solana/kit";
import { Machine, TOKEN_2022, USDC, USDT } from "./machine.mjs";

export const OTHER_MINT = kit.address("DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263");

export class Scene {
  static async make({ program = token.TOKEN_PROGRAM_ADDRESS, extensions } = {}) {
    const scene = new Scene();
    scene.machine = new Machine();
    scene.program = program;
    for (const name of ["wallet", "second", "payer", "stranger", "authority"]) {
      scene[name] = await kit.generateKeyPairSigner();
      scene.machine.vm.airdrop(scene[name].address, kit.lamports(50_000_000_000n));
    }
    for (const mint of [USDT, USDC, OTHER_MINT]) scene.machine.mint(mint, scene.authority.address, { program, extensions });
    for (const mint of [USDT, USDC, OTHER_MINT]) {
      const account = await scene.account(scene.payer, mint);
      await scene.must(scene.authority, [await scene.open(scene.authority, scene.payer, mint), scene.mintTo(mint, account, 10n ** 12n)]);
    }
    return scene;
  }

  async account(owner, mint) {
    const seeds = { owner: owner.address ?? owner, mint, tokenProgram: this.program };
    return (await token.findAssociatedTokenPda(seeds))[0];
  }
  async open(payer, owner, mint) {
    return token.getCreateAssociatedTokenIdempotentInstruction({
      payer, owner: owner.address ?? owner, mint, ata: await this.account(owner, mint), tokenProgram: this.program });
  }
  mintTo(mint, account, amount) {
    return token.getMintToInstruction({ mint, token: account, mintAuthority: this.authority, amount }, { programAddress: this.program });
  }
  transfer(source, destination, authority, amount) {
    return token.getTransferInstruction({ source, destination, authority, amount }, { programAddress: this.program });
  }
  transferChecked(source, mint, destination, authority, amount) {
    return token.getTransferCheckedInstruction({ source, mint, destination, authority, amount, decimals: 6 }, { programAddress: this.program });
  }
  async must(payer, instructions, tables) {
    const executed = await this.machine.execute(payer, instructions, tables);
    if (executed.failed) throw new Error(executed.logs.join("\n"));
    return executed;
  }
  async mustFail(payer, instructions) {
    const executed = await this.machine.execute(payer, instructions);
    if (!executed.failed) throw new Error("it was to fail");
    return executed;
  }
  // The payer's own account, and one that the wallet has already.
  async usual(mint = USDT) {
    await this.must(this.payer, [await this.open(this.payer, this.wallet, mint)]);
    return [await this.account(this.payer, mint), await this.account(this.wallet, mint)];
  }
}

// What a scene expects of the reader, in the reader's own words.
export const credit = (to, mint, units, from) => ({
  to: to.address, contract: mint ?? "", units: units.toString(), from: from.address,
  trade_type: mint === null ? "solana.sol" : mint === USDT ? "usdt.solana" : "usdc.solana",
  position: `${to.address}/${mint ?? "n"}`,
});

export { TOKEN_2022, USDC, USDT };
