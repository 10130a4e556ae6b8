// CallbackReport: what one callback says, and whether both of its signatures hold: the one in the body, and the header
// X-Bepusdt-Signature that covers every byte and the age (contract part 2). Pure; the caller brings the time.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/secret.hpp"
#include "base/time.hpp"
#include "wire/errors.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {

// One of the two signatures.
struct SignatureVerdict {
  bool present = false;
  bool valid = false;
  std::string name;         // valid: the variant, or "v1"; else a code such as bad_signature, too_old
  wire::Sentence sentence;  // the same for people
  int token_number = 0;     // which of several tokens made it, from 1; 0: none, or not known
};

struct CallbackReport {
  // As the body has them; empty where it has none or cannot be read.
  std::string trade_id, order_id, amount, actual_amount, token, block_transaction_id, status;
  wire::Sentence meaning;
  SignatureVerdict body;
  SignatureVerdict header;

  // The body's signature holds, and the header's as well where there is one.
  [[nodiscard]] bool verified() const { return body.valid && (header.valid || !header.present); }
  void write_members(wire::JsonWriter& json) const;
  // Several lines, each with a newline.
  [[nodiscard]] std::string as_text(wire::Language language) const;
};

// `header`: the value of X-Bepusdt-Signature, nullopt where there was none.
[[nodiscard]] CallbackReport report_callback(std::string_view body, std::optional<std::string_view> header,
                                             std::span<const Secret> tokens, BlockTime now, Seconds tolerance);

// A status of contract part 2 in words: what the receiver should do.
[[nodiscard]] wire::Sentence meaning_of_status(std::string_view status);

}  // namespace bepusdt::app
