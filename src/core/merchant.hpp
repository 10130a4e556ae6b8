// Merchant: whose token signs, and the profile that says how its programs want to be spoken to (contract part 1 §1a).
#pragma once

#include <string>
#include <vector>

#include "base/secret.hpp"
#include "core/ids.hpp"

namespace bepusdt::core {

struct MerchantProfile {
  enum class ActualAmount { string, number };
  enum class NumberText { plain, go };
  enum class Ack { ok, any_200 };
  enum class HashBeforePayment { empty, trade_id };
  enum class Errors { status_code, http };

  ActualAmount actual_amount = ActualAmount::string;  // callback `actual_amount`
  NumberText number_text = NumberText::plain;         // number text in the callback's signature
  bool send_expired = false;                          // events
  bool send_waiting = false;
  Ack ack = Ack::ok;         // accepted answer
  bool extra_money = false;  // extra callback fields
  bool extra_buyer = false;
  HashBeforePayment hash_before_payment = HashBeforePayment::empty;
  ActualAmount answer_amounts = ActualAmount::string;  // data.amount, data.actual_amount in answers
  Errors errors = Errors::status_code;                 // error transport
  bool epay_may_set_rate = false;
  bool epay_may_set_address = false;
  bool epay_may_set_timeout = false;
};

struct Merchant {
  MerchantId id;
  Secret token;
  std::string pid;  // epay
  MerchantProfile profile;
};

// The merchant that auth_token belongs to.
inline const MerchantId kDefaultMerchant{"default"};

}  // namespace bepusdt::core
