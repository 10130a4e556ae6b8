#include "devnet/tron/tron_testnet.hpp"

#include "base/assert.hpp"

namespace bepusdt::devnet {
namespace {

constexpr std::size_t kWitnesses = 27;
constexpr std::string_view kMainNetwork = "00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc";

}  // namespace

TronTestnet::TronTestnet(TronNode& node, const catalog::Chain& row, Pace pace, const ports::Clock& clock)
    : node_(node),
      row_(row),
      chain_(kWitnesses, "devnet", to_unix_seconds(std::chrono::floor<Seconds>(clock.now())), kMainNetwork),
      host_(adopt()),
      miner_(host_, pace),
      commands_(host_, miner_, clock) {
  host_.commands = &commands_;
}

TronTestnet::~TronTestnet() { host_ = {}; }

TronNode::Host& TronTestnet::adopt() {
  BEPUSDT_ASSERT(row_.family == core::Family::tron);
  TronNode::Host& host = node_.host(std::string(row_.name));
  host.chain = &chain_;
  return host;
}

Result<ports::HttpAnswer, ports::HttpError> TronTestnet::exchange(const ports::HttpRequest& request) {
  auto answer = node_.send(request);
  host_.methods.clear();
  return answer;
}

}  // namespace bepusdt::devnet
