// What pages load besides themselves: one style sheet, one script, one icon. The path holds the content's hash, so a browser
// may keep the answer for ever and a new program is seen at once. Immutable; safe from any thread.
#pragma once

#include <string>
#include <string_view>

namespace bepusdt::web {

struct Asset {
  std::string_view path;  // "/assets/0123456789abcdef/app.css"
  std::string_view content_type;
  std::string_view content;
  std::string_view etag;  // quoted, as the header wants it
};

inline constexpr std::string_view kAssetPrefix = "/assets/";
inline constexpr std::string_view kAssetCacheControl = "public, max-age=31536000, immutable";

// By the exact path of the request, without its query. nullptr: there is none.
[[nodiscard]] const Asset* find_asset(std::string_view path);

// The path of a file of the assets folder that pages may load: "app.css", "app.js", "icon.svg". Another name is our bug.
[[nodiscard]] std::string_view asset_path(std::string_view file);

}  // namespace bepusdt::web
