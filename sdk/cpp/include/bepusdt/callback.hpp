// Callbacks: what the gateway posts to notify_url. Verify the raw body as it arrived, before any framework made objects of it.
//
//   if (auto callback = bepusdt::read_callback(body, token); callback && callback->status == bepusdt::OrderStatus::success)
//     deliver_once(callback->order_id);   // then answer HTTP 200 with the body `ok`
//
// A callback comes again until it was answered so: deliver once per order_id (or per header X-Bepusdt-Event).
// All functions are pure, safe from any thread, and compare in constant time.
#pragma once

#include <bepusdt/order.hpp>
#include <bepusdt/result.hpp>
#include <bepusdt/transport.hpp>

#include <chrono>
#include <span>
#include <string>
#include <string_view>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

struct Callback {
  std::string trade_id{};
  std::string order_id{};
  Decimal amount{};                    // fiat
  Decimal actual_amount{};             // crypto
  std::string token{};                 // the address that was paid to
  std::string block_transaction_id{};  // empty before payment
  OrderStatus status = OrderStatus::success;
};

// Whether the body's `signature` is the gateway's, in any of the texts in which gateways write numbers (plain decimal, Go's
// exponent form, as it stands). Anything that is not a flat JSON object with one signature of 32 hex digits is false.
[[nodiscard]] BEPUSDT_SDK_API bool verify_callback(std::string_view body, std::string_view token);
// With several tokens, while one is being replaced.
[[nodiscard]] BEPUSDT_SDK_API bool verify_callback(std::string_view body, std::span<const std::string> tokens);

// Verified and taken apart. SignatureError for what is not the gateway's, ApiError for what is and cannot be read.
[[nodiscard]] BEPUSDT_SDK_API Result<Callback> read_callback(std::string_view body, std::string_view token);
[[nodiscard]] BEPUSDT_SDK_API Result<Callback> read_callback(std::string_view body, std::span<const std::string> tokens);

// Outcome of verify_callback_hmac; converts to true only for `valid`.
class BEPUSDT_SDK_API HmacCheck {
 public:
  enum Outcome {
    valid,
    missing,    // no header X-Bepusdt-Signature
    malformed,  // not t=<seconds>,v1=<hex>
    mismatch,   // none of the tokens made it: body or time were changed, or the token is another
    too_old,    // further back than the tolerance: perhaps a replay
    too_new,    // further ahead: clocks differ
  };
  HmacCheck(Outcome outcome) noexcept : outcome_(outcome) {}
  [[nodiscard]] Outcome outcome() const noexcept { return outcome_; }
  [[nodiscard]] std::string_view name() const noexcept;
  explicit operator bool() const noexcept { return outcome_ == valid; }
  friend bool operator==(const HmacCheck&, const HmacCheck&) = default;

 private:
  Outcome outcome_;
};

// The stronger proof: X-Bepusdt-Signature covers every byte of the body and its age. The tolerance holds both ways, inclusive.
[[nodiscard]] BEPUSDT_SDK_API HmacCheck verify_callback_hmac(const Headers& headers, std::string_view body,
                                                             std::string_view token,
                                                             std::chrono::seconds tolerance = std::chrono::minutes(5));
[[nodiscard]] BEPUSDT_SDK_API HmacCheck verify_callback_hmac(const Headers& headers, std::string_view body,
                                                             std::span<const std::string> tokens,
                                                             std::chrono::seconds tolerance, UnixTime now);

// For a merchant's own tests: a callback as the gateway would send it. Throws ValidationError for an empty token, a status
// that no callback has (4, 5, 6), and texts that no callback can carry.
struct SignedCallback {
  Headers headers{};
  std::string body{};
};
[[nodiscard]] BEPUSDT_SDK_API SignedCallback sign_callback(const Callback& callback, std::string_view token, UnixTime now);
[[nodiscard]] BEPUSDT_SDK_API SignedCallback sign_callback(const Callback& callback, std::string_view token);

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
