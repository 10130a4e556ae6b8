// The signed body of a callback to the merchant (contract part 2): exactly eight members in the contract's order unless the
// merchant's profile (part 1 §1a) asks for more. From plain texts, so that it needs no domain type. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/secret.hpp"

namespace bepusdt::wire {

struct CallbackFields {
  std::string_view trade_id;
  std::string_view order_id;
  std::string_view amount;  // fiat: shortest plain decimal, rounded to 14 significant digits, which is all that PHP prints
  std::string_view actual_amount;         // crypto: shortest plain decimal, never empty
  std::string_view address;               // member `token`: the address to pay to, in its display form
  std::string_view block_transaction_id;  // the transaction's hash; before payment "" or what the profile wants
  int status = 2;                         // 1 waiting, 2 paid, 3 expired
};

struct CallbackOptions {
  bool actual_amount_as_number = false;
  bool go_number_text = false;  // numbers are signed as Go prints them; the body holds plain decimals all the same
  std::optional<std::string_view> money{};  // extra members, as strings
  std::optional<std::string_view> buyer{};
};

// The token must not be empty: that is refused where merchants are configured.
[[nodiscard]] std::string callback_body(const CallbackFields& fields, const CallbackOptions& options, const Secret& token);

}  // namespace bepusdt::wire
