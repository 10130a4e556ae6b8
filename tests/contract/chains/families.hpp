// The families, EVM also by its traces and TON also over lite-servers, for the contract of ports/chain_reader.hpp: what each one's
// reader world is, and how its chain makes the transactions that the contract speaks of; Transactions, since a chain may need
// several for what another does in one.
#pragma once

#include "unit/chains/aptos/reader_world.hpp"
#include "unit/chains/evm/reader_world.hpp"
#include "unit/chains/solana/reader_world.hpp"
#include "unit/chains/ton/lite_world.hpp"
#include "unit/chains/ton/reader_world.hpp"
#include "unit/chains/tron/reader_world.hpp"

namespace bepusdt::chains {

using Shares = std::vector<std::pair<std::string, std::uint64_t>>;  // to whom, how much

// What most families have in common: tokens and the coin are sent alike, each transfer counts, and what fails is marked.
template <class Base, const std::string& kToken>
struct Payable : Base {
  using Transactions = std::vector<typename Base::Tx>;
  static constexpr bool kHasCoin = true;
  static constexpr std::size_t kOfTwoEqualOnes = 2;
  static constexpr Millis kStandsStill{60'000};  // a head that does not move for so long is held against its endpoint

  static std::string payer() { return Base::wallet(50); }
  static Transactions token(typename Base::Chain& chain, const std::string& to, std::uint64_t units) {
    return {chain.token(kToken, payer(), to, units)};
  }
  static Transactions other_token(typename Base::Chain& chain, const std::string& to, std::uint64_t units) {
    return {chain.token(Base::wallet(99), payer(), to, units)};
  }
  static Transactions coin(typename Base::Chain& chain, const std::string& to, std::uint64_t units) {
    return {chain.coin(payer(), to, units)};
  }
  static void fail(typename Base::Tx& tx) { tx.ok = false; }
};

struct Evm : Payable<evm::Family, evm::kUsdt> {
  static constexpr Millis kStandsStill{130'000};  // blocks of Ethereum are rare

  // By a contract, in one transaction.
  static Transactions payout(Chain& chain, const Shares& shares) {
    Tx tx = chain.token(evm::kUsdt, payer(), shares.front().first, shares.front().second);
    tx.from = wallet(60);
    tx.to = wallet(77);
    for (std::size_t i = 1; i < shares.size(); ++i)
      tx.logs.push_back(Chain::transfer_log(evm::kUsdt, payer(), shares[i].first, shares[i].second));
    return {tx};
  }
  static void null_answers(Faults& f) { f.null_method = "eth_getLogs"; }
  static void error_answers(Faults& f) { f.error_method = "eth_getLogs"; }
  static void missing_block(Faults& f) { f.null_method = "eth_getBlockByNumber"; }
};

// Where endpoints have traces: a contract pays the coin, in a call within a call.
struct EvmTraces : Evm {
  static constexpr std::string_view kName = "ethereum_traces";
  static constexpr bool kNative = true;

  static Config config(const Chain& chain) {
    Config config = Evm::config(chain);
    config.endpoints.front().traces = true;
    return config;
  }
  static void add_endpoint(Config& config, const std::string& host) {
    Evm::add_endpoint(config, host);
    config.endpoints.back().traces = true;
  }
  static Transactions coin(Chain& chain, const std::string& to, std::uint64_t units) {
    Tx tx = chain.coin(payer(), wallet(77), 0);
    const std::string value = devnet::evm_quantity(units);
    tx.calls = {{.from = wallet(77), .to = wallet(78), .calls = {{.from = wallet(78), .to = to, .value = value}}}};
    return {tx};
  }
  static void null_answers(Faults& f) { f.null_method = "debug_traceBlockByHash"; }
  static void error_answers(Faults& f) { f.error_method = "debug_traceBlockByHash"; }
};

struct Tron : Payable<tron::Family, tron::kUsdt> {
  static Transactions payout(Chain& chain, const Shares& shares) {
    std::vector<std::pair<std::string, core::BaseUnits>> to(shares.begin(), shares.end());
    return {chain.payout(tron::kUsdt, payer(), to)};
  }
  static void null_answers(Faults& f) { f.null_method = "wallet/gettransactioninfobyblocknum"; }
  static void error_answers(Faults& f) { f.error_method = "wallet/gettransactioninfobyblocknum"; }
  static void missing_block(Faults& f) { f.missing_method = "wallet/getblockbylimitnext"; }
};

struct Solana : Payable<solana::Family, solana::kUsdt> {
  static constexpr std::size_t kOfTwoEqualOnes = 1;  // one credit of the sum (contract part 4 §2)

