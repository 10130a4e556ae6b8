// Beside the path: a look at the price source -> history rows, and the good prices that accept_order may quote.
//
// A price further from the last good one than `max_jump` is stored unconfirmed and not quoted; the last good one stays
// until it is too old. It becomes good when the next look, later by the source's own stamp, is within `max_jump` of it.
// The suspicion lives in the history rows only, so it survives a restart, and whoever looks next can clear it up. The
// operator's own table is exempt: it is meant as it stands. The first price of a pair has nothing to be compared with.
//
// The history is kept for 90 days.
//
// A pure function of the store, the time and the source's answer; repeating it with the same answer changes nothing. The
// source is asked with no transaction open. One thread at a time. When the source fails nothing is stored and the prices
// grow old; when the store fails nothing happened.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "payment/ports.hpp"
#include "ports/price_source.hpp"

namespace bepusdt::payment {

struct RefreshedRates {
  // The newest good price of each pair that was asked for and has one, for the directory; how old is decided at use.
  std::map<ports::Pair, ports::MarketPrice> prices;
  std::vector<ports::Pair> suspicious;  // a jump waits for its second look: look again soon
  bool source_answered = false;
};

class RefreshRates {
 public:
  // max_jump: a fraction, 0.2 is 20 %. What `ports` and `source` refer to must outlive the step.
  RefreshRates(Ports ports, ports::PriceSource& source, core::Decimal max_jump)
      : ports_(ports), source_(source), max_jump_(std::move(max_jump)) {}

  // nullopt: the store failed.
  [[nodiscard]] std::optional<RefreshedRates> run(const std::vector<ports::Pair>& pairs);

 private:
  struct Look {  // at one pair
    ports::RateRow row;
    bool is_new = true;  // false: the row is stored already
    std::optional<core::Decimal> last_good;
  };
  [[nodiscard]] Look judge(const ports::View& view, const ports::Price& price, Time now) const;
  [[nodiscard]] std::vector<Look> record(ports::Tx& tx, const std::vector<ports::Price>& prices,
                                         const std::vector<ports::Pair>& asked, Time now) const;
  [[nodiscard]] bool jumps(const core::Decimal& from, const core::Decimal& to) const;
  void report(const Look& look);

  Ports ports_;
  ports::PriceSource& source_;
  core::Decimal max_jump_;
};

// Every currency of a trade type on a readable chain x the usual fiats (CNY USD EUR GBP JPY), those of the rate rules, and
// `more_fiats`. Sorted, unique.
[[nodiscard]] std::vector<ports::Pair> pairs_in_use(const ports::DirectorySnapshot& directory,
                                                    std::span<const std::string> more_fiats = {});

}  // namespace bepusdt::payment
