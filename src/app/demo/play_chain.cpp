#include "app/demo/play_chain.hpp"

#include <fmt/format.h>
#include <simdjson.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "app/demo/play_token_bytecode.hpp"
#include "base/hex.hpp"

namespace bepusdt::app {
namespace {

// The first two accounts of anvil's well-known test mnemonic; the node signs for them.
constexpr std::string_view kPayer = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
constexpr std::string_view kWallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
constexpr std::string_view kUsdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";

std::string word_of(const core::BaseUnits& value) {
  std::string hex = fmt::format("{}", value.str(0, std::ios_base::hex));
  return std::string(64 - hex.size(), '0') + hex;
}

std::string word_of_address(std::string_view address) { return std::string(24, '0') + std::string(address.substr(2)); }

}  // namespace

std::string PlayChain::find_anvil() {
  if (const char* named = std::getenv("BEPUSDT_ANVIL")) return named;
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  std::vector<std::filesystem::path> starts{std::filesystem::current_path(error), self.parent_path()};
  // The program itself where its package is at hand: npm's launcher would be one more process, which can die before it.
  constexpr std::array kPrograms{"@foundry-rs/anvil-linux-amd64/bin/anvil", "@foundry-rs/anvil-linux-arm64/bin/anvil",
                                 ".bin/anvil"};
  for (const char* program : kPrograms)
    for (auto folder : starts)
      for (; !folder.empty(); folder = folder.parent_path()) {
        const auto candidate = folder / "node_modules" / program;
        if (access(candidate.c_str(), X_OK) == 0) return candidate.string();
        if (folder == folder.root_path()) break;
      }
  return "anvil";
}

Result<std::unique_ptr<PlayChain>, std::string> PlayChain::start(ports::HttpClient& client) {
  const auto port = free_loopback_port();
  if (!port) return fail(std::string("no free TCP port on the loopback"));
  const std::string anvil = find_anvil();
  auto node = ChildProcess::start(
      {anvil, "--host", "127.0.0.1", "--port", std::to_string(*port), "--chain-id", "1", "--block-time", "1", "--silent"});
  if (!node)
    return fail(fmt::format(
        "the demo needs anvil, which `./dev demo` installs (npm package @foundry-rs/anvil); {} could not be started",
        anvil));
  std::unique_ptr<PlayChain> chain(new PlayChain(client, *std::move(node), fmt::format("http://127.0.0.1:{}", *port)));

  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!chain->call("eth_chainId", "[]")) {
    if (!chain->node_.running()) return fail(fmt::format("{} ended at once", anvil));
    if (std::chrono::steady_clock::now() > patience) return fail(std::string("anvil does not answer"));
    std::this_thread::sleep_for(Millis(20));
  }
  const auto placed = chain->call("anvil_setCode", fmt::format(R"(["{}","{}"])", kUsdt, demo::kPlayTokenRuntime));
  if (!placed) return fail(placed.error());
  const auto minted = chain->send(
      std::string(kUsdt), 0,
      fmt::format("{}{}{}", demo::kPlayTokenMint, word_of_address(kPayer), word_of(core::BaseUnits("1000000000000000"))));
  if (!minted) return fail(minted.error());
  return chain;
}

core::Address PlayChain::wallet() const { return core::Address(std::string(kWallet)); }

Result<std::string, std::string> PlayChain::pay(const core::Quote& quote) {
  if (quote.is_open_amount()) return fail(std::string("an order without an amount is paid by hand"));
  if (quote.trade_type->native) return send(quote.address.value(), quote.units, "0x");
  return send(std::string(kUsdt), 0,
              fmt::format("{}{}{}", demo::kPlayTokenTransfer, word_of_address(quote.address.value()), word_of(quote.units)));
}

Result<std::string, std::string> PlayChain::send(const std::string& to, const core::BaseUnits& value,
                                                 const std::string& data) {
  auto hash =
      call("eth_sendTransaction", fmt::format(R"([{{"from":"{}","to":"{}","value":"0x{}","data":"{}","gas":"0x30d40"}}])",
                                              kPayer, to, value.str(0, std::ios_base::hex), data));
  if (hash && hash->size() > 2) return hash->substr(1, hash->size() - 2);  // without its quotes
  return hash;
}

Result<std::string, std::string> PlayChain::call(const std::string& method, const std::string& params) {
  ports::HttpRequest request;
  request.method = "POST";
  request.url = url_;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = fmt::format(R"({{"jsonrpc":"2.0","id":1,"method":"{}","params":{}}})", method, params);
  const auto answer = client_.send(request);
  if (!answer) return fail(answer.error().reason);
  try {
    simdjson::ondemand::parser parser;
    const simdjson::padded_string body(answer->body);
    auto document = parser.iterate(body);
    std::string_view raw;
    if (simdjson::to_json_string(document["result"]).get(raw) == simdjson::SUCCESS) return std::string(raw);
    return fail(fmt::format("anvil refused {}: {}", method, answer->body.substr(0, 300)));
  } catch (const simdjson::simdjson_error& error) {
    return fail(fmt::format("anvil answered no JSON to {}: {}", method, error.what()));
  }
}

}  // namespace bepusdt::app
