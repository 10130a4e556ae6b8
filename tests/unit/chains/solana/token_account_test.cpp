// The associated token accounts, held against recorded ones and against a second working-out by the textbook.
#include <gtest/gtest.h>

#include "chains/solana/token_account.hpp"
#include "chains/solana/watched.hpp"
#include "devnet/solana/solana_chain.hpp"

namespace bepusdt::chains::solana {
namespace {

const std::string kUsdc = "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v";

std::string account(std::string_view owner, std::string_view program, std::string_view mint) {
  return text_of(associated_token_account(*key_of(owner), *key_of(program), *key_of(mint)).value());
}

TEST(SolanaTokenAccount, IsTheOneOfARecordedTransfer) {
  // The main network's slot 408264979.
  EXPECT_EQ(account("B1nzrk99FEDAYB2M82yepdvEv1YBRJKcx5Y5R6MSDW1Q", kTokenProgram, kUsdc),
            "HSSRXb8gHLp5EpBGbkUu1gG4pNhJuDvHXuNG5X39R2bk");
  EXPECT_EQ(account("5QtyKPHtWUf45bNb5buQ6UxpL2ekSJxBCK9g8xMCsc9U", kTokenProgram, kUsdc),
            "6VHz6WyCN1GuAQBvPn8AVorzRqwsHh91DDovQ5SUHhT4");
}

TEST(SolanaTokenAccount, IsAnotherOneUnderTheToken2022Program) {
  const std::string owner = devnet::solana_wallet(1);
  EXPECT_NE(account(owner, kToken2022Program, kUsdc), account(owner, kTokenProgram, kUsdc));
}

TEST(SolanaTokenAccount, IsWhatTheTextbookWorksOutForHundredsOfOwners) {
  for (std::uint64_t n = 0; n < 300; ++n) {
    const std::string owner = devnet::solana_wallet(n);
    EXPECT_EQ(account(owner, kTokenProgram, kUsdc), devnet::solana_token_account(owner, kUsdc)) << n;
  }
}

TEST(SolanaTokenAccount, TheCurveHasItsBasePointAndNotTheAddressesThatProgramsOwn) {
  Key base{};
  base.fill(0x66);
  base[0] = 0x58;
  EXPECT_TRUE(is_on_curve(base));
  EXPECT_FALSE(is_on_curve(*key_of("HSSRXb8gHLp5EpBGbkUu1gG4pNhJuDvHXuNG5X39R2bk")));
  Key one{};
  one[0] = 1;  // the neutral element
  EXPECT_TRUE(is_on_curve(one));
}

TEST(SolanaTokenAccount, AKeyIsBase58OfThirtyTwoBytesAndNothingElse) {
  EXPECT_TRUE(key_of("11111111111111111111111111111111"));
  for (const std::string_view text :
       {"", "1111111111111111111111111111111", "111111111111111111111111111111111",
        "0PjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v ",
        "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1vEPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"})
    EXPECT_FALSE(key_of(text)) << text;
  EXPECT_EQ(text_of(*key_of(kUsdc)), kUsdc);
}

TEST(SolanaWatched, ListsWalletsAndTheirTokenAccountsUnderTheMintsOwnProgram) {
  ports::WatchList list;
  list.addresses = {core::Address(devnet::solana_wallet(1))};
  const Watched tokens("solana", list);
  EXPECT_EQ(tokens.listed_accounts().size(), 3u);  // the wallet, USDT, USDC
  EXPECT_NE(std::ranges::find(tokens.listed_accounts(), devnet::solana_token_account(devnet::solana_wallet(1), kUsdc)),
            tokens.listed_accounts().end());
  list.tokens = false;
  list.native = true;
  const Watched coin("solana", list);
  EXPECT_EQ(coin.listed_accounts(), std::vector<std::string>{devnet::solana_wallet(1)});
}

}  // namespace
}  // namespace bepusdt::chains::solana
