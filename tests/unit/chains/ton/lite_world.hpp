// TON for ReaderWorld, over lite-servers, and the two kinds of nodes for tests that hold for both. Nothing is between the reader
// and a lite-server's answers here: adnl_line_test.cpp looks at what carries them.
#pragma once

#include "devnet/ton/lite_node.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::ton {

class DirectLine final : public LiteLine {
 public:
  DirectLine(devnet::LiteNode& node, std::string host, ports::Clock& clock)
      : node_(node), host_(std::move(host)), clock_(clock) {}

  Result<std::vector<Bytes>, LiteFailure> ask(const std::vector<Bytes>& questions, Time deadline) override {
    using Kind = LiteFailure::Kind;
    if (clock_.now() >= deadline) return fail(LiteFailure{Kind::out_of_time, "no time left"});
    std::vector<Bytes> answers;
    for (const Bytes& question : questions) {
      const auto answer = node_.answer(host_, {reinterpret_cast<const char*>(question.data()), question.size()});
      const auto* bytes = std::get_if<std::string>(&answer);
      if (bytes == nullptr) return fail(LiteFailure{Kind::unreachable, "connecting: nobody there"});
      answers.emplace_back(bytes->begin(), bytes->end());
    }
    return answers;
  }

 private:
  devnet::LiteNode& node_;
  std::string host_;
  ports::Clock& clock_;
};

// Lite-servers, and indexes for tests that put one into the list beside them.
class LiteNodes : public devnet::LiteNode {
 public:
  explicit LiteNodes(const ports::Clock& clock) : index(clock) {}
  devnet::TonNode index;
};

struct LiteFamily : Family {
  using Node = LiteNodes;
  using Faults = devnet::LiteFaults;

  static EndpointConfig endpoint(const std::string& host) { return {"lite://" + host + ":1/a-key", {}, 0}; }
  static Config config(const Chain& chain) {
    Config config = Family::config(chain);
    config.endpoints = {endpoint("a")};
    return config;
  }
  static void add_endpoint(Config& config, const std::string& host) { config.endpoints.push_back(endpoint(host)); }
  static void make(std::optional<Reader>& reader, const Config& config, Node& node, test::SetClock& clock,
                   ports::EventLog& log, ports::Metrics& metrics) {
    const auto line = [&node, &clock](const EndpointConfig& endpoint) {
      return std::make_unique<DirectLine>(node, endpoint.url.substr(std::string_view("lite://").size(), 1), clock);
    };
    reader.emplace(
        config, node.index, line, [&clock](Millis wait) { clock.advance(wait); }, clock, log, metrics);
  }
  static void lose_blocks(Faults& faults) { faults.missing_method = "getBlock"; }
  static void lose_transactions(Faults& faults) { lose_blocks(faults); }
};

using Kinds = ::testing::Types<Family, LiteFamily>;
struct KindName {
  template <class Kind>
  static std::string GetName(int) {
    return std::is_same_v<Kind, LiteFamily> ? "lite_servers" : "indexes";
  }
};

}  // namespace bepusdt::chains::ton
