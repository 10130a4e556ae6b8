#include "chains/solana/visit.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "chains/solana/refusals.hpp"

namespace bepusdt::chains::solana {

using ports::ReadError;

namespace {

constexpr Millis kDebtToStopAt{4'000};  // with one second's worth at hand that is 40 calls in ten seconds at four a second
constexpr std::string_view kFinalized = R"("commitment":"finalized")";
// Without leave for version 1, which came in September 2026, nodes refuse nearly every block (-32015).
constexpr std::string_view kTransactions = R"("encoding":"json","maxSupportedTransactionVersion":1)";

std::string block_params(std::uint64_t slot, std::string_view details) {
  return fmt::format(R"([{},{{{},{},"rewards":false,"transactionDetails":"{}"}}])", slot, kFinalized, kTransactions,
                     details);
}

Decoded<Header> decode_header(Json value) { return decode_block(value, {}); }

}  // namespace

template <class T, class Decode>
Told<Visit::Answers<T>> Visit::ask(const std::vector<RpcCall>& calls, Decode&& decode) {
  Answers<T> answers;
  answers.values.resize(calls.size());
  auto outcomes = desk_.rpc.call(endpoint_, calls, deadline_, [&](std::size_t i, Json value) -> std::optional<std::string> {
    answers.values[i].reset();
    bool null = false;
    if (const auto error = value.is_null().get(null)) return std::string(simdjson::error_message(error));
    if (null) return std::nullopt;
    auto decoded = decode(value);
    if (!decoded) return std::move(decoded.error().reason);
    answers.values[i] = std::move(*decoded);
    return std::nullopt;
  });
  if (!outcomes) {
    const bool malformed = outcomes.error().kind == RpcFailure::Kind::malformed;
    return fail(ReadError{
        malformed ? ReadError::Kind::malformed : ReadError::Kind::unreachable, std::move(outcomes.error().reason), {}});
  }
  answers.errors = std::move(*outcomes);
  return answers;
}

template <class T, class Decode>
Told<T> Visit::ask_one(std::string_view method, std::string params, Decode&& decode) {
  const std::vector<RpcCall> calls{{method, std::move(params)}};
  auto answers = ask<T>(calls, decode);
  if (!answers) return fail(std::move(answers.error()));
  if (answers->errors[0]) return fail(refused(method, *answers->errors[0]));
  if (!answers->values[0]) return fail(malformed(std::string(method) + " answered with null"));
  return std::move(*answers->values[0]);
}

ReadError Visit::refused(std::string_view method, const RpcErrorObject& error) {
  const std::string what = std::string(method) + " refused: " + error.message;
  switch (refusal_of(error)) {
    case Refusal::skipped:
    case Refusal::lagging: return lagging(what);
    case Refusal::not_offered: return malformed(what);
    case Refusal::failed: break;
  }
  desk_.rpc.reports().failed(endpoint_, what);
  return {ReadError::Kind::unreachable, host() + ": " + what, {}};
}

bool Visit::may_go_on() const {
  const Time now = desk_.clock.now();
  return now < deadline_ && endpoint_.bucket().wait(now) <= kDebtToStopAt;
}

std::size_t Visit::calls_at_once() const {
  return std::max<std::size_t>(1, endpoint_.batch_limit(desk_.config.limits.rpc.max_batch));
}

ReadError Visit::malformed(const std::string& what) {
  desk_.rpc.reports().failed(endpoint_, what);
  return {ReadError::Kind::malformed, host() + ": " + what, {}};
}

ReadError Visit::lagging(const std::string& what) const { return {ReadError::Kind::lagging, host() + ": " + what, {}}; }

Told<void> Visit::verify_network() {
  if (endpoint_.chain_verified()) return {};
  const auto genesis = ask_one<std::string>("getGenesisHash", "[]", decode_hash);
  if (!genesis) return fail(genesis.error());
  if (*genesis != desk_.config.genesis) {
    const std::string what = "is of another network, whose genesis is " + *genesis;
    desk_.rpc.reports().wrong_chain(endpoint_, what);
    return fail(ReadError{ReadError::Kind::malformed, host() + ": " + what, {}});
  }
  endpoint_.set_chain_verified();
  return {};
}

Told<std::uint64_t> Visit::newest() {
  auto slot = ask_one<std::uint64_t>("getSlot", fmt::format("[{{{}}}]", kFinalized), decode_slot);
  if (slot) endpoint_.saw_height(*slot, desk_.clock.now());
  return slot;
}

Told<std::vector<std::uint64_t>> Visit::slots(std::uint64_t first, std::uint64_t last) {
  auto found =
      ask_one<std::vector<std::uint64_t>>("getBlocks", fmt::format("[{},{},{{{}}}]", first, last, kFinalized), decode_slots);
  if (found && !found->empty() && (found->front() < first || found->back() > last))
    return fail(malformed("answered with slots not asked for"));
  return found;
}

Told<Header> Visit::timed(std::uint64_t slot, std::optional<Header> header) const {
  if (!header) return fail(lagging("lacks block " + std::to_string(slot)));
  if (header->parent_slot >= slot && slot > 0)
    return fail(lagging("tells of another block than that of slot " + std::to_string(slot)));
  if (!header->time) return fail(lagging("does not tell the time of block " + std::to_string(slot)));
  return std::move(*header);
}

Told<std::vector<Header>> Visit::headers(const std::vector<std::uint64_t>& slots) {
  std::vector<RpcCall> calls;
  for (const std::uint64_t slot : slots) calls.push_back({"getBlock", block_params(slot, "none")});
  auto answers = ask<Header>(calls, decode_header);
  if (!answers) return fail(std::move(answers.error()));
  std::vector<Header> headers;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (answers->errors[i]) return fail(refused("getBlock", *answers->errors[i]));
    auto header = timed(slots[i], std::move(answers->values[i]));
    if (!header) return fail(std::move(header.error()));
    headers.push_back(std::move(*header));
  }
  return headers;
}

Told<std::optional<Header>> Visit::header_unless_skipped(std::uint64_t slot) {
  const std::vector<RpcCall> calls{{"getBlock", block_params(slot, "none")}};
  auto answers = ask<Header>(calls, decode_header);
  if (!answers) return fail(std::move(answers.error()));
  if (const RpcOutcome& error = answers->errors[0]) {
    if (refusal_of(*error) == Refusal::skipped) return std::optional<Header>{};
    return fail(refused("getBlock", *error));
  }
  auto header = timed(slot, std::move(answers->values[0]));
  if (!header) return fail(std::move(header.error()));
  return std::optional(std::move(*header));
}

Told<Header> Visit::block(std::uint64_t slot, const std::function<void(const Transaction&)>& take) {
  auto header = ask_one<Header>("getBlock", block_params(slot, "accounts"), [&](Json value) {
    auto decoded = decode_block(value, {take, {}});
    if (decoded && !decoded->transactions_told)
      return Decoded<Header>(fail(DecodeError{"block: its transactions are not told"}));
    return decoded;
  });
  if (!header) return header;
  return timed(slot, std::move(*header));
}

Told<bool> Visit::block_has(std::uint64_t slot, std::string_view signature) {
  bool found = false;
  const auto look = [&](std::string_view each) { found = found || each == signature; };
  auto header = ask_one<Header>("getBlock", block_params(slot, "signatures"), [&](Json value) {
    auto decoded = decode_block(value, {{}, look});
    if (decoded && !decoded->transactions_told)
      return Decoded<Header>(fail(DecodeError{"block: its signatures are not told"}));
    return decoded;
  });
  if (!header) return fail(std::move(header.error()));
  return found;
}

// A node may have a block before it has written what lists are made of; only of getBlock it says so (-32014). So the block is asked
// for in the same batch, which one node answers, also where several stand behind one name.
Told<std::vector<std::vector<Listed>>> Visit::pages(const std::vector<Page>& wanted) {
  constexpr std::string_view kMethod = "getSignaturesForAddress";
  std::vector<RpcCall> calls{{"getBlock", block_params(wanted.front().seen_slot, "none")}};
  for (const Page& page : wanted) {
    const std::string from = page.before.empty() ? std::string() : fmt::format(R"(,"before":"{}")", page.before);
    calls.push_back({kMethod, fmt::format(R"(["{}",{{{},"limit":{},"minContextSlot":{}{}}}])", page.account, kFinalized,
                                          page.limit, page.seen_slot, from)});
  }
  auto answers = ask<std::vector<Listed>>(calls, [](Json value) -> Decoded<std::vector<Listed>> {
    simdjson::ondemand::json_type type;
    if (value.type().get(type) || type != simdjson::ondemand::json_type::object) return decode_signatures(value);
    auto header = decode_header(value);
    if (!header) return fail(std::move(header.error()));
    return std::vector<Listed>{Listed{}};  // no list has a line without a signature
  });
  const auto is_block = [](const std::vector<Listed>& page) { return page.size() == 1 && page.front().signature.empty(); };
  if (!answers) return fail(std::move(answers.error()));
  if (answers->errors[0]) return fail(refused("getBlock", *answers->errors[0]));
  if (!answers->values[0]) return fail(lagging("lacks block " + std::to_string(wanted.front().seen_slot)));
  if (!is_block(*answers->values[0])) return fail(malformed("getBlock answered with a list"));
  std::vector<std::vector<Listed>> pages;
  for (std::size_t i = 1; i < calls.size(); ++i) {
    if (answers->errors[i]) return fail(refused(kMethod, *answers->errors[i]));
    if (!answers->values[i]) return fail(malformed(std::string(kMethod) + " answered with null"));
    if (is_block(*answers->values[i])) return fail(malformed(std::string(kMethod) + " answered with a block"));
    if (answers->values[i]->size() > wanted[i - 1].limit) return fail(malformed("listed more than was asked for"));
    pages.push_back(std::move(*answers->values[i]));
  }
  return pages;
}

Told<std::vector<std::optional<PlacedTransaction>>> Visit::transactions(const std::vector<std::string>& signatures) {
  std::vector<RpcCall> calls;
  for (const std::string& signature : signatures)
    calls.push_back({"getTransaction", fmt::format(R"(["{}",{{{},{}}}])", signature, kFinalized, kTransactions)});
  auto answers = ask<PlacedTransaction>(calls, decode_transaction);
  if (!answers) return fail(std::move(answers.error()));
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (answers->errors[i]) return fail(refused("getTransaction", *answers->errors[i]));
    if (answers->values[i] && answers->values[i]->transaction.signature != signatures[i])
      return fail(malformed("told another transaction than asked for"));
  }
  return std::move(answers->values);
}

}  // namespace bepusdt::chains::solana
