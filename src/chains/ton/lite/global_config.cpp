#include "chains/ton/lite/global_config.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>

#include "catalog/lite_server_url.hpp"

namespace bepusdt::chains::ton {
namespace {

namespace dom = simdjson::dom;

// The address is a number of 32 bits, highest byte first, and most files write it with a sign.
std::optional<std::string> url_of(dom::element server) {
  std::int64_t address = 0, port = 0;
  std::string_view kind, key;
  if (server["ip"].get(address) || server["port"].get(port) || server["id"]["@type"].get(kind) ||
      server["id"]["key"].get(key))
    return std::nullopt;
  if (address < INT32_MIN || address > UINT32_MAX || kind != "pub.ed25519") return std::nullopt;
  const auto bits = static_cast<std::uint32_t>(address);
  std::string path(key);
  std::ranges::replace(path, '/', '_');  // which would end a step of the path
  std::string url =
      fmt::format("lite://{}.{}.{}.{}:{}/{}", bits >> 24, bits >> 16 & 0xff, bits >> 8 & 0xff, bits & 0xff, port, path);
  if (!catalog::parse_lite_server_url(url)) return std::nullopt;
  return url;
}

}  // namespace

std::optional<std::vector<std::string>> listed_lite_servers(std::string_view json) {
  dom::parser parser;
  dom::element file;
  dom::array servers;
  if (parser.parse(std::string(json)).get(file) || file["liteservers"].get(servers)) return std::nullopt;
  std::vector<std::string> urls;
  for (const dom::element server : servers) {
    auto url = url_of(server);
    if (!url) return std::nullopt;
    urls.push_back(std::move(*url));
  }
  if (urls.empty()) return std::nullopt;
  return urls;
}

}  // namespace bepusdt::chains::ton
