#include "app/devnet/devnet_nodes.hpp"

#include <algorithm>

namespace bepusdt::app {
namespace {

constexpr Millis kBetweenTicks{20};
constexpr std::size_t kMostAnswerBytes = 64 * 1024 * 1024;

}  // namespace

DevnetNodes::DevnetNodes(const std::vector<const catalog::Chain*>& chains, devnet::EvmMiner::Pace pace,
                         const ports::Clock& clock, ports::EventLog& log)
    : clock_(clock), log_(log) {
  node_.keeps_requests = false;
  for (const catalog::Chain* chain : chains)
    testnets_.push_back(std::make_unique<devnet::EvmTestnet>(node_, *chain, pace, clock));
  time_ = std::jthread([this](const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, stop, kBetweenTicks, [&] { return stop.stop_requested(); })) tick();
  });
}

DevnetNodes::~DevnetNodes() = default;

void DevnetNodes::tick() {
  const Time now = clock_.now();
  for (const auto& testnet : testnets_) testnet->tick(now);
}

const catalog::Chain* DevnetNodes::at_path(std::string_view path) const {
  if (path == "/") return &testnets_.front()->row();
  const auto found =
      std::ranges::find_if(testnets_, [&](const auto& testnet) { return path.substr(1) == testnet->row().name; });
  return path.empty() || found == testnets_.end() ? nullptr : &(*found)->row();
}

Result<ports::HttpAnswer, ports::HttpError> DevnetNodes::exchange(const catalog::Chain& chain, const std::string& body,
                                                                  std::string_view content_type) {
  ports::HttpRequest request;
  request.method = "POST";
  request.url = "http://" + std::string(chain.name) + "/";
  request.headers.emplace_back("Content-Type", content_type.substr(0, content_type.find(';')));
  request.body = body;
  request.max_answer_bytes = kMostAnswerBytes;
  const std::lock_guard lock(mutex_);
  tick();
  auto answer = node_.send(request);
  for (const std::string& complaint : node_.complaints)
    log_.warning("devnet.complaint", {{"chain", chain.name}, {"about", complaint}});
  node_.complaints.clear();
  return answer;
}

}  // namespace bepusdt::app
