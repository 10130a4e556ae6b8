// The checks of the doctor, each one function of what it was given and of the probe, in the order in which they make sense.
// Each in a file of its name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/doctor/integration.hpp"
#include "app/doctor/probe.hpp"

namespace bepusdt::app {

// Whether a gateway answers at the address, in one piece, without a redirect, with a clock like ours.
struct Reach {
  Step step{"reach"};
  bool gateway = false;    // go on asking it
  bool told_time = false;  // its answer had a Date
};
[[nodiscard]] Reach check_reach(const Integration& integration, Probe& probe);

// Whether the token is the gateway's: a signed query for an order that cannot exist. Changes nothing.
struct TokenCheck {
  Step step{"token"};
  std::optional<bool> right;  // nullopt: could not be told
};
[[nodiscard]] TokenCheck check_token(const Integration& integration, Probe& probe);

// What is wrong with the request that failed, by its text alone. `token_right`: as the gateway said, if it did.
[[nodiscard]] Step check_request(const Integration& integration, std::optional<bool> token_right);

// Makes an order like the request's, under a number of its own, and cancels it at once.
struct OrderCheck {
  Step step{"order"};
  std::optional<bool> notify_url_taken;  // whether the gateway accepts callback URLs like this one
};
[[nodiscard]] OrderCheck check_order(const Integration& integration, Probe& probe, bool told_time);

// The callback URL: its form, whether it can be reached from here, and with send_test what it answers.
[[nodiscard]] Step check_callback(const Integration& integration, Probe& probe, std::optional<bool> notify_url_taken);

// Parts that several checks or their tests need.
// The difference of two clocks as a finding; nullopt: small enough.
[[nodiscard]] std::optional<Finding> judge_clock(BlockTime theirs, Time ours);
// A payment link that payers cannot open, seen from the address at which the gateway was asked.
[[nodiscard]] std::optional<Finding> judge_payment_url(std::string_view api_url, std::string_view payment_url);
// The URL that callbacks would go to: what was given, else the request's; empty: none.
[[nodiscard]] std::string notify_url_of(const Integration& integration);

}  // namespace bepusdt::app
