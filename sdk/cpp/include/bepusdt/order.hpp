// What a merchant asks for and is answered: orders, checkouts, and everything that the gateway knows of an order.
//
// Every member has an initialiser, so that naming some of them is no warning at any level. Requests are plain structs; empty texts are left out of what is sent. A text that begins or ends with white space, holds a
// control character, or should be a number and is none, is a ValidationError that names the member; nothing is sent then.
#pragma once

#include <bepusdt/decimal.hpp>
#include <bepusdt/trade_type.hpp>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

// `status` on the wire. check-status, create-transaction and callbacks only ever say 1, 2 or 3, so that loops which wait for
// an end find one; the whole truth is `state`.
enum class OrderStatus { waiting = 1, success = 2, timeout = 3, canceled = 4, confirming = 5, failed = 6 };

// Fiat per unit of the currency: a number is the rate itself; a text may also follow the market: "~1.02" times 1.02, "+0.3" plus
// 0.3, "-0.2" less 0.2. A number travels as a JSON number, a text as a JSON string (BEpusdt 1.24 takes only those).
class BEPUSDT_SDK_API Rate {
 public:
  Rate(Decimal fixed) : text_(fixed.text()), number_(true) {}
  template <std::integral T>
  requires(!std::same_as<T, bool> && !std::same_as<T, char>) Rate(T fixed) : Rate(Decimal(fixed)) {}
  Rate(std::nullptr_t) = delete;
  Rate(std::string text) : text_(std::move(text)) {}
  Rate(const char* text) : text_(text) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  [[nodiscard]] bool is_number() const noexcept { return number_; }

 private:
  std::string text_;
  bool number_ = false;
};

struct CreateOrder {
  std::string order_id{};      // the merchant's number, 1 to 128 characters; the same one again is the same order
  Decimal amount{};            // fiat; 0: the payer chooses, if the gateway allows it
  std::string notify_url{};    // where callbacks go
  std::string redirect_url{};  // where the payer's browser goes once paid; empty: notify_url, as the Python package has it
  std::string trade_type = std::string(trade_type::kUsdtTrc20);
  std::string address{};                          // collect here instead of to a configured wallet
  std::optional<std::chrono::seconds> timeout{};  // 60 s to 86400 s; the gateway's default otherwise
  std::optional<Rate> rate{};
  std::string fiat{};  // "CNY" by default
  std::string name{};  // shown at checkout
};

// For a page on which the payer chooses the currency (create-order).
struct CreateCheckout {
  std::string order_id{};
  Decimal amount{};
  std::string notify_url{};
  std::string redirect_url{};
  std::string currencies{};        // "USDT,USDC", or all but "-ETH,-BNB"
  std::optional<bool> reselect{};  // whether the payer may go back and choose again; the gateway's default is yes
  std::optional<std::chrono::seconds> timeout{};
  std::string fiat{};
  std::string name{};
};

struct Order {
  std::string trade_id{};
  std::string order_id{};
  std::string trade_type{};
  std::string fiat{};
  Decimal amount{};                         // fiat
  Decimal actual_amount{};                  // what is to be paid, in the currency of trade_type
  std::string token{};                      // the address to pay to
  std::chrono::seconds expiration_time{0};  // left until the deadline
  std::string payment_url{};
  std::optional<OrderStatus> status{};
  std::string state{};                 // waiting, confirming, paid, expired, cancelled; older gateways: derived from status
  std::string block_transaction_id{};  // once paid
  std::string return_url{};            // query_order, once paid: where the payer's browser goes

  [[nodiscard]] bool paid() const noexcept { return status == OrderStatus::success; }
};

struct CancelledOrder {
  std::string trade_id{};
};

// A way to pay a checkout.
struct PaymentMethod {
  std::string currency{};       // "USDT"
  std::string network{};        // "tron"
  std::string network_label{};  // for people: "Tron"
  std::string token_label{};    // for people; may be empty
  std::string fiat{};
  Decimal amount{};
  Decimal actual_amount{};
  Decimal exchange_rate{};
  bool popular = false;
};

struct Checkout {
  std::string trade_id{};
  std::string order_id{};
  std::string name{};
  std::string fiat{};
  Decimal amount{};
  std::chrono::seconds expiration_time{0};
  std::string payment_url{};
  std::optional<OrderStatus> status{};
  std::string state{};
  bool reselect = true;
  std::vector<PaymentMethod> methods{};
};

using UnixTime = std::chrono::sys_seconds;

// An amount that was offered for an order, at an address, in a window.
struct QuoteRecord {
  int number = 0;
  std::string trade_type{};
  Decimal actual_amount{};
  std::string token{};
  std::string fiat{};
  Decimal amount{};
  Decimal rate{};
  std::optional<UnixTime> created_at{};
  std::optional<UnixTime> expires_at{};
  std::optional<UnixTime> late_until{};
  std::optional<UnixTime> held_until{};
  std::optional<UnixTime> released_at{};
};

// A transfer that the chain reported and that belongs to the order.
struct PaymentRecord {
  std::string chain{};
  std::string block_transaction_id{};
  std::string position{};
  std::string trade_type{};
  Decimal amount{};
  std::string from{};
  std::string to{};
  std::uint64_t block = 0;
  std::optional<UnixTime> block_time{};
  std::optional<UnixTime> seen_at{};
  std::string status{};  // matched, late, unmatched …
  std::string reason{};
  bool gone = false;  // a reorganisation took it away
  bool pays = false;  // it is what pays the order
};

struct DeliveryRecord {
  int number = 0;
  std::optional<UnixTime> at{};
  std::string address{};  // that was dialled
  int http_status = 0;    // 0: no answer
  std::string answer{};   // its first 512 bytes
  std::string reason{};
  bool delivered = false;
};

struct CallbackRecord {
  std::string event_id{};
  std::string event{};  // paid, waiting, expired
  std::optional<OrderStatus> status{};
  std::string state{};  // pending, delivered, dead, dropped
  std::string url{};
  std::optional<UnixTime> created_at{};
  std::optional<UnixTime> due_at{};
  std::vector<DeliveryRecord> deliveries{};
};

// An order number that was used again after its order had ended.
struct OrderLine {
  std::string trade_id{};
  std::string order_id{};
  std::optional<OrderStatus> status{};
  std::string state{};
  std::string fiat{};
  Decimal amount{};
  std::optional<UnixTime> created_at{};
  std::optional<UnixTime> expires_at{};
  std::optional<UnixTime> cancelled_at{};
  std::optional<UnixTime> paid_at{};
};

// Everything that the gateway knows (the signed query; not in BEpusdt).
struct OrderDetails {
  Order order{};  // its status may be 4 and 5 here
  std::string name{};
  std::string notify_url{};
  std::string redirect_url{};
  bool reversed = false;  // the transfer vanished after it had been final
  std::optional<UnixTime> created_at{};
  std::optional<UnixTime> expires_at{};
  std::optional<UnixTime> cancelled_at{};
  std::optional<UnixTime> paid_at{};
  std::vector<QuoteRecord> quotes{};
  std::vector<PaymentRecord> payments{};
  std::vector<CallbackRecord> callbacks{};
  std::vector<OrderLine> orders{};  // asked by order_id: all of that number, newest first
  std::string json{};               // the answer's `data` as it came
};

// By one of the two.
struct GetOrder {
  std::string trade_id{};
  std::string order_id{};
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
