// Questions to a node (execution-apis, eth_*), collected into one batch, and the answers, each decoded to its type. Every
// question gives the index under which its answer is found. `null` is an answer only where the method allows it: for what
// the node does not have (yet). Pure; sending is Node's job.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "chains/evm/decode.hpp"
#include "chains/json_rpc.hpp"

namespace bepusdt::chains::evm {

class Questions {
 public:
  std::size_t block(std::uint64_t number);
  std::size_t block(std::string_view tag);
  std::size_t whole_block(std::uint64_t number);
  std::size_t block_with_hash(const Word& hash);
  // `filter`: one of Watched::filters().
  std::size_t logs_in_block(const Word& hash, const std::string& filter);
  std::size_t logs_in_range(std::uint64_t from, std::uint64_t to, const std::string& filter);
  std::size_t receipt(const Word& transaction);
  std::size_t receipts_of_block(const Word& block);
  std::size_t transaction(const Word& hash);
  std::size_t calls_of_block(const Word& block);      // as the geth family traces
  std::size_t traces_of_block(std::uint64_t number);  // as the parity family does
  std::size_t chain_id();

  enum class Kind { block, logs, receipt, receipts, transaction, calls, traces, quantity };
  [[nodiscard]] std::span<const RpcCall> calls() const { return calls_; }
  [[nodiscard]] Kind kind(std::size_t i) const { return kinds_[i]; }
  [[nodiscard]] bool empty() const { return calls_.empty(); }

 private:
  std::size_t add(Kind kind, std::string_view method, std::string params);
  std::vector<RpcCall> calls_;
  std::vector<Kind> kinds_;
};

class Answers {
 public:
  using Value = std::variant<std::monostate, Block, std::vector<Log>, Receipt, std::vector<Receipt>, Transaction,
                             std::vector<TracedTransaction>, std::uint64_t>;

  explicit Answers(std::size_t count) : values_(count), errors_(count) {}

  [[nodiscard]] const RpcErrorObject* error(std::size_t i) const { return errors_[i] ? &*errors_[i] : nullptr; }
  // nullptr: the node said null (or error).
  template <class T>
  [[nodiscard]] T* get(std::size_t i) {
    return std::get_if<T>(&values_[i]);
  }

  void set(std::size_t i, Value value) { values_[i] = std::move(value); }
  void set_errors(std::vector<RpcOutcome> errors) { errors_ = std::move(errors); }

 private:
  std::vector<Value> values_;
  std::vector<RpcOutcome> errors_;
};

struct Sieves {
  RecipientSieve recipients;
  LogSieve logs;
};

// Decodes one result; returns what is wrong with it, or nullopt.
[[nodiscard]] std::optional<std::string> decode_answer(Questions::Kind kind, simdjson::ondemand::value value,
                                                       const Sieves& sieves, Answers& answers, std::size_t i);

}  // namespace bepusdt::chains::evm
