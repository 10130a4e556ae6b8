// Which transport an endpoint of Tron is asked by: "http(s)://…" is the HTTP API, everything else gRPC; its solidity address
// may be of the other kind.
#pragma once

#include "chains/tron/grpc_channel.hpp"
#include "chains/tron/http_api.hpp"
#include "chains/tron/tron_config.hpp"

namespace bepusdt::chains::tron {

// `http` and `clock` outlive whatever it makes.
[[nodiscard]] LineMaker line_maker(HttpLimits http_limits, GrpcLimits grpc_limits, ports::HttpClient& http,
                                   ports::Clock& clock);

}  // namespace bepusdt::chains::tron
