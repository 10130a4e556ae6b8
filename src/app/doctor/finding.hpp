// Finding: one cause for which an integration fails, as a row of a table: a stable code for programs, a sentence and a remedy
// in Chinese and English for people. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "wire/errors.hpp"

namespace bepusdt::app {

enum class Cause {
  unreachable,
  timeout,
  certificate_not_trusted,
  redirect_to_https,
  redirect_elsewhere,
  proxy_without_gateway,
  not_a_gateway,
  clock_skew,
  wrong_token,
  token_with_blanks,
  unknown_merchant,
  rate_limited,
  unexpected_answer,
  malformed_request,
  missing_field,
  empty_value,
  trailing_space,
  string_amount,
  amount_not_a_number,
  field_not_signed,
  values_url_encoded,
  members_not_sorted,
  token_joined,
  bad_signature,
  wallet_not_configured,
  trade_type_off,
  rate_unavailable,
  order_refused,
  proxy_without_public_url,
  callback_url_malformed,
  callback_not_https,
  callback_private_address,
  callback_unreachable,
  callback_certificate_not_trusted,
  callback_redirects,
  callback_wrong_status,
  callback_not_ok,
  callback_takes_anything,
};

struct CauseRow {
  Cause cause;
  std::string_view name;  // the code
  bool nobody_there;      // exit status 3 instead of 1
  // {} is the finding's subject.
  std::string_view zh, en;
  std::string_view remedy_zh, remedy_en;
};

[[nodiscard]] std::span<const CauseRow> cause_table();
[[nodiscard]] const CauseRow& row_of(Cause cause);

struct Finding {
  Cause cause;
  wire::Sentence subject;  // what it is about: a field, an address, a reason

  Finding(Cause what, wire::Sentence about) : cause(what), subject(std::move(about)) {}
  Finding(Cause what, std::string_view about) : cause(what), subject{std::string(about), std::string(about)} {}

  [[nodiscard]] std::string sentence(wire::Language language) const;
  [[nodiscard]] std::string remedy(wire::Language language) const;
  friend bool operator==(const Finding& a, const Finding& b) { return a.cause == b.cause && a.subject.en == b.subject.en; }
};

}  // namespace bepusdt::app
