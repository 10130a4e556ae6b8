#include "chains/tron/visit.hpp"

#include <algorithm>
#include <unordered_set>

namespace bepusdt::chains::tron {

using ports::ReadError;

template <class Question>
auto Visit::ask(Question&& question) -> decltype(question()) {
  const Time now = desk_.clock.now();
  if (now >= deadline_) return fail(NodeFailure{NodeFailure::Kind::out_of_time, "no time left", {}});
  endpoint_.bucket().take(1, now);
  auto answer = question();
  if (answer) {
    desk_.reports.answered(endpoint_);
  } else if (answer.error().kind == NodeFailure::Kind::unreachable || answer.error().kind == NodeFailure::Kind::malformed) {
    desk_.reports.failed(endpoint_, answer.error().reason, answer.error().retry_after);
  }
  return answer;
}

ReadError Visit::read_error(NodeFailure failure) {
  const bool malformed = failure.kind == NodeFailure::Kind::malformed;
  return {malformed ? ReadError::Kind::malformed : ReadError::Kind::unreachable,
          host() + ": " + endpoint_.without_secrets(std::move(failure.reason)),
          {}};
}

ReadError Visit::malformed(const std::string& what) {
  desk_.reports.failed(endpoint_, what);
  return {ReadError::Kind::malformed, host() + ": " + what, {}};
}

ReadError Visit::lagging(const std::string& what) const { return {ReadError::Kind::lagging, host() + ": " + what, {}}; }

Told<void> Visit::verify_network() {
  if (endpoint_.chain_verified()) return {};
  auto first = block(0);
  if (!first) return fail(std::move(first.error()));
  if (!*first) return fail(malformed("does not tell its first block"));
  if (const std::string id = hash_text((*first)->header.id); id != desk_.config.first_block) {
    const std::string what = "is of another network, whose first block is " + id;
    desk_.reports.wrong_chain(endpoint_, what);
    return fail(ReadError{ReadError::Kind::malformed, host() + ": " + what, {}});
  }
  endpoint_.set_chain_verified();
  return {};
}

Told<Block> Visit::newest() {
  auto answer = ask([&] { return node().newest(deadline_); });
  if (!answer) return fail(read_error(std::move(answer.error())));
  endpoint_.saw_height(answer->header.number, desk_.clock.now());
  return std::move(*answer);
}

Told<std::optional<Block>> Visit::block(std::uint64_t height) {
  auto answer = ask([&] { return node().block(height, deadline_); });
  if (!answer) return fail(read_error(std::move(answer.error())));
  if (*answer && (*answer)->header.number != height) return fail(malformed("answered with another block than asked for"));
  return std::move(*answer);
}

Told<std::vector<Block>> Visit::blocks(std::uint64_t first, std::uint64_t last) {
  std::vector<Block> found;
  if (first == last) {
    auto one = block(first);
    if (!one) return fail(std::move(one.error()));
    if (*one) found.push_back(std::move(**one));
  } else {
    auto answer = ask([&] { return node().blocks(first, last, deadline_); });
    if (!answer) return fail(read_error(std::move(answer.error())));
    std::ranges::sort(*answer, {}, [](const Block& b) { return b.header.number; });
    for (Block& each : *answer) {
      if (each.header.number < first || each.header.number > last)
        return fail(malformed("answered with blocks not asked for"));
      if (each.header.number < first + found.size()) return fail(malformed("answered with two blocks of one height"));
      if (each.header.number != first + found.size()) break;  // what is below the hole still counts
      found.push_back(std::move(each));
    }
  }
  if (found.empty()) return fail(lagging("lacks block " + std::to_string(first) + " below its newest"));
  return found;
}

bool Visit::infos_refused(std::size_t index) const {
  const auto& at = desk_.offers[index].infos_refused_at;
  return at && desk_.clock.now() - *at < desk_.config.limits.feature_retry;
}

bool Visit::infos_refused_everywhere() const {
  for (std::size_t i = 0; i < desk_.offers.size(); ++i)
    if (!infos_refused(i)) return false;
  return true;
}

Told<std::optional<std::vector<Info>>> Visit::infos(const Block& block) {
  const std::uint64_t height = block.header.number;
  Offers& offers = desk_.offers[index()];
  if (!infos_refused(index())) {
    auto answer = ask([&] { return node().infos(height, deadline_); });
    if (answer) {
      std::unordered_set<Word, BytesHash> standing, told;
      for (const Transaction& transaction : block.transactions) standing.insert(transaction.hash);
      for (const Info& info : *answer) {
        if (info.block_number != height) return fail(malformed("told of the transactions of another block than asked for"));
        if (!standing.contains(info.hash))
          return fail(lagging("its block " + std::to_string(height) + " and what came of it do not fit together"));
        if (!told.insert(info.hash).second) return fail(malformed("told twice what came of a transaction"));
      }
      for (const Transaction& transaction : block.transactions)
        if (transaction.runs_code && transaction.succeeded && !told.contains(transaction.hash))
          return fail(lagging("does not tell yet what came of every transaction of block " + std::to_string(height)));
      offers.infos_told = true;
      offers.infos_missing_since.reset();
      offers.infos_refused_at.reset();
      return std::optional(std::move(*answer));
    }
    if (answer.error().kind != NodeFailure::Kind::not_offered) return fail(read_error(std::move(answer.error())));
    // It may be restarted just now (a proxy's 404), the more likely when it has told them before.
    const Time now = desk_.clock.now();
    const TronLimits& limits = desk_.config.limits;
    if (!offers.infos_missing_since) offers.infos_missing_since = now;
    const bool believed_before = offers.infos_refused_at.has_value();
    if (!believed_before &&
        now - *offers.infos_missing_since < (offers.infos_told ? limits.feature_retry : limits.refusal_patience))
      return fail(lagging("does not tell what came of transactions"));
    desk_.log.warning("endpoint.infos_refused", {{"chain", desk_.config.chain->name},
                                                 {"host", host()},
                                                 {"reason", endpoint_.without_secrets(answer.error().reason)}});
    offers.infos_refused_at = now;
  }
  // Another endpoint may see more: only where none does, call data must do.
  if (!infos_refused_everywhere()) return fail(lagging("does not tell what came of transactions"));
  return std::optional<std::vector<Info>>{};
}

Told<std::optional<Info>> Visit::info(const Word& hash) {
  auto answer = ask([&] { return node().info(hash, deadline_); });
  if (!answer) return fail(read_error(std::move(answer.error())));
  if (*answer && (*answer)->hash != hash) return fail(malformed("told what came of another transaction than asked for"));
  return std::move(*answer);
}

std::optional<Header> Visit::solidified() {
  Solidity* solidity = desk_.lines[index()].solidity.get();
  if (solidity == nullptr || desk_.clock.now() >= deadline_) return std::nullopt;
  endpoint_.bucket().take(1, desk_.clock.now());
  auto answer = solidity->newest(deadline_);
  Offers& offers = desk_.offers[index()];
  if (answer) {
    offers.solidity_trouble_reported = false;
    return *answer;
  }
  if (!offers.solidity_trouble_reported)
    desk_.log.warning("endpoint.no_solidified_block", {{"chain", desk_.config.chain->name},
                                                       {"host", host()},
                                                       {"reason", endpoint_.without_secrets(answer.error().reason)}});
  offers.solidity_trouble_reported = true;
  return std::nullopt;
}

}  // namespace bepusdt::chains::tron
