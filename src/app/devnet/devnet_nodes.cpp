#include "app/devnet/devnet_nodes.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::app {
namespace {

constexpr Millis kBetweenTicks{20};
constexpr Millis kPatience{30'000};
constexpr std::size_t kMostAnswerBytes = 64 * 1024 * 1024;

}  // namespace

DevnetNodes::DevnetNodes(const std::vector<const catalog::Chain*>& chains, devnet::Pace pace, const ports::Clock& clock,
                         ports::EventLog& log)
    : clock_(clock), log_(log) {
  evm_.keeps_requests = false;
  for (const catalog::Chain* chain : chains) testnets_.push_back(make(*chain, pace));
  time_ = std::jthread([this](const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, stop, kBetweenTicks, [&] { return stop.stop_requested(); })) tick();
  });
}

DevnetNodes::~DevnetNodes() = default;

std::unique_ptr<devnet::Testnet> DevnetNodes::make(const catalog::Chain& row, devnet::Pace pace) {
  switch (row.family) {
    case core::Family::evm: return std::make_unique<devnet::EvmTestnet>(evm_, row, pace, clock_);
    case core::Family::tron: return std::make_unique<devnet::TronTestnet>(row, pace, clock_);
    case core::Family::solana: return std::make_unique<devnet::SolanaTestnet>(row, pace, clock_);
    case core::Family::aptos: return std::make_unique<devnet::AptosTestnet>(row, pace, clock_);
    case core::Family::ton: return std::make_unique<devnet::TonTestnet>(row, pace, clock_);
  }
  BEPUSDT_ASSERT(false);
}

void DevnetNodes::tick() {
  const Time now = clock_.now();
  for (const auto& testnet : testnets_) testnet->tick(now);
}

std::optional<DevnetNodes::Place> DevnetNodes::at_path(std::string_view path) const {
  if (!path.starts_with('/')) return std::nullopt;
  const auto place_at = [](devnet::Testnet& testnet, std::string_view at_node) -> std::optional<Place> {
    const std::string_view method = testnet.method_at(at_node);
    if (method.empty()) return std::nullopt;
    return Place{&testnet, std::string(at_node), method};
  };
  for (const auto& testnet : testnets_) {
    const std::string_view name = testnet->row().name;
    if (!path.substr(1).starts_with(name)) continue;
    if (auto place = place_at(*testnet, path.substr(1 + name.size()))) return place;
  }
  return place_at(*testnets_.front(), path);
}

Result<ports::HttpAnswer, ports::HttpError> DevnetNodes::exchange(const Place& place, std::string_view query,
                                                                  ports::HttpRequest question) {
  const std::string_view chain = place.testnet->row().name;
  question.method = place.method;
  question.url = "http://" + std::string(chain) + (place.path.empty() ? "/" : place.path);
  if (!query.empty()) question.url += "?" + std::string(query);
  question.max_answer_bytes = kMostAnswerBytes;
  question.total_timeout = kPatience;
  const std::lock_guard lock(mutex_);
  tick();
  auto answer = place.testnet->exchange(question);
  for (const std::string& complaint : place.testnet->take_complaints())
    log_.warning("devnet.complaint", {{"chain", chain}, {"about", complaint}});
  return answer;
}

const devnet::Testnet& DevnetNodes::testnet_of(const catalog::Chain& chain) const {
  const auto found = std::ranges::find(testnets_, &chain, [](const auto& testnet) { return &testnet->row(); });
  BEPUSDT_ASSERT(found != testnets_.end());
  return **found;
}

std::string DevnetNodes::endpoint_path(const catalog::Chain& chain) const {
  return "/" + std::string(chain.name) + std::string(testnet_of(chain).endpoint_path());
}

std::string DevnetNodes::commands_path(const catalog::Chain& chain) const {
  const std::string_view path = testnet_of(chain).commands_path();
  return path.empty() ? std::string() : "/" + std::string(chain.name) + std::string(path);
}

}  // namespace bepusdt::app
