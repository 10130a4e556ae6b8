// Violation: one thing that must never be (ARCHITECTURE.md, "What must never happen") and is, with the row that shows it.
// Findings: all that one run found. Every one is counted, the first ones are kept. Used by one thread.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::audit {

inline constexpr int kInvariants = 6;

// A row of the database: its table, and what tells it from the others there.
struct Subject {
  std::string_view table;  // "orders", "transfers", "callbacks", "cursors", "gaps"
  std::string key;         // trade id, hash/position, event id, chain, chain/height
};

struct Violation {
  int invariant = 0;  // 1..kInvariants
  Subject subject;
  std::string zh;  // one sentence each
  std::string en;
};

class Findings {
 public:
  static constexpr std::size_t kMostKept = 1'000;

  void add(Violation violation) {
    ++counts_[static_cast<std::size_t>(violation.invariant - 1)];
    if (kept_.size() < kMostKept) kept_.push_back(std::move(violation));
  }
  [[nodiscard]] const std::vector<Violation>& kept() const { return kept_; }
  [[nodiscard]] std::size_t count(int invariant) const { return counts_[static_cast<std::size_t>(invariant - 1)]; }
  [[nodiscard]] std::size_t count() const {
    std::size_t all = 0;
    for (const std::size_t n : counts_) all += n;
    return all;
  }

 private:
  std::array<std::size_t, kInvariants> counts_{};
  std::vector<Violation> kept_;
};

}  // namespace bepusdt::audit
