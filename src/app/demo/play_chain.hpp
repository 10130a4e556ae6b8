// PlayChain: the demo's chains and a payer who owns some of everything on them: the test chains that are built in, which are all of
// the catalog, or a real EVM node (anvil, as Ethereum) with a play USDT at the genuine address. Both are on the loopback and make a
// block every second. One thread at a time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/demo/child_process.hpp"
#include "app/devnet/devnet_server.hpp"
#include "base/result.hpp"
#include "core/quote.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::app {

class PlayChain {
 public:
  // Each gives one sentence as its error, that says what is missing.
  [[nodiscard]] static Result<std::unique_ptr<PlayChain>, std::string> built_in(ports::HttpClient& client,
                                                                                ports::EventLog& log);
  [[nodiscard]] static Result<std::unique_ptr<PlayChain>, std::string> on_anvil(ports::HttpClient& client);

  // What each chain's node is reached by, by the chain's name.
  [[nodiscard]] const std::map<std::string, std::string>& urls() const { return urls_; }
  // What may be paid with: every trade type of these chains, USDT on Ethereum before all others.
  [[nodiscard]] std::vector<std::string_view> trade_types() const;
  // Where the demo's shop collects on the chains of a family, stored form.
  [[nodiscard]] core::Address wallet(core::Family family) const;

  // Sends exactly what the quote asks for; gives the transaction's hash.
  [[nodiscard]] Result<std::string, std::string> pay(const core::Quote& quote);

 private:
  explicit PlayChain(ports::HttpClient& client) : client_(client) {}
  // The anvil that `./dev` installed: $BEPUSDT_ANVIL, in node_modules of this folder, the program's or one above, or on PATH.
  [[nodiscard]] static std::string find_anvil();

  [[nodiscard]] Result<std::string, std::string> pay_on_evm(const core::Quote& quote);
  // By the chain's own command.
  [[nodiscard]] Result<std::string, std::string> pay_by_command(const std::string& commands, const core::Quote& quote);
  // What a POST of JSON is answered with; the error is a sentence.
  [[nodiscard]] Result<std::string, std::string> post(const std::string& url, std::string body);
  // One JSON-RPC call; `params` is a JSON array. Gives the result's raw JSON.
  [[nodiscard]] Result<std::string, std::string> call(std::string_view chain, const std::string& method,
                                                      const std::string& params);
  [[nodiscard]] Result<std::string, std::string> send(std::string_view chain, const std::string& to,
                                                      const core::BaseUnits& value, const std::string& data);

  ports::HttpClient& client_;
  std::map<std::string, std::string> urls_;
  std::optional<ChildProcess> anvil_;
  std::unique_ptr<DevnetServer> devnet_;
};

}  // namespace bepusdt::app
