// Testnet: one chain of the catalog as a test chain, whatever its family: blocks that come by themselves or on command, a node
// that tells of them in the family's own protocol, and a payer who never runs out. One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/chains.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::devnet {

class Testnet {
 public:
  virtual ~Testnet() = default;

  [[nodiscard]] virtual const catalog::Chain& row() const = 0;
  virtual void tick(Time now) = 0;
  // "POST" or "GET": how its node is asked there; empty: it answers nothing there. `path` is what follows the chain's own in a URL.
  [[nodiscard]] virtual std::string_view method_at(std::string_view path) const = 0;
  // The path of the URL that a gateway is given.
  [[nodiscard]] virtual std::string_view endpoint_path() const { return ""; }
  // The path that commands stand below; empty: they are calls like any others.
  [[nodiscard]] virtual std::string_view commands_path() const { return ""; }
  // One exchange with its node. The URL's host is the chain's name; what follows it is the node's own matter.
  [[nodiscard]] virtual Result<ports::HttpAnswer, ports::HttpError> exchange(const ports::HttpRequest& request) = 0;
  // What no node should have been asked since the last look.
  [[nodiscard]] virtual std::vector<std::string> take_complaints() = 0;
};

}  // namespace bepusdt::devnet
