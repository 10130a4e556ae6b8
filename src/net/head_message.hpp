// What a node says over WebSocket after eth_subscribe("newHeads") (geth's RPC pub/sub), as far as it matters to one who
// only wants to be woken up: whether a message tells of a new block. Nothing of its contents is believed. Pure, never
// throws.
#pragma once

#include <string_view>

namespace bepusdt::net {

enum class HeadMessage {
  subscribed,  // the answer to our question
  refused,     // the same, with an error
  new_head,
  nonsense,  // anything else
};

inline constexpr std::string_view kSubscribeToHeads =
    R"({"jsonrpc":"2.0","id":1,"method":"eth_subscribe","params":["newHeads"]})";

[[nodiscard]] HeadMessage read_head_message(std::string_view text);

}  // namespace bepusdt::net
