// GrpcNode, GrpcSolidity: a node over gRPC (services protocol.Wallet and protocol.WalletSolidity). Not thread-safe.
#pragma once

#include "base/secret.hpp"
#include "chains/tron/node.hpp"
#include "ports/clock.hpp"

namespace bepusdt::chains::tron {

struct GrpcLimits;

// `url`: "grpc://host:port", "grpcs://host:port" or "host:port". No connection is made before the first question.
[[nodiscard]] std::unique_ptr<Node> make_grpc_node(std::string_view url, Secret key, const GrpcLimits& limits,
                                                   ports::Clock& clock);
[[nodiscard]] std::unique_ptr<Solidity> make_grpc_solidity(std::string_view url, Secret key, const GrpcLimits& limits,
                                                           ports::Clock& clock);

}  // namespace bepusdt::chains::tron
