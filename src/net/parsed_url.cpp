#include "net/parsed_url.hpp"

#include <new>

#include "base/assert.hpp"

namespace bepusdt::net {

std::optional<ParsedUrl> ParsedUrl::parse(std::string_view url) {
  if (url.empty() || url.size() > kMaxBytes || url.find('\0') != std::string_view::npos) return std::nullopt;
  ParsedUrl parsed(curl_url());
  if (!parsed.url_) throw std::bad_alloc();
  if (curl_url_set(parsed.handle(), CURLUPART_URL, std::string(url).c_str(), CURLU_PATH_AS_IS | CURLU_URLENCODE) !=
      CURLUE_OK)
    return std::nullopt;
  const std::string scheme = parsed.part(CURLUPART_SCHEME);
  if (scheme != "http" && scheme != "https") return std::nullopt;
  return parsed;
}

std::string ParsedUrl::part(CURLUPart which) const {
  char* text = nullptr;
  if (curl_url_get(handle(), which, &text, 0) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

void ParsedUrl::set_path(const std::string& path) {
  const CURLUcode code = curl_url_set(handle(), CURLUPART_PATH, path.c_str(), 0);
  BEPUSDT_ASSERT(code == CURLUE_OK);
}

void ParsedUrl::add_parameter(std::string_view name, std::string_view value) {
  const std::string pair = std::string(name) + "=" + std::string(value);
  const CURLUcode code = curl_url_set(handle(), CURLUPART_QUERY, pair.c_str(), CURLU_APPENDQUERY | CURLU_URLENCODE);
  BEPUSDT_ASSERT(code == CURLUE_OK);
}

void ParsedUrl::drop_fragment() { curl_url_set(handle(), CURLUPART_FRAGMENT, nullptr, 0); }

}  // namespace bepusdt::net
