#include "web/state_event.hpp"

#include <algorithm>

#include "wire/json_writer.hpp"

namespace bepusdt::web {
namespace {

std::string_view name_of(OtherPayment::Kind kind) {
  switch (kind) {
    case OtherPayment::Kind::amount: return "amount";
    case OtherPayment::Kind::late: return "late";
    case OtherPayment::Kind::extra: return "extra";
  }
  return "amount";
}

void write_other(wire::JsonWriter& json, const OtherPayment& other) {
  json.begin_object();
  json.key("kind").text(name_of(other.kind));
  json.key("expected").text(other.expected);
  json.key("received").text(other.received);
  json.key("currency").text(other.currency);
  json.key("hash").text(other.hash);
  json.key("explorer_url").text(other.explorer_url);
  json.end_object();
}

}  // namespace

std::string render_state_event(const StateEvent& event) {
  std::string out;
  wire::JsonWriter json(out);
  json.begin_object();
  json.key("state").text(core::name_of(event.state));
  json.key("status").integer(core::legacy_status(event.state));
  json.key("quote").integer(event.quote_number);
  json.key("confirmations").integer(event.confirmations);
  json.key("required").integer(event.required);
  json.key("seconds_left").integer(std::max<std::int64_t>(0, event.seconds_left.count()));
  json.key("received").text(event.received);
  json.key("hash").text(event.hash);
  json.key("explorer_url").text(event.explorer_url);
  json.key("return_url").text(event.return_url);
  json.key("paid_ago");
  if (event.paid_ago) {
    json.integer(event.paid_ago->count());
  } else {
    json.null();
  }
  json.key("other");
  if (event.other) {
    write_other(json, *event.other);
  } else {
    json.null();
  }
  json.end_object();
  return out;
}

}  // namespace bepusdt::web
