#include "app/demo/play_chain.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "app/demo/play_token_bytecode.hpp"
#include "base/assert.hpp"

namespace bepusdt::app {
namespace {

// Accounts of the node, which signs for them.
const std::string kPayer(devnet::evm_accounts()[0]);
const std::string kWallet(devnet::evm_accounts()[1]);
constexpr std::string_view kCoinOnAnvil = "ethereum.eth";
constexpr std::string_view kFirst = "usdt.erc20";  // of what is offered
constexpr std::uint64_t kWalletNumber = 2;         // where accounts are made from numbers

std::string contract_of(const core::TradeType& type) {
  const auto rows = catalog::token_contracts();
  const auto row = std::ranges::find(rows, type.name, &catalog::TokenContract::trade_type);
  BEPUSDT_ASSERT(row != rows.end());
  return std::string(row->contract);
}

}  // namespace

Result<std::unique_ptr<PlayChain>, std::string> PlayChain::built_in(ports::HttpClient& client, ports::EventLog& log) {
  DevnetOptions options;
  options.listen = "127.0.0.1:0";
  for (const catalog::Chain& row : catalog::chains()) options.chains.push_back(&row);
  auto server = DevnetServer::open(options, log);
  if (!server) return fail(server.error());
  std::unique_ptr<PlayChain> chain(new PlayChain(client));
  chain->devnet_ = *std::move(server);
  for (const catalog::Chain* row : options.chains) chain->urls_[std::string(row->name)] = chain->devnet_->url(*row);
  return chain;
}

std::vector<std::string_view> PlayChain::trade_types() const {
  std::vector<std::string_view> types{kFirst};
  for (const core::TradeType& type : catalog::trade_types())
    if (type.name != kFirst && urls_.contains(std::string(type.chain)) && (devnet_ || type.name == kCoinOnAnvil))
      types.push_back(type.name);
  return types;
}

core::Address PlayChain::wallet(core::Family family) const {
  switch (family) {
    case core::Family::evm: return core::Address(kWallet);
    case core::Family::tron: return core::Address(devnet::tron_wallet(kWalletNumber));
    case core::Family::solana: return core::Address(devnet::solana_wallet(kWalletNumber));
    case core::Family::aptos: return core::Address(devnet::aptos_account(kWalletNumber));
    case core::Family::ton: return core::Address(devnet::ton_wallet(kWalletNumber));
  }
  BEPUSDT_ASSERT(false);
}

Result<std::string, std::string> PlayChain::pay(const core::Quote& quote) {
  if (quote.is_open_amount()) return fail(std::string("an order without an amount is paid by hand"));
  const std::string commands =
      devnet_ ? devnet_->commands_url(*catalog::find_chain(quote.trade_type->chain)) : std::string();
  return commands.empty() ? pay_on_evm(quote) : pay_by_command(commands, quote);
}

Result<std::string, std::string> PlayChain::pay_by_command(const std::string& commands, const core::Quote& quote) {
  const core::TradeType& type = *quote.trade_type;
  const std::string contract = type.native ? "" : fmt::format(R"(,"contract":"{}")", contract_of(type));
  const auto body = post(commands + "/pay", fmt::format(R"({{"to":"{}","amount":"{}"{}}})", quote.address.value(),
                                                        quote.units.str(), contract));
  if (!body) return fail(body.error());
  simdjson::dom::parser parser;
  std::string_view txid;
  if (parser.parse(*body)["txid"].get(txid))
    return fail(fmt::format("the test chain refused to pay: {}", body->substr(0, 300)));
  return std::string(txid);
}

Result<std::string, std::string> PlayChain::pay_on_evm(const core::Quote& quote) {
  const core::TradeType& type = *quote.trade_type;
  if (type.native) return send(type.chain, quote.address.value(), quote.units, "0x");
  return send(type.chain, contract_of(type), 0,
              fmt::format("{}{}{}", demo::kPlayTokenTransfer, devnet::evm_topic(quote.address.value()).substr(2),
                          devnet::evm_word(quote.units).substr(2)));
}

Result<std::string, std::string> PlayChain::send(std::string_view chain, const std::string& to, const core::BaseUnits& value,
                                                 const std::string& data) {
  auto hash = call(chain, "eth_sendTransaction",
                   fmt::format(R"([{{"from":"{}","to":"{}","value":"{}","data":"{}","gas":"0x30d40"}}])", kPayer, to,
                               devnet::evm_quantity(value), data));
  if (hash && hash->size() > 2) return hash->substr(1, hash->size() - 2);  // without its quotes
  return hash;
}

Result<std::string, std::string> PlayChain::post(const std::string& url, std::string body) {
  ports::HttpRequest request;
  request.method = "POST";
  request.url = url;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = std::move(body);
  auto answer = client_.send(request);
  if (!answer) return fail(answer.error().reason);
  return std::move(answer->body);
}

Result<std::string, std::string> PlayChain::call(std::string_view chain, const std::string& method,
                                                 const std::string& params) {
  const auto answer = post(urls_.at(std::string(chain)),
                           fmt::format(R"({{"jsonrpc":"2.0","id":1,"method":"{}","params":{}}})", method, params));
  if (!answer) return fail(answer.error());
  try {
    simdjson::ondemand::parser parser;
    const simdjson::padded_string body(*answer);
    auto document = parser.iterate(body);
    std::string_view raw;
    if (simdjson::to_json_string(document["result"]).get(raw) == simdjson::SUCCESS) return std::string(raw);
    return fail(fmt::format("the test chain refused {}: {}", method, answer->substr(0, 300)));
  } catch (const simdjson::simdjson_error& error) {
    return fail(fmt::format("the test chain answered no JSON to {}: {}", method, error.what()));
  }
}

}  // namespace bepusdt::app
