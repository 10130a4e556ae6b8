// AccountScan: one scan at one endpoint by our accounts' lists of transactions, the way for endpoints that cannot carry whole
// blocks. The lists of all accounts are read up to a goal, then every transaction in them, then the blocks of those that paid us;
// only when all of it is there does the scan cover anything. Where the endpoint's limit or the time ends it before, what was read
// stays in memory and the next scan goes on.
#pragma once

#include <variant>

#include "chains/solana/memory.hpp"
#include "chains/solana/visit.hpp"
#include "chains/stop.hpp"

namespace bepusdt::chains::solana {

class AccountScan {
 public:
  using Outcome = Told<std::variant<ports::Scanned, ports::Forked>>;

  AccountScan(Visit& visit, const Watched& watched, Memory& memory, const ports::ScanRequest& request)
      : visit_(visit), watched_(watched), memory_(memory), request_(request) {}

  [[nodiscard]] Outcome run();

 private:
  // false: the rest comes with the next scan.
  using Done = Unless<bool>;

  [[nodiscard]] Unless<void> check_after() const;
  // The block up to which to cover; nullopt: none was made since.
  [[nodiscard]] Told<std::optional<core::BlockRef>> choose_goal(std::uint64_t newest, std::uint64_t limit);
  // Lists are read to `limit`, once the node has shown its block there: it tells none before it has written what lists are made of.
  [[nodiscard]] Done list(std::uint64_t upto, std::uint64_t limit, std::uint64_t newest);
  [[nodiscard]] Done read(const std::vector<Listed>& due);
  [[nodiscard]] Unless<void> take(const Listed& listed, const std::optional<PlacedTransaction>& told);
  [[nodiscard]] Done place(const std::vector<Listed>& due, const core::BlockRef& last);
  [[nodiscard]] bool may_go_on();
  // What was read does not fit together, and any of it may be what is wrong: all of it is forgotten.
  [[nodiscard]] std::unexpected<Stop> contradiction(const std::string& what);

  Visit& visit_;
  const Watched& watched_;
  Memory& memory_;
  const ports::ScanRequest& request_;
  ports::Scanned scanned_;
  std::uint64_t shown_ = 0;  // up to which slot the endpoint has shown its blocks, as far as was asked
  bool caught_up_ = false;   // the goal is the newest slot that may be read
  bool begun_ = false;
};

}  // namespace bepusdt::chains::solana
