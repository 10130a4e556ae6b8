// What the page tests ask of markup: a tag's attributes, what is visible, whether every tag is closed. Knows only the
// subset of HTML that our templates use (lower-case tags, double-quoted attributes). For tests.
#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::web::testing {

// All tags, "<p class="x">" and "</p>", without comments and the doctype.
inline std::vector<std::string> tags(std::string_view html) {
  std::vector<std::string> found;
  for (auto at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const auto end = html.find('>', at);
    if (html[at + 1] != '!') found.emplace_back(html.substr(at, end + 1 - at));
  }
  return found;
}

inline std::string name_of_tag(std::string_view tag) {
  const std::size_t from = tag[1] == '/' ? 2 : 1;
  return std::string(tag.substr(from, tag.find_first_of(" >/", from) - from));
}

inline bool has_attribute(std::string_view tag, std::string_view attribute) {
  for (const char* end : {" ", ">", "=\""})
    if (tag.find(" " + std::string(attribute) + end) != std::string_view::npos) return true;
  return false;
}

inline std::string attribute(std::string_view tag, std::string_view name) {
  const std::string start = " " + std::string(name) + "=\"";
  const auto at = tag.find(start);
  if (at == std::string_view::npos) return {};
  const auto from = at + start.size();
  return std::string(tag.substr(from, tag.find('"', from) - from));
}

// Tags that carry this attribute with this value.
inline std::vector<std::string> tags_with(std::string_view html, std::string_view name, std::string_view value) {
  std::vector<std::string> found;
  for (const std::string& tag : tags(html))
    if (attribute(tag, name) == value && has_attribute(tag, name)) found.push_back(tag);
  return found;
}

// Empty when every tag is closed in order and no id stands twice; else what is wrong.
inline std::string fault_of(std::string_view html) {
  static const std::set<std::string> kVoid{"meta", "link", "input", "path", "circle", "ellipse", "wbr"};
  std::vector<std::string> open;
  std::set<std::string> ids;
  for (const std::string& tag : tags(html)) {
    const std::string name = name_of_tag(tag);
    if (const std::string id = attribute(tag, "id"); !id.empty() && !ids.insert(id).second) return "twice: " + id;
    if (kVoid.contains(name)) continue;
    if (tag[1] != '/') {
      open.push_back(name);
    } else if (open.empty() || open.back() != name) {
      return "closed but not open: " + tag;
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "not closed: " + open.back();
}

// The text that a reader sees, without tags and without what stands in hidden elements.
inline std::string visible_text(std::string_view html) {
  std::string text;
  std::vector<bool> hidden{false};
  static const std::set<std::string> kVoid{"meta", "link", "input", "path", "circle", "ellipse", "wbr"};
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] != '<') {
      const auto end = std::min(html.find('<', at), html.size());
      if (!hidden.back()) text += html.substr(at, end - at);
      at = end;
      continue;
    }
    const auto end = html.find('>', at);
    const std::string tag(html.substr(at, end + 1 - at));
    at = end + 1;
    if (tag[1] == '!' || kVoid.contains(name_of_tag(tag))) continue;
    if (tag[1] == '/') {
      hidden.pop_back();
    } else {
      hidden.push_back(hidden.back() || has_attribute(tag, "hidden") || name_of_tag(tag) == "head");
    }
  }
  return text;
}

}  // namespace bepusdt::web::testing
