// The contract of ports/chain_reader.hpp as tests that the reader of every family must pass; families.hpp says what each calls
// things. ReaderContract gives each test a chain with some blocks, and short ways to pay on it.
#pragma once

#include "contract/chains/families.hpp"

namespace bepusdt::chains {

template <class Family>
class ReaderContract : public ReaderWorld<Family> {
 protected:
  using World = ReaderWorld<Family>;
  using World::chain;
  using Transactions = typename Family::Transactions;

  ReaderContract() {
    chain.mine_empty(3);
    start = this->at(Family::kFirst);
  }

  static std::string ours() { return Family::wallet(1); }
  static std::string others() { return Family::wallet(60); }

  // In one block, with as many empty ones on top as let it be read.
  void mine(const std::vector<Transactions>& payments) {
    Transactions block;
    for (const Transactions& payment : payments) block.insert(block.end(), payment.begin(), payment.end());
    chain.mine(std::move(block));
    settle();
  }
  void settle() { chain.mine_empty(this->held_back()); }
  void pay(std::uint64_t units) { mine({Family::token(chain, ours(), units)}); }

  // What pays nobody: nothing is found, and the chain agrees.
  void expect_nothing(const std::vector<Transactions>& payments) {
    mine(payments);
    EXPECT_TRUE(this->expected().empty());
    EXPECT_TRUE(this->scan_all(start).empty());
  }
  // What pays us: as many as said, and exactly what the chain says.
  void expect_found(const std::vector<Transactions>& payments, std::size_t count) {
    mine(payments);
    EXPECT_EQ(this->expected().size(), count);
    EXPECT_EQ(this->scan_all(start), this->expected());
  }

  ports::TransferCheck check(const core::Transfer& transfer) {
    const auto answer = this->reader().check(transfer);
    if (!answer) ADD_FAILURE() << answer.error().reason;
    return answer.value_or(ports::TransferCheck::absent);
  }

  core::BlockRef start;  // the caller's block before all payments
};

}  // namespace bepusdt::chains
