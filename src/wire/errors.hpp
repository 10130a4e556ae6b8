// The error table (contract part 1 §7): stable English code, status_code of the envelope, HTTP status, whether a client
// may retry, and the sentence that people read, in Chinese and English.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace bepusdt::wire {

enum class ErrorCode {
  invalid_json,
  invalid_request,
  missing_signature,
  bad_signature,
  unknown_merchant,
  unknown_trade_type,
  unsupported_fiat,
  unsupported_currency,
  amount_out_of_range,
  invalid_address,
  no_wallet,
  no_free_amount,
  callback_url_forbidden,
  order_not_found,
  order_not_cancellable,
  order_not_selectable,
  rate_unavailable,
  unavailable,
  internal,
  rate_limited,
  not_found,
  method_not_allowed,
  body_too_large,
  unsupported_media,
};

enum class Language { zh, en };

// A sentence in both languages of the house.
struct Sentence {
  std::string zh;
  std::string en;
  [[nodiscard]] const std::string& in(Language language) const { return language == Language::zh ? zh : en; }
  [[nodiscard]] bool empty() const { return zh.empty(); }
};

struct ErrorRow {
  ErrorCode code;
  std::string_view name;  // the `error` member
  int status_code;        // of the envelope
  int http_status;        // 200 where the error is an answer to the request
  bool retry;             // a client may try the same request again
  std::string_view zh;
  std::string_view en;
};

[[nodiscard]] std::span<const ErrorRow> error_table();
[[nodiscard]] const ErrorRow& row_of(ErrorCode code);

// An expected "no": the code, the request's field that it is about (empty: none), and what precisely is wrong with it.
struct Refusal {
  ErrorCode code = ErrorCode::internal;
  std::string field;
  Sentence detail;

  // The row's sentence, then the field's name and the detail where there are any.
  [[nodiscard]] std::string message(Language language) const;
};

// What G1 clients get as status_code: 400 in place of 401, 404 and 409 (contract part 1 §7).
[[nodiscard]] int status_code_for(ErrorCode code, bool version_2_client);

}  // namespace bepusdt::wire
