#include "chains/tron/line_maker.hpp"

#include "chains/tron/grpc_node.hpp"
#include "chains/tron/http_node.hpp"

namespace bepusdt::chains::tron {
namespace {

bool is_http(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

}  // namespace

LineMaker line_maker(HttpLimits http_limits, GrpcLimits grpc_limits, ports::HttpClient& http, ports::Clock& clock) {
  return [http_limits, grpc_limits, &http, &clock](const TronEndpoint& endpoint) {
    const Secret& key = endpoint.endpoint.key;
    const std::string& url = endpoint.endpoint.url;
    Line line;
    if (is_http(url))
      line.node = std::make_unique<HttpNode>(HttpApi(url, key, http_limits, http, clock));
    else
      line.node = make_grpc_node(url, key, grpc_limits, clock);
    if (is_http(endpoint.solidity))
      line.solidity = std::make_unique<HttpSolidity>(HttpApi(endpoint.solidity, key, http_limits, http, clock));
    else if (!endpoint.solidity.empty())
      line.solidity = make_grpc_solidity(endpoint.solidity, key, grpc_limits, clock);
    return line;
  };
}

}  // namespace bepusdt::chains::tron
