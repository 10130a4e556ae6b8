// The six invariants of ARCHITECTURE.md, "What must never happen", as rows: number, name, sentence, and the checks that hold
// one row of a table against it. Each invariant is a file of its name. Checks read and judge, nothing else: no code of the
// payment steps is used, and what only they could know is not judged. A check never alarms for a state that a crash, a
// reorganisation or a step that is under way may leave behind.
#pragma once

#include <span>
#include <string_view>

#include "audit/cases.hpp"
#include "audit/rate_book.hpp"
#include "audit/violation.hpp"

namespace bepusdt::audit {

// What a check may look at beside its case, and where it puts what it finds.
struct Desk {
  const ports::View& view;  // of the same snapshot
  RateBook& rates;
  Findings& findings;
};

struct Invariant {
  int number;
  std::string_view name;  // the metric's label
  std::string_view zh;
  std::string_view en;
  // nullptr: rows of that table have no say in it.
  void (*of_order)(const OrderCase&, Desk&) = nullptr;
  void (*of_transfer)(const TransferCase&, Desk&) = nullptr;
  void (*of_event)(const EventCase&, Desk&) = nullptr;
  void (*of_chain)(const ChainCase&, Desk&) = nullptr;
};

// Ascending by number, kInvariants of them.
[[nodiscard]] std::span<const Invariant> invariants();

namespace one_payment {
void of_order(const OrderCase& c, Desk& desk);
void of_transfer(const TransferCase& c, Desk& desk);
}  // namespace one_payment
namespace reservations_apart {
void of_order(const OrderCase& c, Desk& desk);
}
namespace legal_states {
void of_order(const OrderCase& c, Desk& desk);
}
namespace contiguous_cursor {
void of_chain(const ChainCase& c, Desk& desk);
}
namespace told_once {
void of_order(const OrderCase& c, Desk& desk);
void of_event(const EventCase& c, Desk& desk);
}  // namespace told_once
namespace nothing_lost {
void of_order(const OrderCase& c, Desk& desk);
void of_transfer(const TransferCase& c, Desk& desk);
}  // namespace nothing_lost

}  // namespace bepusdt::audit
