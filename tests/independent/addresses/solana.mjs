// Solana: what @solana/kit says of base58, and which token accounts @solana-program/token computes, under both token programs.
import { findAssociatedTokenPda, TOKEN_PROGRAM_ADDRESS } from "@solana-program/token";
import { getAddressDecoder, isAddress } from "@solana/kit";
import { BASE58, NOT_BASE58 } from "../chance.mjs";

const TOKEN_2022_PROGRAM = "TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb";
const MINTS = ["Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"];

export async function oneAddress(chance, tellAddress, tell) {
  const bytes = chance.bytes(32);
  bytes.fill(0, 0, chance.below(4));  // leading zeros are ones in base58
  const owner = getAddressDecoder().decode(bytes);
  tellAddress(owner, owner);
  for (let i = 0; i < 2; ++i) {
    const wrong = chance.slip(owner, BASE58 + NOT_BASE58);
    tellAddress(wrong, isAddress(wrong) ? wrong : null);
  }
  const mint = chance.of(MINTS);
  for (const program of [TOKEN_PROGRAM_ADDRESS, TOKEN_2022_PROGRAM]) {
    const [account] = await findAssociatedTokenPda({ owner, mint, tokenProgram: program });
    tell({ ask: "associated_token_account", owner, program, mint }, { account });
  }
}
