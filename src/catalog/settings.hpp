// Settings: the operator's decisions in typed form, as load_settings() makes them from file, environment and flags
// (contract part 5 §1). Plain data without behaviour; every value was checked, every default comes from its row.
#pragma once

#include <compare>
#include <map>
#include <string>
#include <vector>

#include "base/secret.hpp"
#include "base/time.hpp"
#include "catalog/chains.hpp"
#include "core/decimal.hpp"
#include "core/merchant.hpp"
#include "core/policy.hpp"
#include "core/rate_rule.hpp"
#include "wire/errors.hpp"

namespace bepusdt::catalog {

struct LogSettings {
  enum class Format { text, json };
  enum class Level { debug, info, warning, error };
  Format format{};
  Level level{};
};

struct RatePair {
  std::string currency;  // "USDT"
  std::string fiat;      // "CNY"
  friend auto operator<=>(const RatePair&, const RatePair&) = default;
};

struct RateSettings {
  enum class Source { coingecko, okx, fixed };
  Source source{};
  Secret url;  // another base address for the source; may hold a key; empty: the source's own
  Seconds max_age{};
  core::Decimal max_jump;          // a fraction: 0.2 is 20 %
  Seconds poll{};                  // between fetches
  std::vector<std::string> fiats;  // beyond CNY, USD, EUR, GBP, JPY
  std::map<RatePair, core::RateRule> rules;
  std::map<RatePair, core::Decimal> fixed;
};

struct CallbackSettings {
  bool allow_http{};
  bool allow_private{};
};

struct HttpSettings {
  int threads{};
  int max_connections{};
  int max_connections_per_address{};
  Seconds idle_timeout{};
  int refusals_per_minute{};  // of unsigned or wrongly signed requests from one address, before 429
};

struct Endpoint {
  Secret url;        // may hold a key
  std::string host;  // what is shown and logged of it
  Secret key;
  core::Decimal requests_per_second;  // 0: no limit of our own
  bool traces = false;                // EVM: has debug_traceBlockByHash or trace_block
  Secret websocket;                   // EVM: where new blocks are told of; empty: nowhere
  Secret solidity;                    // Tron: where the solidified block is asked; empty: nowhere
  bool blocks = false;                // Solana: whole blocks are read here, instead of our accounts' transactions
};

struct Finality {
  enum class Kind { finalized, safe, blocks };
  Kind kind = Kind::blocks;
  int blocks = 0;  // on top of a payment's block; 0: as soon as it is seen
  friend bool operator==(const Finality&, const Finality&) = default;
};

enum class CrossCheck { when_healthy, required, off };

struct ChainSettings {
  const Chain* chain = nullptr;
  bool on = false;  // it has endpoints: not where `endpoints = []`, or none are set and public_nodes = false
  std::vector<Endpoint> endpoints;
  bool uses_public_nodes = false;
  Finality finality;
  CrossCheck cross_check{};
  Millis poll{};
};

struct WalletSetting {
  core::Address address;  // stored form
  const core::TradeType* trade_type = nullptr;
};

struct Settings {
  std::string listen;        // "host:port", ":port", "[v6]:port"
  std::string public_url;    // without a slash at its end; empty: the request's own host
  std::string database;      // path of the SQLite file, relative ones resolved against the settings file's folder
  std::string old_database;  // BEpusdt's SQLite file, named by an old conf.toml; only ever read; empty: none
  wire::Language language{};
  std::vector<std::string> trusted_proxies;  // addresses and networks
  bool public_nodes{};
  bool allow_weak_token{};
  bool test_mode{};
  bool metrics_public{};
  bool scan_always_on{};
  Seconds audit_interval{};
  std::string ca_file;  // PEM file that replaces the system's trust for our own calls; empty: the system's
  LogSettings log;
  core::OrderPolicy order;
  RateSettings rate;
  CallbackSettings callback;
  HttpSettings http;
  std::map<std::string, ChainSettings, std::less<>> chains;  // every chain of the catalog, by name
  std::vector<WalletSetting> wallets;                        // unique, in the file's order
  std::vector<core::Merchant> merchants;                     // the default merchant first
};

// Chains whose orders can be taken: on, with a reader.
[[nodiscard]] std::vector<std::string> readable_chains(const Settings& settings);

}  // namespace bepusdt::catalog
