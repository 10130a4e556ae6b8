#include "app/demo/demo_house.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "app/demo/demo_routes.hpp"
#include "base/hex.hpp"
#include "catalog/load_settings.hpp"
#include "sys/spdlog_event_log.hpp"

namespace bepusdt::app {
namespace {

// Play prices of everything that the catalog has a trade type for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kRates{{{"USDT", "7.2"},
                                                                               {"USDC", "7.19"},
                                                                               {"ETH", "21000"},
                                                                               {"TRX", "2.3"},
                                                                               {"BNB", "6100"},
                                                                               {"POL", "1.6"},
                                                                               {"SOL", "1000"},
                                                                               {"GRAM", "12"}}};

// The quiet demo: only what a person must know.
class NoLog : public ports::EventLog {
 public:
  void write(ports::Severity severity, std::string_view event, std::initializer_list<ports::Field> fields) override {
    if (severity != ports::Severity::error) return;
    std::string line(event);
    for (const ports::Field& field : fields) line += fmt::format(" {}={}", field.key, field.value);
    fmt::print(stderr, "{}\n", line);
  }
};

std::string chain_text(const std::string& name, const std::string& url) {
  const bool tron = catalog::find_chain(name)->family == core::Family::tron;
  const std::string endpoint =
      tron ? fmt::format(R"({{ url = "{0}", solidity = "{0}" }})", url) : fmt::format("\"{}\"", url);
  return fmt::format("[chain.{}]\nendpoints = [{}]\nfinality = {}\npoll = 0.2\n", name, endpoint,
                     name == "ethereum" ? "2" : "\"finalized\"");
}

// One wallet for each family, for all that can be paid with there.
std::string wallets_text(const PlayChain& chain) {
  std::map<core::Family, std::string> types;
  for (const std::string_view type : chain.trade_types()) {
    std::string& list = types[catalog::find_chain(catalog::find_trade_type(type)->chain)->family];
    list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", type);
  }
  std::string text;
  for (const auto& [family, list] : types)
    text += fmt::format("[[wallet]]\naddress = \"{}\"\ntrade_types = [{}]\n", chain.wallet(family).value(), list);
  return text;
}

std::string settings_text(const std::string& token, const std::string& listen, const PlayChain& chain) {
  std::string chains;
  for (const auto& [name, url] : chain.urls()) chains += chain_text(name, url);
  std::string rates;
  for (const auto& [currency, rate] : kRates) rates += fmt::format("\"{}.CNY\" = \"{}\"\n", currency, rate);
  return fmt::format(R"(auth_token = "{}"
listen = "{}"
database = "sqlite:demo.db"
language = "en"
test_mode = true
public_nodes = false
[rate]
source = "fixed"
[rate.fixed]
{}[callback]
allow_http = true
allow_private = true
{}{})",
                     token, listen, rates, chains, wallets_text(chain));
}

}  // namespace

Result<std::unique_ptr<DemoHouse>, std::string> DemoHouse::open(const DemoHouseOptions& options) {
  std::unique_ptr<DemoHouse> house(new DemoHouse());
  std::string pattern = (std::filesystem::temp_directory_path() / "bepusdt-demo-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) return fail(std::string("no temporary folder can be made"));
  house->folder_ = pattern;
  if (options.verbose)
    house->log_ = std::make_unique<sys::SpdlogEventLog>(sys::LogFormat::text, ports::Severity::info, house->clock_);
  else
    house->log_ = std::make_unique<NoLog>();

  auto chain = options.anvil ? PlayChain::on_anvil(house->client_) : PlayChain::built_in(house->client_, *house->log_);
  if (!chain) return fail(chain.error());
  house->chain_ = *std::move(chain);

  std::array<std::uint8_t, 16> entropy;
  sys::SystemRandom().fill(entropy);
  const std::string token = to_hex(entropy);
  house->shop_ = std::make_unique<DemoShop>(house->client_, Secret(token), house->chain_->trade_types());

  catalog::SettingsInput input;
  input.file_name = house->folder_ + "/conf.toml";
  input.file_text = settings_text(token, options.listen, *house->chain_);
  auto loaded = catalog::load_settings(input);
  if (!loaded) return fail(loaded.error().errors.front().text(wire::Language::en));
  DemoHouse* self = house.get();
  auto gateway =
      Gateway::open(std::move(loaded->settings), *house->log_,
                    demo_routes(*house->shop_, [self](const std::string& trade_id) { return self->pay(trade_id); }));
  if (!gateway) return fail(gateway.error());
  house->gateway_ = *std::move(gateway);
  if (auto started = house->gateway_->start(); !started) return fail(started.error());
  house->shop_->set_gateway(house->url());
  return house;
}

DemoHouse::~DemoHouse() {
  gateway_.reset();
  chain_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

std::string DemoHouse::url() const {
  const std::string& listen = gateway_->settings().listen;
  std::string host = listen.substr(0, listen.rfind(':'));
  if (host.empty() || host == "0.0.0.0" || host == "[::]") host = "127.0.0.1";
  return fmt::format("http://{}:{}", host, gateway_->port());
}

Result<std::string, std::string> DemoHouse::pay(const std::string& trade_id) {
  std::optional<core::Order> order;
  std::vector<core::Quote> quotes;
  const auto read = gateway_->store().read([&](const ports::View& view) {
    order = view.order(core::TradeId(trade_id));
    if (order) quotes = view.quotes(order->trade_id);
  });
  if (!read) return fail(read.error().reason);
  if (!order) return fail(std::string("there is no such order"));
  if (order->state != core::OrderState::waiting) return fail(fmt::format("the order is {}", name_of(order->state)));
  const std::lock_guard one_at_a_time(paying_);
  return chain_->pay(quotes.at(static_cast<std::size_t>(order->quote_number)));
}

Result<void, std::string> DemoHouse::pay_orders(std::span<const std::string_view> trade_types,
                                                const std::function<void(std::string_view)>& tell) {
  const auto begun = std::chrono::steady_clock::now();
  const auto elapsed = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(); };
  std::map<std::string, std::string_view> unpaid;  // trade type by trade id
  for (const std::string_view trade_type : trade_types) {
    const auto order = shop_->create_order(trade_type, "/demo");
    if (!order) return fail(order.error());
    tell(fmt::format("{:5.1f} s  order     {}  {} {}  to {}", elapsed(), order->trade_id, order->actual_amount, trade_type,
                     order->token));
    const auto hash = pay(order->trade_id);
    if (!hash) return fail(hash.error());
    tell(fmt::format("{:5.1f} s  payment   {}", elapsed(), *hash));
    unpaid.emplace(order->trade_id, trade_type);
  }
  constexpr auto kPatience = std::chrono::seconds(60);
  while (!unpaid.empty()) {
    if (std::chrono::steady_clock::now() - begun >= kPatience)
      return fail(fmt::format("no callback within {} s about {}", kPatience.count(), unpaid.begin()->second));
    std::this_thread::sleep_for(Millis(20));
    for (auto each = unpaid.begin(); each != unpaid.end();) {
      const auto callback = shop_->callback_of(each->first);
      if (!callback) {
        ++each;
        continue;
      }
      tell(fmt::format("{:5.1f} s  callback  {}", elapsed(), callback->body));
      if (!callback->verified) return fail(std::string("the callback's signature does not verify"));
      tell(fmt::format("{:5.1f} s  paid      {}  signature verified", elapsed(), each->second));
      each = unpaid.erase(each);
    }
  }
  return {};
}

}  // namespace bepusdt::app
