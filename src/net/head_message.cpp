#include "net/head_message.hpp"

#include <simdjson.h>

namespace bepusdt::net {

HeadMessage read_head_message(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (text.empty() || parser.parse(text.data(), text.size()).get(root)) return HeadMessage::nonsense;
  std::uint64_t id = 0;
  if (!root["id"].get(id)) {
    if (id != 1) return HeadMessage::nonsense;
    std::string_view subscription;
    return root["result"].get(subscription) ? HeadMessage::refused : HeadMessage::subscribed;
  }
  std::string_view method, number;
  if (root["method"].get(method) || method != "eth_subscription") return HeadMessage::nonsense;
  return root["params"]["result"]["number"].get(number) ? HeadMessage::nonsense : HeadMessage::new_head;
}

}  // namespace bepusdt::net
