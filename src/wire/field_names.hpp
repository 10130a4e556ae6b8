// The members of requests, answers and callbacks (contract parts 1 and 2), each written once. Every other file names them
// through these constants, so that a misspelt name does not compile.
#pragma once

#include <string_view>

namespace bepusdt::wire::field {

// Requests of merchants; several come back in answers and callbacks under the same name.
inline constexpr std::string_view kSignature = "signature";
inline constexpr std::string_view kOrderId = "order_id";
inline constexpr std::string_view kAmount = "amount";
inline constexpr std::string_view kNotifyUrl = "notify_url";
inline constexpr std::string_view kRedirectUrl = "redirect_url";
inline constexpr std::string_view kTradeType = "trade_type";
inline constexpr std::string_view kAddress = "address";
inline constexpr std::string_view kTimeout = "timeout";
inline constexpr std::string_view kRate = "rate";
inline constexpr std::string_view kFiat = "fiat";
inline constexpr std::string_view kName = "name";
inline constexpr std::string_view kMerchantId = "merchant_id";
inline constexpr std::string_view kCurrencies = "currencies";
inline constexpr std::string_view kReselect = "reselect";
inline constexpr std::string_view kTradeId = "trade_id";

// The envelope.
inline constexpr std::string_view kStatusCode = "status_code";
inline constexpr std::string_view kMessage = "message";
inline constexpr std::string_view kData = "data";
inline constexpr std::string_view kRequestId = "request_id";
inline constexpr std::string_view kError = "error";

// Answers and callbacks.
inline constexpr std::string_view kStatus = "status";
inline constexpr std::string_view kState = "state";
inline constexpr std::string_view kActualAmount = "actual_amount";
inline constexpr std::string_view kToken = "token";
inline constexpr std::string_view kExpirationTime = "expiration_time";
inline constexpr std::string_view kPaymentUrl = "payment_url";
inline constexpr std::string_view kNetwork = "network";
inline constexpr std::string_view kTradeHash = "trade_hash";
inline constexpr std::string_view kReturnUrl = "return_url";
inline constexpr std::string_view kBlockTransactionId = "block_transaction_id";
inline constexpr std::string_view kMoney = "money";
inline constexpr std::string_view kBuyer = "buyer";

// What the checkout page asks for (`pay/methods`, `pay/update-order`).
inline constexpr std::string_view kMethods = "methods";
inline constexpr std::string_view kCurrency = "currency";
inline constexpr std::string_view kExchangeRate = "exchange_rate";
inline constexpr std::string_view kTokenNetName = "token_net_name";
inline constexpr std::string_view kTokenCustomName = "token_custom_name";
inline constexpr std::string_view kIsPopular = "is_popular";

}  // namespace bepusdt::wire::field

namespace bepusdt::wire::header {

inline constexpr std::string_view kEvent = "X-Bepusdt-Event";
inline constexpr std::string_view kAttempt = "X-Bepusdt-Attempt";
inline constexpr std::string_view kSignature = "X-Bepusdt-Signature";
// A client whose Accept header holds this gets status_code unmasked (contract part 1 §7).
inline constexpr std::string_view kVersion2 = "application/vnd.bepusdt.v2+json";

}  // namespace bepusdt::wire::header
