#include "contract/store/describe.hpp"

#include <concepts>

namespace bepusdt::test {
namespace {

class Fields {
 public:
  template <class Value>
  Fields& operator()(const char* name, const Value& value) {
    text_ += std::string(name) + "=" + to_text(value) + "\n";
    return *this;
  }
  [[nodiscard]] std::string text() const { return text_; }

 private:
  template <class Tag>
  static std::string to_text(const Strong<Tag>& value) {
    return value.value();
  }
  static std::string to_text(const std::string& value) { return value; }
  static std::string to_text(std::string_view value) { return std::string(value); }
  template <std::integral N>
  static std::string to_text(N value) {
    return std::to_string(value);
  }
  static std::string to_text(Time value) { return std::to_string(to_unix_millis(value)); }
  static std::string to_text(BlockTime value) { return std::to_string(to_unix_seconds(value)); }
  static std::string to_text(const std::optional<Time>& value) { return value ? to_text(*value) : "none"; }
  static std::string to_text(const core::Decimal& value) { return value.to_string(); }
  static std::string to_text(const core::BaseUnits& value) { return value.str(); }
  static std::string to_text(const core::TradeType* value) { return value == nullptr ? "none" : std::string(value->name); }
  static std::string to_text(const core::BlockRef& value) { return describe(value); }

  std::string text_;
};

}  // namespace

std::string describe(const core::Order& o) {
  return Fields()("trade_id", o.trade_id)("merchant_id", o.merchant_id)("order_id", o.order_id)("state", name_of(o.state))(
             "came_from", name_of(o.came_from))("fiat", o.fiat)("fiat_amount", o.fiat_amount)("open_amount", o.open_amount)(
             "name", o.name)("notify_url", o.notify_url)("redirect_url", o.redirect_url)("parameters", o.parameters)(
             "quote_number", o.quote_number)("quote_count", o.quote_count)("created_at", o.created_at)(
             "deadline", o.deadline)("cancelled_at", o.cancelled_at)("paid_at", o.paid_at)(
             "expired_event_at", o.expired_event_at)("payment_hash", o.payment_hash)("payment_position", o.payment_position)(
             "received", o.received)("reversed", o.reversed)
      .text();
}

std::string describe(const core::Quote& q) {
  return Fields()("trade_id", q.trade_id)("number", q.number)("merchant_id", q.merchant_id)("chain", q.chain)(
             "address", q.address)("trade_type", q.trade_type)("units", q.units)("fiat", q.fiat)(
             "fiat_amount", q.fiat_amount)("rate", q.rate)("created_at", q.created_at)("deadline", q.deadline)(
             "late_until", q.late_until)("held_until", q.held_until)("released_at", q.released_at)
      .text();
}

std::string describe(const core::BlockRef& b) {
  return Fields()("height", b.height)("hash", b.hash)("parent", b.parent)("time", b.time).text();
}

std::string describe(const core::Transfer& t) {
  return Fields()("chain", t.key.chain)("hash", t.key.hash)("position", t.key.position)("trade_type", t.trade_type)(
             "contract", t.contract)("from", t.from)("to", t.to)("units", t.units)("block", t.block)(
             "first_block_time", t.first_block_time)("seen_at", t.seen_at)("status", name_of(t.status))("gone", t.gone)(
             "trade_id", t.trade_id)("merchant_id", t.merchant_id)("reason", t.reason)
      .text();
}

std::string describe(const core::CallbackEvent& e) {
  return Fields()("id", e.id)("merchant_id", e.merchant_id)("trade_id", e.trade_id)("kind", name_of(e.kind))("url", e.url)(
             "host", e.host)("body", e.body)("state", name_of(e.state))("attempts", e.attempts)("created_at", e.created_at)(
             "due_at", e.due_at)("leased_until", e.leased_until)
      .text();
}

std::string describe(const core::CallbackAttempt& a) {
  return Fields()("event_id", a.event_id)("merchant_id", a.merchant_id)("number", a.number)("at", a.at)(
             "address", a.address)("http_status", a.http_status)("answer", a.answer)("reason", a.reason)("delivered",
                                                                                                         a.delivered)
      .text();
}

std::string describe(const ports::Cursor& c) {
  return Fields()("chain", c.chain)("block", c.block)("head", c.head)("final_height", c.final_height)("looked_at",
                                                                                                      c.looked_at)
      .text();
}

std::string describe(const ports::Gap& g) {
  return Fields()("chain", g.chain)("from", g.from)("to", g.to)("reason", g.reason)("at", g.at).text();
}

std::string describe(const ports::Wallet& w) {
  return Fields()("address", w.address)("trade_type", w.trade_type)("active", w.active)("from_file", w.from_file)("added_at",
                                                                                                                  w.added_at)
      .text();
}

std::string describe(const ports::RateRow& r) {
  return Fields()("currency", r.currency)("fiat", r.fiat)("rate", r.rate)("source", r.source)("at", r.at)("confirmed",
                                                                                                          r.confirmed)
      .text();
}

}  // namespace bepusdt::test
