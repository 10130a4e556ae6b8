#include "unit/http/http_world.hpp"

#include <simdjson.h>

#include <boost/asio/co_spawn.hpp>

#include "catalog/chains.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::test {
namespace {

std::string text_that_is_signed(std::string_view body) {
  const auto fields = wire::SignedRequest::parse(body);
  std::string text;
  if (fields) (void)wire::append_canonical_text(*fields, wire::Variant::literal, text);
  return text;
}

std::string url_encoded(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

std::string unquoted(const std::string& json) {
  return json.size() >= 2 && json.front() == '"' ? json.substr(1, json.size() - 2) : json;
}

std::string key_of(std::string_view name, std::initializer_list<std::string_view> labels) {
  std::string key(name);
  for (const std::string_view label : labels) key.append(" ").append(label);
  return key;
}

}  // namespace

std::string json_of(const Members& members) {
  std::string body = "{";
  for (const auto& [name, value] : members) {
    if (body.size() > 1) body += ",";
    body += "\"" + name + "\":" + value;
  }
  return body + "}";
}

std::string signed_json(const Members& members, std::string_view token) {
  Members all = members;
  all.emplace_back("signature", "\"" + wire::sign(text_that_is_signed(json_of(members)), Secret(std::string(token))) + "\"");
  return json_of(all);
}

std::string signed_form(const Members& members, std::string_view token) {
  std::string body;
  for (const auto& [name, value] : members) body += (body.empty() ? "" : "&") + name + "=" + url_encoded(unquoted(value));
  return body + "&signature=" + wire::sign(text_that_is_signed(body), Secret(std::string(token)));
}

Members changed(Members members, const Members& with) {
  for (const auto& [name, value] : with) {
    const auto found = std::ranges::find(members, name, &std::pair<std::string, std::string>::first);
    if (found == members.end())
      members.emplace_back(name, value);
    else if (value.empty())
      members.erase(found);
    else
      found->second = value;
  }
  return members;
}

Members good_create() {
  return {{"order_id", R"("O-1")"},
          {"amount", "28.8"},
          {"notify_url", R"("https://shop.example.com/notify")"},
          {"redirect_url", R"("https://shop.example.com/thanks")"},
          {"trade_type", R"("usdt.erc20")"}};
}

std::string Json::operator[](std::string_view path) const {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  if (parser.parse(text_).get(element) != simdjson::SUCCESS) return "<not JSON>";
  std::string pointer;
  for (std::size_t at = 0; at <= path.size();) {
    const auto end = std::min(path.find('.', at), path.size());
    pointer.append("/").append(path.substr(at, end - at));
    at = end + 1;
  }
  simdjson::dom::element found;
  if (element.at_pointer(pointer).get(found) != simdjson::SUCCESS) return "<absent>";
  std::string_view text;
  if (found.get(text) == simdjson::SUCCESS) return std::string(text);
  return simdjson::minify(found);
}

std::vector<std::string> Json::members(std::string_view path) const {
  simdjson::dom::parser parser;
  simdjson::dom::element element = parser.parse(text_);
  if (!path.empty()) element = element.at_pointer("/" + std::string(path));
  std::vector<std::string> names;
  for (const auto& member : element.get_object()) names.emplace_back(member.key);
  std::ranges::sort(names);
  return names;
}

void KeptMetrics::add(std::string_view name, double amount, std::initializer_list<std::string_view> labels) {
  const std::lock_guard lock(mutex_);
  values_[key_of(name, labels)] += amount;
}

void KeptMetrics::set(std::string_view name, double value, std::initializer_list<std::string_view> labels) {
  const std::lock_guard lock(mutex_);
  values_[key_of(name, labels)] = value;
}

double KeptMetrics::value(const std::string& key) const {
  const std::lock_guard lock(mutex_);
  const auto found = values_.find(key);
  return found == values_.end() ? 0 : found->second;
}

payment::Accepted accepted(const payment::CreateOrder& command, Time now) {
  payment::Accepted done;
  done.now = now;
  core::Order& order = done.order;
  order.trade_id = core::TradeId("0AbcdeFGHIJKLMNOPQ");
  order.merchant_id = command.merchant_id;
  order.order_id = command.order_id;
  order.fiat = command.fiat;
  order.fiat_amount = command.fiat_amount;
  order.open_amount = command.fiat_amount.is_zero();
  order.name = command.name;
  order.notify_url = command.notify_url;
  order.redirect_url = command.redirect_url;
  order.created_at = now;
  order.deadline = now + command.timeout;
  core::Quote& quote = done.quote;
  quote.trade_id = order.trade_id;
  quote.chain = core::ChainName(std::string(command.trade_type->chain));
  quote.address = core::Address(std::string(kWallet));
  quote.trade_type = command.trade_type;
  quote.units = order.open_amount ? core::BaseUnits(0) : core::BaseUnits(3'890'000);
  quote.fiat = order.fiat;
  quote.fiat_amount = order.fiat_amount;
  quote.created_at = now;
  quote.deadline = order.deadline;
  return done;
}

HttpWorld::HttpWorld() {
  directory.now.merchants.push_back({core::kDefaultMerchant, Secret(std::string(kToken)), "1000", {}});
  directory.now.merchants.push_back({core::MerchantId("shop-2"), Secret(std::string(kOtherToken)), "1001", {}});
  accept = [](const payment::Command& command) -> payment::Answer {
    if (const auto* const create = std::get_if<payment::CreateOrder>(&command)) return accepted(*create);
    payment::Accepted done;
    done.order.trade_id = std::get<payment::CancelOrder>(command).trade_id;
    return done;
  };
}

http::Context HttpWorld::context() {
  return {.store = store,
          .directory = directory,
          .queue = queue,
          .clock = clock,
          .log = log,
          .metrics = metrics,
          .feed = feed,
          .settings = settings,
          .why_url_forbidden = why_url_forbidden,
          .blocks_to_final = blocks_to_final,
          .readiness = [this] { return readiness; },
          .metrics_text = [] { return std::string("bepusdt_build_info 1\n"); },
          .extra_routes = extra_routes};
}

Answer HttpWorld::send(http::Method method, std::string_view target, std::string body, const Members& headers) {
  if (!service_) service_ = std::make_unique<http::Service>(context());
  http::Request request;
  request.set_start(method, target);
  for (const auto& [name, value] : headers) request.add_header(name, value);
  request.body() = std::move(body);
  request.id() = "00112233aabbccdd";
  request.origin().address = client_address;
  request.origin().from_this_machine = from_this_machine;
  request.origin().host = host;
  request.origin().https = https;
  http::Response response;

  boost::asio::io_context context(1);
  bool done = false;
  boost::asio::co_spawn(context, service_->answer(request, response), [&](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
    done = true;
  });
  for (context.poll(); !done; context.poll()) {  // it can only wait for the accept loop
    for (payment::PendingCommand& pending : queue.take(10)) {
      commands.push_back(pending.command);
      pending.done(accept(pending.command));
    }
    context.restart();
  }
  service_->answered(request, response, std::chrono::microseconds(50));
  return {response.status, std::string(response.content_type), response.fields, response.body};
}

core::Order& HttpWorld::add_order(const std::string& trade_id, const std::string& order_id,
                                  const core::MerchantId& merchant) {
  core::Order order;
  order.trade_id = core::TradeId(trade_id);
  order.merchant_id = merchant;
  order.order_id = core::OrderId(order_id);
  order.fiat = "CNY";
  order.fiat_amount = *core::Decimal::parse("28.8");
  order.name = "VIP";
  order.notify_url = "https://shop.example.com/notify";
  order.redirect_url = "https://shop.example.com/thanks";
  order.quote_count = 1;
  order.created_at = kNow - Seconds(100);
  order.deadline = kNow + Seconds(1100);
  core::Quote quote;
  quote.trade_id = order.trade_id;
  quote.merchant_id = merchant;
  quote.chain = core::ChainName("ethereum");
  quote.address = core::Address(std::string(kWallet));
  quote.trade_type = catalog::find_trade_type("usdt.erc20");
  quote.units = 3'890'000;
  quote.fiat = "CNY";
  quote.fiat_amount = order.fiat_amount;
  quote.rate = *core::Decimal::parse("7.4");
  quote.created_at = order.created_at;
  quote.deadline = order.deadline;
  quote.late_until = quote.held_until = order.deadline + Seconds(10'800);
  store.quotes.push_back(quote);
  return store.orders.insert_or_assign(order.trade_id, order).first->second;
}

core::Quote& HttpWorld::quote_of(const std::string& trade_id) {
  return *std::ranges::find(store.quotes, core::TradeId(trade_id), &core::Quote::trade_id);
}

core::Transfer& HttpWorld::add_transfer(const std::string& trade_id, const std::string& hash, core::TransferStatus status) {
  core::Transfer transfer;
  transfer.key = {core::ChainName("ethereum"), core::TxHash(hash), core::Position("0")};
  transfer.trade_type = catalog::find_trade_type("usdt.erc20");
  transfer.from = core::Address("0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc");
  transfer.to = core::Address(std::string(kWallet));
  transfer.units = 3'890'000;
  transfer.block.height = 1'000;
  transfer.block.time = std::chrono::floor<Seconds>(kNow);
  transfer.first_block_time = transfer.block.time;
  transfer.seen_at = kNow;
  transfer.status = status;
  transfer.trade_id = core::TradeId(trade_id);
  store.transfers.push_back(transfer);
  return store.transfers.back();
}

}  // namespace bepusdt::test
