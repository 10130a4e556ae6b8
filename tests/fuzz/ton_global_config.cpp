// Fuzz target: a network's global configuration. What is taken are as many lite-servers as the file lists, each at the address and
// with the port and key that stand there.
#include <string>

#include "base/assert.hpp"
#include "catalog/lite_server_url.hpp"
#include "chains/ton/lite/global_config.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"

namespace {

// The highest byte first.
std::string dotted(std::int64_t number) {
  std::string text;
  if (number < 0) number += std::int64_t{1} << 32;
  for (const std::int64_t unit : {1 << 24, 1 << 16, 1 << 8, 1})
    text += (text.empty() ? "" : ".") + std::to_string(number / unit % 256);
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bepusdt;
  const std::string_view text = fuzz::text_of(data, size);
  const auto urls = chains::ton::listed_lite_servers(text);
  if (!urls) return 0;
  const auto plain = fuzz::PlainJson::parse(text);
  if (!plain || plain->has_twins()) return 0;  // of two members of one name either may be meant
  const fuzz::PlainJson* list = plain->only("liteservers");
  BEPUSDT_ASSERT(list != nullptr && list->items.size() == urls->size() && !urls->empty());
  for (std::size_t i = 0; i < urls->size(); ++i) {
    const auto server = catalog::parse_lite_server_url((*urls)[i]);
    BEPUSDT_ASSERT(server);
    BEPUSDT_ASSERT(server->host == dotted(std::stoll(list->items[i].only("ip")->text)));
    BEPUSDT_ASSERT(std::stoi(server->port) == std::stoi(list->items[i].only("port")->text));
    const fuzz::PlainJson* id = list->items[i].only("id");
    BEPUSDT_ASSERT(id->only("@type")->text == "pub.ed25519" && id->only("key")->text.size() >= 43);
  }
  return 0;
}
