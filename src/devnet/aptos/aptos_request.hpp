// Reading a request to the REST API as strictly as a fullnode would, and more: what is not a known question with exactly its own
// parameters is a complaint.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ports/http_client.hpp"

namespace bepusdt::devnet {

struct AptosQuestion {
  std::string name;          // "ledger", "block", "block_of", "page", "transaction"; empty: none that is known
  std::uint64_t number = 0;  // height, version, or the page's first version
  std::uint64_t limit = 0;   // of a page
  std::string hash;          // "0x" and 64 digits
};

// `key`: what the bearer token must be; empty: there must be none. `query`: what must stand behind the question's own parameters.
[[nodiscard]] AptosQuestion aptos_question(const ports::HttpRequest& request, const std::string& key,
                                           const std::string& query, std::vector<std::string>& complaints);

}  // namespace bepusdt::devnet
