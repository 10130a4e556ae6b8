#include "sim/shrink.hpp"

#include <algorithm>
#include <cctype>

namespace bepusdt::sim {

std::string kind_of(const std::string& violation) {
  std::string kind;
  std::string word;
  const auto end_word = [&] {
    // A word with a digit in it is an id, a hash, an amount or a height.
    kind += std::ranges::any_of(word, [](unsigned char c) { return std::isdigit(c) != 0; }) ? "#" : word;
    word.clear();
  };
  for (const char c : violation) {
    if (c == ' ') {
      end_word();
      kind += ' ';
    } else {
      word += c;
    }
  }
  end_word();
  return kind;
}

Script shrink(const Script& script, const Run& run, int most_runs) {
  Script best = script;
  best.tracing = false;
  const Outcome first = run(best);
  if (!first.violation) return script;
  const std::string kind = kind_of(*first.violation);
  int runs = 1;
  const auto still_fails = [&](const Script& candidate) {
    if (runs++ >= most_runs) return false;
    const Outcome outcome = run(candidate);
    return outcome.violation && kind_of(*outcome.violation) == kind;
  };

  // What comes after the violation has no part in it.
  if (first.at_step < best.steps) {
    Script candidate = best;
    for (std::size_t i = first.at_step + 1; i < best.steps; ++i) candidate.left_out.insert(i);
    if (still_fails(candidate)) best = std::move(candidate);
  }
  for (const Trouble& trouble : kTroubles) {
    Script candidate = best;
    candidate.quiet.insert(trouble.name);
    if (still_fails(candidate)) best = std::move(candidate);
  }
  // Ever smaller blocks of steps, from the end: delta debugging (Zeller and Hildebrandt, 2002) without its bookkeeping.
  for (std::size_t block = std::max<std::size_t>(1, best.steps / 2);; block /= 2) {
    bool shorter = true;
    while (shorter && runs < most_runs) {
      shorter = false;
      for (std::size_t end = best.steps; end > 0; end -= std::min(end, block)) {
        Script candidate = best;
        for (std::size_t i = end - std::min(end, block); i < end; ++i) candidate.left_out.insert(i);
        if (candidate.left_out.size() == best.left_out.size() || !still_fails(candidate)) continue;
        best = std::move(candidate);
        shorter = true;
      }
    }
    if (block == 1 || runs >= most_runs) break;
  }
  return best;
}

}  // namespace bepusdt::sim
