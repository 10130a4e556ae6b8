// BusyShop: a shop's orders in their sequence, with sequential order ids and amounts as its prices have it, and the settings of
// the gateway that takes them. The n-th order is always the same, so that orders which were stored beforehand and orders which
// arrive over HTTP are one stream. Immutable; safe from any thread.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/digest.hpp"
#include "base/hex.hpp"
#include "create_request.hpp"

namespace bepusdt::bench {

class BusyShop {
 public:
  enum class Amounts { prices, random, one_price };

  explicit BusyShop(Amounts amounts) : amounts_(amounts), token_("7CD7A244B55D2E55D4A6A8F293767B86") {
    // From 144 to some 5,000 CNY. Neighbours lie further apart than the 1 % or 20 steps that an amount may go above its price,
    // so that each price has room of its own.
    constexpr int kPrices = 300;
    double cents = 14'400;
    for (int i = 0; i < kPrices; ++i, cents *= 1.012) prices_.push_back(std::llround(cents));
  }

  [[nodiscard]] Create create(std::size_t n) const {
    std::uint64_t cents = 28'800;
    if (amounts_ == Amounts::prices) cents = prices_[mixed(n) % prices_.size()];
    if (amounts_ == Amounts::random) cents = 100 + mixed(n) % 1'000'000'000;
    return {fmt::format("20261123{:08}", n), fmt::format("{}.{:02}", cents / 100, cents % 100)};
  }
  [[nodiscard]] std::string request(std::size_t n) const { return create_request(create(n), token_); }

  // Nobody listens at the node's port: what is measured is the path of orders. By default 1,000 amounts are tried at each
  // wallet, so it takes several for a million orders at 300 prices.
  [[nodiscard]] std::string conf_toml(std::uint16_t port) const {
    std::string text = fmt::format(
        "auth_token = \"{}\"\nlisten = \"127.0.0.1:{}\"\ndatabase = \"sqlite:gateway.db\"\npublic_nodes = false\n"
        "[log]\nlevel = \"error\"\n"
        "[rate]\nsource = \"fixed\"\n[rate.fixed]\n\"USDT.CNY\" = \"7.2\"\n"
        "[chain.ethereum]\nendpoints = [\"http://127.0.0.1:9\"]\n",
        token_.reveal(), port);
    if (amounts_ == Amounts::one_price) text += "[order]\nmax_steps = 1000000\n";
    const int wallets = amounts_ == Amounts::prices ? 5 : 1;
    for (int i = 0; i < wallets; ++i)
      text += fmt::format("[[wallet]]\naddress = \"0x{}\"\ntrade_types = [\"{}\"]\n",
                          to_hex(BytesView(sha256(bytes_of(std::to_string(i)))).first(20)), Create::kTradeType);
    return text;
  }

 private:
  // A fixed, well-mixed number for each n (the finalizer of SplitMix64).
  static std::uint64_t mixed(std::uint64_t n) {
    n = (n + 1) * 0x9E3779B97F4A7C15ULL;
    n = (n ^ (n >> 30)) * 0xBF58476D1CE4E5B9ULL;
    n = (n ^ (n >> 27)) * 0x94D049BB133111EBULL;
    return n ^ (n >> 31);
  }

  const Amounts amounts_;
  const Secret token_;
  std::vector<std::uint64_t> prices_;
};

}  // namespace bepusdt::bench
