#include "devnet/evm/evm_testnet.hpp"

#include <array>

#include "base/assert.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::array<std::string_view, 10> kAccounts{
    "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc", "0x90f79bf6eb2c4f870365e785982e1f101e93b906",
    "0x15d34aaf54267db7d7c367839aaf71a00a2c6a65", "0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc",
    "0x976ea74026e726554db657fa54763abd0c3a0aa9", "0x14dc79964da2c08b23698b3d3cc7ca32193d9955",
    "0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f", "0xa0ee7a142d267c1f36714e4a8f75612f20a79720"};

// Whole coins and tokens for each account.
constexpr std::uint64_t kCoins = 10'000;
constexpr std::uint64_t kTokens = 1'000'000'000;

core::BaseUnits units_of(std::uint64_t whole, int decimals) {
  core::BaseUnits units = whole;
  for (int i = 0; i < decimals; ++i) units *= 10;
  return units;
}

EvmLedger genesis_of(const catalog::Chain& row) {
  std::vector<EvmToken> tokens;
  for (const catalog::TokenContract& token : catalog::token_contracts())
    if (token.chain == row.name)
      tokens.push_back(
          {std::string(token.contract), std::string(catalog::find_trade_type(token.trade_type)->currency), token.decimals});
  EvmLedger ledger(tokens);
  for (const std::string_view account : kAccounts) {
    ledger.give(std::string(account), units_of(kCoins, row.native_decimals));
    for (const EvmToken& token : tokens)
      ledger.give(std::string(account), units_of(kTokens, token.decimals), token.contract);
  }
  return ledger;
}

std::vector<std::string> account_list() { return {kAccounts.begin(), kAccounts.end()}; }

}  // namespace

std::span<const std::string_view> evm_accounts() { return kAccounts; }

EvmTestnet::EvmTestnet(EvmNode& node, const catalog::Chain& row, EvmMiner::Pace pace, const ports::Clock& clock)
    : node_(node),
      row_(row),
      chain_(to_unix_seconds(std::chrono::floor<Seconds>(clock.now()))),
      host_(adopt()),
      miner_(host_, genesis_of(row), pace),
      wallet_(miner_, account_list(), row.chain_id),
      commands_(host_, miner_, clock) {
  host_.wallet = &wallet_;
  host_.commands = &commands_;
}

EvmTestnet::~EvmTestnet() { host_ = {}; }

EvmNode::Host& EvmTestnet::adopt() {
  BEPUSDT_ASSERT(row_.family == core::Family::evm);
  EvmNode::Host& host = node_.host(std::string(row_.name));
  host.chain = &chain_;
  host.faults.chain_id = row_.chain_id;
  return host;
}

}  // namespace bepusdt::devnet
