// PlayChain: the demo's chain: a real EVM node (anvil, chain id 1) on the loopback, with a play USDT at the genuine address
// and a payer who owns some of everything. Blocks come every second. One thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/demo/child_process.hpp"
#include "base/result.hpp"
#include "core/quote.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::app {

class PlayChain {
 public:
  // The anvil that `./dev` installed: $BEPUSDT_ANVIL, in node_modules of this folder, the program's or one above, or on PATH.
  [[nodiscard]] static std::string find_anvil();

  // Error: one sentence that says what is missing.
  [[nodiscard]] static Result<std::unique_ptr<PlayChain>, std::string> start(ports::HttpClient& client);

  [[nodiscard]] const std::string& url() const { return url_; }
  // Where the demo's shop collects: an account of the node, stored form.
  [[nodiscard]] core::Address wallet() const;

  // Sends exactly what the quote asks for; gives the transaction's hash.
  [[nodiscard]] Result<std::string, std::string> pay(const core::Quote& quote);

 private:
  PlayChain(ports::HttpClient& client, ChildProcess node, std::string url)
      : client_(client), node_(std::move(node)), url_(std::move(url)) {}
  // One JSON-RPC call; `params` is a JSON array. Gives the result's raw JSON.
  [[nodiscard]] Result<std::string, std::string> call(const std::string& method, const std::string& params);
  [[nodiscard]] Result<std::string, std::string> send(const std::string& to, const core::BaseUnits& value,
                                                      const std::string& data);

  ports::HttpClient& client_;
  ChildProcess node_;
  std::string url_;
};

}  // namespace bepusdt::app
