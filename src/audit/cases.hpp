// Cases: what a check is given: one row with the rows that it is held against, all of one snapshot, so that nothing that
// happens meanwhile looks like a contradiction.
#pragma once

#include <optional>
#include <vector>

#include "ports/store.hpp"

namespace bepusdt::audit {

struct OrderCase {
  core::Order order;
  std::vector<core::Quote> quotes;        // ascending by number
  std::vector<core::Transfer> transfers;  // that belong to it; read where the order is confirming or paid
};

struct TransferCase {
  core::Transfer transfer;
  std::optional<core::Order> order;  // the one that the transfer names
};

struct EventCase {
  core::CallbackEvent event;
  std::vector<core::CallbackAttempt> attempts;
  std::optional<core::Order> order;
};

struct ChainCase {
  core::ChainName chain;
  std::optional<ports::Cursor> cursor;
};

}  // namespace bepusdt::audit
