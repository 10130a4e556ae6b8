// GatewayAnswer: what came back from a gateway's address, sorted by what it is: nothing, a redirect, something that is no
// gateway, or an envelope of contract part 1 §2 in any of the forms that gateways send. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <bepusdt/transport.hpp>

#include "base/time.hpp"

namespace bepusdt::app {

struct GatewayAnswer {
  enum class Kind { nothing, redirect, foreign, gateway };
  Kind kind = Kind::nothing;
  sdk::HttpFailure failure;  // nothing
  int http_status = 0;
  std::string location;           // redirect
  std::string beginning;          // foreign: how the body begins
  std::optional<BlockTime> date;  // of the header Date

  bool success = false;
  std::string error;                                     // the stable code; older gateways send none
  std::string message;                                   // the sentence
  std::map<std::string, std::string, std::less<>> data;  // texts and numbers of `data`, as text

  // By the code, or by the words of gateways that send none.
  [[nodiscard]] bool says_not_found() const;
  [[nodiscard]] bool says_bad_signature() const;
  [[nodiscard]] bool says_no_wallet() const;
  [[nodiscard]] bool says_unknown_trade_type() const;
  [[nodiscard]] bool says_forbidden_callback() const;
  // BEpusdt reads the amount as a JSON number only.
  [[nodiscard]] bool says_string_amount() const;
  // What came back in a few words: a reason, a new address, a sentence, or how the body begins.
  [[nodiscard]] std::string seen() const;
  [[nodiscard]] std::string value(std::string_view name) const;
};

[[nodiscard]] GatewayAnswer read_answer(const sdk::HttpOutcome& outcome);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7); nullopt for anything else.
[[nodiscard]] std::optional<BlockTime> parse_date(const std::string& text);

}  // namespace bepusdt::app
