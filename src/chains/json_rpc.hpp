// JSON-RPC 2.0 over one HTTP body: writing a batch of calls and reading its answers in place (simdjson on demand).
// Answers are matched by id and by nothing else. What is not an answer to every call (a missing or repeated id, HTML, a
// body that was cut off, `null` for an answer) is a failure of the whole batch, never "empty". Pure: no I/O, never throws.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace bepusdt::chains {

struct RpcCall {
  std::string_view method;
  std::string params;  // JSON text of the array
};

struct RpcErrorObject {
  std::int64_t code = 0;
  std::string message;  // printable, at most 200 bytes
};

// What one call of a batch came to: nullopt where its result was read.
using RpcOutcome = std::optional<RpcErrorObject>;

struct BadAnswer {
  std::string reason;                     // one sentence
  std::optional<RpcErrorObject> refusal;  // set when the node refused the batch as a whole
};

// Reads the result of the call with this index; returns what is wrong with it, or nullopt when it was understood.
// It may run for some calls before the batch as a whole turns out bad: what it stored is then to be thrown away.
using ResultReader = std::function<std::optional<std::string>(std::size_t call, simdjson::ondemand::value result)>;

// One call is written as an object (some servers refuse a batch of one), several as an array. Ids count up from first_id.
[[nodiscard]] std::string write_batch(std::span<const RpcCall> calls, std::uint64_t first_id);

// The body's capacity may grow by simdjson's padding; its text does not change.
[[nodiscard]] Result<std::vector<RpcOutcome>, BadAnswer> read_batch(simdjson::ondemand::parser& parser, std::string& body,
                                                                    std::uint64_t first_id, std::size_t calls,
                                                                    const ResultReader& read);

}  // namespace bepusdt::chains
