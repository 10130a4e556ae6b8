#include "app/devnet/devnet_nodes.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt::app {
namespace {

constexpr Millis kBetweenTicks{20};
constexpr Millis kPatience{30'000};
constexpr std::size_t kMostAnswerBytes = 64 * 1024 * 1024;

}  // namespace

bool DevnetNodes::has_family(core::Family family) { return family == core::Family::evm || family == core::Family::tron; }

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
    case core::Family::tron: return std::make_unique<devnet::TronTestnet>(tron_, row, pace, clock_);
    default: break;
  }
  BEPUSDT_ASSERT(false);  // has_family() says which there are
}

void DevnetNodes::tick() {
  const Time now = clock_.now();
  for (const auto& testnet : testnets_) testnet->tick(now);
}

std::optional<DevnetNodes::Place> DevnetNodes::at_path(std::string_view path) const {
  if (!path.starts_with('/')) return std::nullopt;
  for (const auto& testnet : testnets_) {
    const std::string_view name = testnet->row().name;
    if (!path.substr(1).starts_with(name)) continue;
    const std::string_view rest = path.substr(1 + name.size());
    if (testnet->has_path(rest)) return Place{testnet.get(), std::string(rest)};
  }
  if (testnets_.front()->has_path(path)) return Place{testnets_.front().get(), std::string(path)};
  return std::nullopt;
}

Result<ports::HttpAnswer, ports::HttpError> DevnetNodes::exchange(const Place& place, const std::string& body,
                                                                  std::string_view content_type) {
  const std::string_view chain = place.testnet->row().name;
  ports::HttpRequest request;
  request.method = "POST";
  request.url = "http://" + std::string(chain) + (place.path.empty() ? "/" : place.path);
  request.headers.emplace_back("Content-Type", content_type.substr(0, content_type.find(';')));
  request.body = body;
  request.max_answer_bytes = kMostAnswerBytes;
  request.total_timeout = kPatience;
  const std::lock_guard lock(mutex_);
  tick();
  auto answer = place.testnet->exchange(request);
  for (const std::string& complaint : place.testnet->take_complaints())
    log_.warning("devnet.complaint", {{"chain", chain}, {"about", complaint}});
  return answer;
}

}  // namespace bepusdt::app
