// ParsedUrl: an http or https URL as libcurl reads it, so that whatever is decided about a URL is decided about the very
// host that will be dialled. Numeric IPv4 spellings come out in their usual form.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bepusdt::net {

class ParsedUrl {
 public:
  static constexpr std::size_t kMaxBytes = 8 * 1024;

  // nullopt: malformed, too long, or neither http nor https. Spaces and bytes above 127 in path and query become
  // percent-encoded; nothing else of the path changes.
  [[nodiscard]] static std::optional<ParsedUrl> parse(std::string_view url);

  [[nodiscard]] std::string host() const { return part(CURLUPART_HOST); }
  [[nodiscard]] std::string path() const { return part(CURLUPART_PATH); }
  [[nodiscard]] std::string text() const { return part(CURLUPART_URL); }

  void set_path(const std::string& path);
  // Both percent-encoded as needed.
  void add_parameter(std::string_view name, std::string_view value);
  void drop_fragment();

  [[nodiscard]] CURLU* handle() const { return url_.get(); }

 private:
  struct Free {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
  };
  explicit ParsedUrl(CURLU* url) : url_(url) {}
  [[nodiscard]] std::string part(CURLUPart which) const;

  std::unique_ptr<CURLU, Free> url_;
};

}  // namespace bepusdt::net
