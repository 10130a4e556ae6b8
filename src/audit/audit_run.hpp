// AuditRun: one run of the audit over everything that is stored, page by page. Each page is read in a snapshot of its own that ends
// with it, so that neither memory nor the store's log grows with the number of orders, and the caller may pause or stop between
// two pages. A row is judged only against rows of its own snapshot. Reads only. Used by one thread.
#pragma once

#include <optional>

#include "audit/rate_book.hpp"
#include "audit/violation.hpp"
#include "base/result.hpp"
#include "ports/store.hpp"

namespace bepusdt::audit {

struct Desk;

// How much was audited.
struct Tally {
  std::size_t orders = 0;
  std::size_t transfers = 0;
  std::size_t callbacks = 0;
  std::size_t chains = 0;
};

enum class Progress { more, finished };

class AuditRun {
 public:
  AuditRun(ports::Store& store, RateRules rules) : store_(store), rates_(std::move(rules)) {}

  // Audits the next page. A run that failed is over: begin another.
  [[nodiscard]] Result<Progress, ports::StoreError> step();
  // All pages that are left.
  [[nodiscard]] Result<void, ports::StoreError> finish();

  [[nodiscard]] const Findings& findings() const { return findings_; }
  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  enum class Part { chains, orders, transfers, callbacks, done };

  void chains(Desk& desk);
  // Each one page; whether it was the last.
  [[nodiscard]] bool orders(Desk& desk);
  [[nodiscard]] bool transfers(Desk& desk);
  [[nodiscard]] bool callbacks(Desk& desk);

  ports::Store& store_;
  RateBook rates_;
  Findings findings_;
  Tally tally_;
  Part part_ = Part::chains;
  std::optional<core::TradeId> order_;  // the last ones that were audited
  std::optional<core::TransferKey> transfer_;
  std::optional<core::EventId> event_;
};

}  // namespace bepusdt::audit
