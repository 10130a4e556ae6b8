// What is a payment on TON and what is none (contract part 4 §2), over transactions as cells.
#include <gtest/gtest.h>

#include "block_cells.hpp"
#include "chains/ton/cell_builder.hpp"
#include "chains/ton/decode_transaction.hpp"
#include "chains/ton/jetton_wallet.hpp"
#include "chains/ton/transfers.hpp"

namespace bepusdt::chains::ton {
namespace {

using test::ton::internal_transfer_cell;
using test::ton::MessageCells;
using test::ton::TransactionCells;

const Account kMaster = *account_of("EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs");
const Account kWallet = test::ton::account(1);
const Account kPayer = test::ton::account(2);
const Account kTokenWallet = usdt_wallet(kWallet, kMaster);
const Account kPayersTokenWallet = usdt_wallet(kPayer, kMaster);

class TonTransfers : public ::testing::Test {
 protected:
  std::optional<core::Transfer> paid(const TransactionCells& cells) const {
    const auto transaction = decode_transaction(*test::ton::transaction_cell(cells), 0);
    EXPECT_TRUE(transaction);
    ports::WatchList list;
    list.addresses = {address_of(kWallet)};
    list.native = native;
    list.tokens = tokens;
    return transaction ? transfer_to_us(core::ChainName("ton"), block, *transaction, Watched("ton", list)) : std::nullopt;
  }
  static TransactionCells coin(std::uint64_t value = 5) {
    return {.account = kWallet, .lt = 77, .in = MessageCells{kPayer, kWallet, value}};
  }
  static TransactionCells token(std::uint64_t units = 5) {
    return {.account = kTokenWallet,
            .lt = 78,
            .in = MessageCells{kPayersTokenWallet, kTokenWallet, 1, false, internal_transfer_cell(units, kPayer)}};
  }
  core::BlockRef block{9, core::BlockHash("aa"), {}, from_unix_seconds(1)};
  bool native = true, tokens = true;
};

TEST_F(TonTransfers, ACoinIsPaidByAnyMessageWhateverItsBody) {
  const auto transfer = paid(coin());
  ASSERT_TRUE(transfer);
  EXPECT_EQ(transfer->trade_type->name, "ton.gram");
  EXPECT_EQ(transfer->contract, "");
  EXPECT_EQ(transfer->from, address_of(kPayer));
  EXPECT_EQ(transfer->to, address_of(kWallet));
  EXPECT_EQ(transfer->units, 5);
  EXPECT_EQ(transfer->key.position.value(), "77");
  EXPECT_EQ(transfer->block, block);
  for (const std::uint64_t body : {0x00000000ULL, 0x2167da4bULL, 0x178d4519ULL, 0xffffffffULL}) {
    TransactionCells cells = coin();
    cells.in->body = CellBuilder().bits(body, 32).bits(1, 64).finish();
    EXPECT_TRUE(paid(cells)) << body;
  }
}

TEST_F(TonTransfers, AnUndeployedWalletReceivesAllTheSame) {
  TransactionCells cells = coin();
  cells.computed = false;
  cells.aborted = true;
  EXPECT_TRUE(paid(cells));
}

TEST_F(TonTransfers, AFailedComputationThatReturnsNothingKeepsTheCoin) {
  TransactionCells cells = coin();
  cells.succeeded = false;
  cells.aborted = true;
  EXPECT_TRUE(paid(cells));
  cells.sent_back = true;
  EXPECT_FALSE(paid(cells));
}

TEST_F(TonTransfers, ABouncedMessageIsNoPayment) {
  TransactionCells cells = coin();
  cells.in->bounced = true;
  EXPECT_FALSE(paid(cells));
  cells = token();
  cells.in->bounced = true;
  EXPECT_FALSE(paid(cells));
}

TEST_F(TonTransfers, NothingOfZeroNothingFromOutsideNothingWithoutACredit) {
  EXPECT_FALSE(paid(coin(0)));
  EXPECT_FALSE(paid(token(0)));
  TransactionCells cells = coin();
  cells.in->from.reset();
  EXPECT_FALSE(paid(cells));
  cells = coin();
  cells.credited = false;
  EXPECT_FALSE(paid(cells));
  cells = coin();
  cells.in.reset();
  EXPECT_FALSE(paid(cells));
}

TEST_F(TonTransfers, ATokenIsPaidToTheOwnerOfTheWalletThatTookIt) {
  const auto transfer = paid(token());
  ASSERT_TRUE(transfer);
  EXPECT_EQ(transfer->trade_type->name, "usdt.ton");
  EXPECT_EQ(transfer->contract, address_of(kMaster).value());
  EXPECT_EQ(transfer->from, address_of(kPayer));
  EXPECT_EQ(transfer->to, address_of(kWallet));
  EXPECT_EQ(transfer->units, 5);
  TransactionCells minted = token();
  minted.in->body = internal_transfer_cell(6, std::nullopt);
  ASSERT_TRUE(paid(minted));
  EXPECT_EQ(paid(minted)->from, address_of(kPayersTokenWallet));
}

TEST_F(TonTransfers, ATokenNeedsCodeThatSucceededAndActed) {
  TransactionCells cells = token();
  cells.computed = false;
  EXPECT_FALSE(paid(cells));
  cells = token();
  cells.succeeded = false;
  EXPECT_FALSE(paid(cells));
  cells = token();
  cells.acted = false;
  EXPECT_FALSE(paid(cells));
  cells = token();
  cells.aborted = true;
  EXPECT_FALSE(paid(cells));
}

TEST_F(TonTransfers, AnotherAccountsWordThatATokenCameProvesNothing) {
  for (const Account& fake : {test::ton::account(66), usdt_wallet(kWallet, test::ton::account(67)), kPayersTokenWallet}) {
    TransactionCells cells = token();
    cells.account = fake;
    cells.in->to = fake;
    EXPECT_FALSE(paid(cells));
  }
  // To the wallet itself it is a message with a coin, of whatever else it speaks.
  TransactionCells cells = token(1'000'000);
  cells.account = kWallet;
  cells.in->to = kWallet;
  ASSERT_TRUE(paid(cells));
  EXPECT_EQ(paid(cells)->trade_type->name, "ton.gram");
  EXPECT_EQ(paid(cells)->units, 1);
}

TEST_F(TonTransfers, ATokenWalletIsToldAnythingElseWithoutAPayment) {
  TransactionCells cells = token();
  cells.in->body = CellBuilder().bits(0x7362d09c, 32).bits(0, 64).coins(5).finish();
  EXPECT_FALSE(paid(cells));
  cells.in->body = CellBuilder().bits(0x178d4519, 32).bits(0, 64).finish();  // cut off
  EXPECT_FALSE(paid(cells));
}

TEST_F(TonTransfers, OnlyWhatIsLookedForIsFound) {
  native = false;
  EXPECT_FALSE(paid(coin()));
  EXPECT_TRUE(paid(token()));
  native = true;
  tokens = false;
  EXPECT_TRUE(paid(coin()));
  EXPECT_FALSE(paid(token()));
}

}  // namespace
}  // namespace bepusdt::chains::ton
