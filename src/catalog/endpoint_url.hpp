// URLs that the operator names: nodes, the price source, the gateway's own address. A node's URL may hold a key, so all
// that is ever shown of one is its host. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/setting_value.hpp"
#include "core/address.hpp"

namespace bepusdt::catalog {

// What is wrong with it as a node of the family; never repeats it. EVM, Solana, Aptos and TON: http(s). TON also a lite-server or a list of them
// (lite_server_url.hpp). Tron: http(s), which is its HTTP API, grpc, grpcs, or host:port.
[[nodiscard]] Wrong check_node_url(core::Family family, std::string_view url);

// ws or wss.
[[nodiscard]] Wrong check_websocket_url(std::string_view url);

// http or https, with a host and without fragment; `plain`: also without query and credentials.
[[nodiscard]] Wrong check_web_url(std::string_view url, bool plain);

// "node.example.com" or "node.example.com:8545"; "***" for what is no URL.
[[nodiscard]] std::string host_of(std::string_view url);

// The endpoints of an environment variable or flag: separated by commas; "off" is the empty list.
[[nodiscard]] std::vector<std::string> endpoint_texts(std::string_view text);

}  // namespace bepusdt::catalog
