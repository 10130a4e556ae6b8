// Listing accounts at one endpoint: which transactions named them in a range of finalized slots. A node that lacks a transaction
// answers "those before it" with nothing, as if the list ended there. So each further page is asked for with one line of
// overlap, and one that does not begin with that line is no answer.
#pragma once

#include "chains/solana/visit.hpp"

namespace bepusdt::chains::solana {

struct AccountRange {
  std::string account;
  std::uint64_t from = 0, to = 0;  // slots (from, to]
};

// In the order asked; of each account the lines in its range, newest first.
[[nodiscard]] Told<std::vector<std::vector<Listed>>> list_accounts(Visit& visit, const std::vector<AccountRange>& wanted);

}  // namespace bepusdt::chains::solana
