// Rows as text, every field named: what is compared in the contract, so that a failure shows the field.
#pragma once

#include <string>
#include <vector>

#include "ports/store.hpp"

namespace bepusdt::test {

[[nodiscard]] std::string describe(const core::Order& order);
[[nodiscard]] std::string describe(const core::Quote& quote);
[[nodiscard]] std::string describe(const core::BlockRef& block);
[[nodiscard]] std::string describe(const core::Transfer& transfer);
[[nodiscard]] std::string describe(const core::CallbackEvent& event);
[[nodiscard]] std::string describe(const core::CallbackAttempt& attempt);
[[nodiscard]] std::string describe(const ports::Cursor& cursor);
[[nodiscard]] std::string describe(const ports::Gap& gap);
[[nodiscard]] std::string describe(const ports::Wallet& wallet);
[[nodiscard]] std::string describe(const ports::RateRow& row);

template <class Row>
[[nodiscard]] std::vector<std::string> describe(const std::vector<Row>& rows) {
  std::vector<std::string> texts;
  for (const Row& row : rows) texts.push_back(describe(row));
  return texts;
}

}  // namespace bepusdt::test
