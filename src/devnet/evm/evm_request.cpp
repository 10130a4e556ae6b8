#include "devnet/evm/evm_request.hpp"

#include <algorithm>
#include <array>

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;

// Which say nothing here: nothing pays for gas, and all transactions are of one type.
constexpr std::array<std::string_view, 7> kWithoutEffect{"gas",  "gasPrice", "maxFeePerGas", "maxPriorityFeePerGas",
                                                         "type", "chainId",  "accessList"};

}  // namespace

Result<EvmRequest, std::string> read_request(const dom::array& params) {
  dom::object object;
  if (params.at(0).get(object)) return fail(std::string("the first parameter is no transaction"));
  EvmRequest request;
  for (const dom::key_value_pair member : object) {
    const std::string text = text_of(member.value);
    std::optional<std::string> read;
    if (member.key == "from" || member.key == "to") {
      read = address_of(text);
      if (read) (member.key == "from" ? request.from : request.to) = *read;
    } else if (member.key == "value") {
      if (big_quantity_of(text)) read = request.value = text;
    } else if (member.key == "data" || member.key == "input") {
      read = bytes_text_of(text);
      if (read) request.input = *read;
    } else if (member.key == "nonce") {
      request.nonce = quantity_of(text);
      if (request.nonce) read = text;
    } else if (std::ranges::find(kWithoutEffect, member.key) != kWithoutEffect.end()) {
      continue;
    } else {
      return fail("a transaction has no member " + std::string(member.key));
    }
    if (!read) return fail("not what it should be: " + std::string(member.key));
  }
  if (request.to.empty()) return fail(std::string("a transaction needs its receiver: no contract is made here"));
  return request;
}

}  // namespace bepusdt::devnet
