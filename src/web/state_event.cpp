#include "web/state_event.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "web/json_string.hpp"

namespace bepusdt::web {
namespace {

std::string render_other(const OtherPayment& other) {
  return fmt::format(R"({{"kind":"{}","expected":{},"received":{},"currency":{},"hash":{},"explorer_url":{}}})",
                     other.kind == OtherPayment::Kind::late ? "late" : "amount", json_string(other.expected),
                     json_string(other.received), json_string(other.currency), json_string(other.hash),
                     json_string(other.explorer_url));
}

}  // namespace

std::string render_state_event(const StateEvent& event) {
  return fmt::format(
      R"({{"state":"{}","status":{},"quote":{},"confirmations":{},"required":{},"seconds_left":{},)"
      R"("hash":{},"explorer_url":{},"return_url":{},"paid_ago":{},"other":{}}})",
      core::name_of(event.state), core::legacy_status(event.state), event.quote_number, event.confirmations,
      event.required, std::max<std::int64_t>(0, event.seconds_left.count()), json_string(event.hash),
      json_string(event.explorer_url), json_string(event.return_url),
      event.paid_ago ? std::to_string(event.paid_ago->count()) : "null",
      event.other ? render_other(*event.other) : "null");
}

}  // namespace bepusdt::web
