// TestnetWorld: Ethereum's row as a test chain behind a node, a clock that is set, and JSON-RPC calls to it.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include "devnet/evm/evm_testnet.hpp"
#include "support/fakes.hpp"

namespace bepusdt::devnet {

inline const std::string kUsdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";
inline const std::string kPayer(evm_accounts()[0]);
inline const std::string kShop = evm_address(1);

class TestnetWorld : public ::testing::Test {
 protected:
  TestnetWorld() { node.keeps_requests = false; }
  void TearDown() override { EXPECT_EQ(node.complaints, std::vector<std::string>()); }

  static EvmMiner::Pace pace() { return {Millis(1'000), 2}; }

  // The whole answer.
  std::string ask(const std::string& method, const std::string& params) {
    ports::HttpRequest request;
    request.method = "POST";
    request.url = "http://ethereum/";
    request.headers = {{"Content-Type", "application/json"}};
    request.max_answer_bytes = 1'000'000;
    request.body = R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}";
    const auto answer = node.send(request);
    return answer ? answer->body : "no answer: " + answer.error().reason;
  }
  // The result as JSON text; "error <code>" for one.
  std::string result(const std::string& method, const std::string& params = "[]") {
    const std::string body = ask(method, params);
    simdjson::dom::element root, found;
    if (parser.parse(body).get(root)) return "no JSON: " + body;
    std::int64_t code = 0;
    if (!root["error"]["code"].get(code)) return "error " + std::to_string(code);
    return root["result"].get(found) ? "no result: " + body : simdjson::minify(found);
  }
  // The result where it is text.
  std::string text(const std::string& method, const std::string& params = "[]") {
    const std::string json = result(method, params);
    return json.size() >= 2 && json.front() == '"' ? json.substr(1, json.size() - 2) : json;
  }
  static std::string transfer_of(const std::string& to, const core::BaseUnits& units) {
    return "0xa9059cbb" + evm_topic(to).substr(2) + evm_word(units).substr(2);
  }
  static std::string request(const std::string& to, const std::string& value, const std::string& data,
                             const std::string& from = kPayer) {
    return R"([{"from":")" + from + R"(","to":")" + to + R"(","value":")" + value + R"(","data":")" + data + R"("}])";
  }
  // Both give the hash; mined when the test says so.
  std::string pay_token(const core::BaseUnits& units, const std::string& to = kShop) {
    return text("eth_sendTransaction", request(kUsdt, "0x0", transfer_of(to, units)));
  }
  std::string pay_coin(const core::BaseUnits& wei, const std::string& to = kShop) {
    return text("eth_sendTransaction", request(to, evm_quantity(wei), "0x"));
  }
  std::string token_balance(const std::string& holder) {
    return text("eth_call",
                R"([{"to":")" + kUsdt + R"(","data":"0x70a08231)" + evm_topic(holder).substr(2) + R"("},"latest"])");
  }
  std::string coin_balance(const std::string& holder) { return text("eth_getBalance", R"([")" + holder + R"(","latest"])"); }
  // "0x1", "0x0", or "none" for what no block holds.
  std::string status(const std::string& hash) {
    const std::string receipt = result("eth_getTransactionReceipt", R"([")" + hash + R"("])");
    const auto at = receipt.find(R"("status":")");
    return at == std::string::npos ? "none" : receipt.substr(at + 10, 3);
  }
  std::string logs_of(const std::string& hash) {
    const std::string receipt = result("eth_getTransactionReceipt", R"([")" + hash + R"("])");
    return receipt.substr(receipt.find(R"("logs":)"));
  }
  void wait(Millis time) {
    clock.advance(time);
    testnet.tick(clock.now());
  }

  test::SetClock clock{from_unix_millis(1'790'000'000'500)};
  EvmNode node;
  EvmTestnet testnet{node, *catalog::find_chain("ethereum"), pace(), clock};
  simdjson::dom::parser parser;
};

}  // namespace bepusdt::devnet
