// LiteNode: lite-servers over TonChain, by their answers to single questions as bytes of TL (lite_api.tl); what carries these is
// another's matter. Strict: a question must be a known function in exactly its form, and ask for what there could be; what is
// wrong with one is kept in `complaints`, and tests want none. Faults come on command, one host at a time. One thread at a
// time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <variant>

#include "devnet/ton/lite_faults.hpp"
#include "devnet/ton/ton_chain.hpp"

namespace bepusdt::devnet {

class LiteNode {
 public:
  struct Host {
    TonChain* chain = nullptr;
    LiteFaults faults;
    int requests = 0;
    std::vector<std::string> methods;  // as called
  };

  explicit LiteNode(std::uint64_t seed = 1) : random_(seed) {}
  Host& host(const std::string& name) { return hosts_[name]; }

  struct Down {};    // nobody there
  struct Silent {};  // no answer will come
  using Answer = std::variant<std::string, Down, Silent>;
  Answer answer(const std::string& host, std::string_view question);

  std::vector<std::string> complaints;
  std::function<void(const std::string& host, const std::string& method)> before_answer;  // lets the chain grow

 private:
  void draw_trouble(LiteFaults& faults);
  [[nodiscard]] std::string body_for(const Host& host, const LiteFaults& faults, const std::string& method,
                                     std::string_view question);
  [[nodiscard]] std::string header_for(const TonChain& chain, std::uint64_t head, std::string_view question);
  [[nodiscard]] std::string block_for(const TonChain& chain, std::uint64_t head, const LiteFaults& faults,
                                      std::string_view question);
  std::string complain(std::string what);

  std::map<std::string, Host> hosts_;
  std::mt19937_64 random_;
};

}  // namespace bepusdt::devnet