  static Transactions payout(Chain& chain, const Shares& shares) { return {chain.batch(solana::kUsdt, payer(), shares)}; }
  static void null_answers(Faults& f) { f.null_method = "getSignaturesForAddress"; }
  static void error_answers(Faults& f) { f.error_method = "getSignaturesForAddress"; }
  static void missing_block(Faults& f) { f.null_method = "getBlock"; }
};

struct Aptos : Payable<aptos::Family, aptos::kUsdt> {
  static constexpr bool kHasCoin = false;  // no trade type pays APT

  static Transactions token(Chain& chain, const std::string& to, std::uint64_t units) {
    return {chain.transfer(aptos::kUsdt, payer(), to, units)};
  }
  static Transactions other_token(Chain& chain, const std::string& to, std::uint64_t units) {
    return {chain.transfer(wallet(99), payer(), to, units)};
  }
  static Transactions payout(Chain& chain, const Shares& shares) { return {chain.payout(aptos::kUsdt, payer(), shares)}; }
  static void null_answers(Faults& f) { f.null_for = "page"; }
  static void error_answers(Faults& f) { f.error_for = "page"; }
  static void missing_block(Faults& f) { f.not_found_for = "block"; }
};

// Each message is a transaction of its receiver: a contract pays two with two messages. The token is told by the account of the
// wallet that the message reached.
template <class Base>
struct PayableTon : Payable<Base, devnet::kTonUsdt> {
  using typename Base::Chain, typename Base::Tx;
  using Transactions = std::vector<Tx>;
  using Base::wallet, Payable<Base, devnet::kTonUsdt>::payer;

  static Transactions token(Chain&, const std::string& to, std::uint64_t units) {
    return {Chain::token(payer(), to, units)};
  }
  static Transactions other_token(Chain&, const std::string& to, std::uint64_t units) {
    return {Chain::token(payer(), to, units, devnet::ton_usdt_wallet(to, wallet(99)))};
  }
  static Transactions payout(Chain&, const Shares& shares) {
    Transactions all;
    for (const auto& [to, units] : shares) all.push_back(Chain::token(payer(), to, units));
    return all;
  }
  static void fail(Tx& tx) {
    tx.succeeded = false;
    tx.aborted = tx.sent_back = true;
    tx.pays.clear();
  }
};

struct Ton : PayableTon<ton::Family> {
  static void null_answers(Faults& f) { f.null_method = "transactions"; }
  static void error_answers(Faults& f) { f.error_method = "transactions"; }
  static void missing_block(Faults& f) { f.empty_method = "blocks"; }
};

struct TonLite : PayableTon<ton::LiteFamily> {
  static constexpr std::string_view kName = "ton_lite_servers";

  static void null_answers(Faults& f) { f.empty_method = "getBlock"; }
  static void error_answers(Faults& f) { f.refused_method = "getBlock"; }
  static void missing_block(Faults& f) { f.missing_method = "getBlock"; }
};

struct FamilyName {
  template <class Family>
  static std::string GetName(int) {
    if constexpr (requires { Family::kName; })
      return std::string(Family::kName);
    else
      return std::string(Family::config(typename Family::Chain()).chain->name);
  }
};
using Families = ::testing::Types<Evm, EvmTraces, Tron, Solana, Aptos, Ton, TonLite>;
using HttpFamilies = ::testing::Types<Evm, EvmTraces, Tron, Solana, Aptos, Ton>;  // whose nodes answer with a status
using ForkingFamilies = ::testing::Types<Evm, EvmTraces, Tron>;

}  // namespace bepusdt::chains
