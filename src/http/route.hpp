// Route: one row of the table of endpoints. Its handler's type says who may call it and what it gives back:
//   Page             everybody; writes the whole Response itself
//   SlowPage         likewise, on a thread of its own, because it waits for somebody else (slow_lane.hpp)
//   PayerQuery       everybody; writes the members of `data`, or refuses
//   MerchantQuery    who signs as a merchant; likewise
//   MerchantCommand  who signs as a merchant; checks the fields into a command for the accept loop, then shows its outcome
// A handler is a function of its input; nothing in the others waits.
#pragma once

#include <functional>
#include <string_view>
#include <variant>

#include "base/result.hpp"
#include "http/call.hpp"
#include "http/response.hpp"
#include "payment/commands.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::http {

using Page = std::function<void(const Call&, Response&)>;

struct SlowPage {
  Page page;
};

struct PayerQuery {
  Result<void, wire::Refusal> (*answer)(const Call&, wire::JsonWriter& data);
};

struct MerchantQuery {
  Result<void, wire::Refusal> (*answer)(const MerchantCall&, wire::JsonWriter& data);
};

struct MerchantCommand {
  Result<payment::Command, wire::Refusal> (*check)(const MerchantCall&);
  void (*show)(const MerchantCall&, const payment::Accepted&, wire::JsonWriter& data);
};

using Handler = std::variant<Page, SlowPage, PayerQuery, MerchantQuery, MerchantCommand>;

struct Route {
  Method method;             // get stands for HEAD, too
  std::string_view pattern;  // "/pay/checkout/{trade_id}": {…} is one segment; "/assets/*": * is all the rest
  Handler handler;
};

}  // namespace bepusdt::http
