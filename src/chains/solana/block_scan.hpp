// BlockScan: one scan at one endpoint by whole blocks, each linked to the one before by slot and hash: one after the other, so
// that memory is one answer and what it paid us. What was covered is returned, so a failure behind it loses nothing.
#pragma once

#include <variant>

#include "chains/solana/credits.hpp"
#include "chains/solana/visit.hpp"
#include "chains/stop.hpp"

namespace bepusdt::chains::solana {

class BlockScan {
 public:
  using Outcome = Told<std::variant<ports::Scanned, ports::Forked>>;

  BlockScan(Visit& visit, const Watched& watched, const ports::ScanRequest& request)
      : visit_(visit), watched_(watched), request_(request) {}

  [[nodiscard]] Outcome run();

 private:
  [[nodiscard]] Told<std::vector<std::uint64_t>> choose_slots(std::uint64_t newest);
  [[nodiscard]] Unless<void> read(std::uint64_t slot);
  [[nodiscard]] Unless<void> check_link(std::uint64_t slot, const Header& header) const;

  Visit& visit_;
  const Watched& watched_;
  const ports::ScanRequest& request_;
  ports::Scanned scanned_;
};

}  // namespace bepusdt::chains::solana
