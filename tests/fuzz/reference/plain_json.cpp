#include "fuzz/reference/plain_json.hpp"

#include <algorithm>
#include <cstdint>

namespace bepusdt::fuzz {
namespace {

constexpr int kDeepest = 200;

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  std::optional<PlainJson> whole() {
    blanks();
    auto read = value(1);
    blanks();
    if (!read || !rest_.empty()) return std::nullopt;
    return read;
  }

 private:
  void blanks() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t' || rest_[0] == '\r' || rest_[0] == '\n'))
      rest_.remove_prefix(1);
  }

  bool take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  std::optional<PlainJson> value(int level) {
    if (level > kDeepest || rest_.empty()) return std::nullopt;
    PlainJson out;
    switch (rest_[0]) {
      case '{': return object(level);
      case '[': return list(level);
      case '"': {
        auto text = string();
        if (!text) return std::nullopt;
        out.kind = PlainJson::Kind::text;
        out.text = std::move(*text);
        return out;
      }
      default: break;
    }
    if (take("null")) return out;
    for (const std::string_view word : {"true", "false"})
      if (take(word)) {
        out.kind = PlainJson::Kind::boolean;
        out.text = word;
        return out;
      }
    return number();
  }

  std::optional<PlainJson> number() {
    const std::string_view from = rest_;
    const auto digits = [this] {
      std::size_t count = 0;
      while (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
        rest_.remove_prefix(1);
        ++count;
      }
      return count;
    };
    take("-");
    if (!take("0") && digits() == 0) return std::nullopt;
    if (take(".") && digits() == 0) return std::nullopt;
    if (take("e") || take("E")) {
      if (!take("+")) take("-");
      if (digits() == 0) return std::nullopt;
    }
    PlainJson out;
    out.kind = PlainJson::Kind::number;
    out.text = from.substr(0, from.size() - rest_.size());
    return out;
  }

  std::optional<PlainJson> list(int level) {
    PlainJson out;
    out.kind = PlainJson::Kind::list;
    take("[");
    blanks();
    if (take("]")) return out;
    do {
      blanks();
      auto item = value(level + 1);
      if (!item) return std::nullopt;
      out.depth = std::max(out.depth, item->depth + 1);
      out.items.push_back(std::move(*item));
      blanks();
    } while (take(","));
    if (!take("]")) return std::nullopt;
    return out;
  }

  std::optional<PlainJson> object(int level) {
    PlainJson out;
    out.kind = PlainJson::Kind::object;
    take("{");
    blanks();
    if (take("}")) return out;
    do {
      blanks();
      auto name = string();
      blanks();
      if (!name || !take(":")) return std::nullopt;
      blanks();
      auto member = value(level + 1);
      if (!member) return std::nullopt;
      out.depth = std::max(out.depth, member->depth + 1);
      out.members.emplace_back(std::move(*name), std::move(*member));
      blanks();
    } while (take(","));
    if (!take("}")) return std::nullopt;
    return out;
  }

  std::optional<std::string> string() {
    if (!take("\"")) return std::nullopt;
    std::string out;
    for (;;) {
      if (rest_.empty()) return std::nullopt;
      if (take("\"")) return out;
      if (take("\\")) {
        if (!escape(out)) return std::nullopt;
      } else if (!character(out)) {
        return std::nullopt;
      }
    }
  }

  bool escape(std::string& out) {
    static constexpr std::string_view kNames = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
    if (rest_.empty()) return false;
    if (const auto at = kNames.find(rest_[0]); at != std::string_view::npos) {
      rest_.remove_prefix(1);
      out += kMeant[at];
      return true;
    }
    auto unit = utf16_unit();
    if (!unit || (*unit >= 0xdc00 && *unit < 0xe000)) return false;
    std::uint32_t code = *unit;
    if (code >= 0xd800 && code < 0xdc00) {
      if (!take("\\")) return false;
      const auto low = utf16_unit();
      if (!low || *low < 0xdc00 || *low >= 0xe000) return false;
      code = 0x10000 + ((code - 0xd800) << 10) + (*low - 0xdc00);
    }
    append(code, out);
    return true;
  }

  std::optional<std::uint32_t> utf16_unit() {
    if (!take("u") || rest_.size() < 4) return std::nullopt;
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i) {
      static constexpr std::string_view kDigits = "0123456789abcdef0123456789ABCDEF";
      const auto at = kDigits.find(rest_[0]);
      if (at == std::string_view::npos) return std::nullopt;
      unit = unit * 16 + static_cast<std::uint32_t>(at % 16);
      rest_.remove_prefix(1);
    }
    return unit;
  }

  static void append(std::uint32_t code, std::string& out) {
    const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
      put(code);
    } else if (code < 0x800) {
      put(0xc0 | code >> 6);
      put(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
      put(0xe0 | code >> 12);
      put(0x80 | (code >> 6 & 0x3f));
      put(0x80 | (code & 0x3f));
    } else {
      put(0xf0 | code >> 18);
      put(0x80 | (code >> 12 & 0x3f));
      put(0x80 | (code >> 6 & 0x3f));
      put(0x80 | (code & 0x3f));
    }
  }

  // One character as it stands (RFC 3629 §4); control characters must be escaped.
  bool character(std::string& out) {
    const auto byte = [this](std::size_t i) {
      return i < rest_.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(rest_[i])) : 0u;
    };
    const std::uint32_t first = byte(0);
    if (first < 0x20) return false;
    std::size_t size = 1;
    std::uint32_t code = first;
    if (first >= 0x80) {
      if (first < 0xc2 || first > 0xf4) return false;
      size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
      code = first & (0xffu >> (size + 1));
      for (std::size_t i = 1; i < size; ++i) {
        if ((byte(i) & 0xc0) != 0x80) return false;
        code = code << 6 | (byte(i) & 0x3f);
      }
      const std::uint32_t least = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
      if (code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return false;
    }
    out += rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<PlainJson> PlainJson::parse(std::string_view text) { return Reader(text).whole(); }

const PlainJson* PlainJson::only(std::string_view name) const {
  const PlainJson* found = nullptr;
  for (const auto& [key, member] : members) {
    if (key != name) continue;
    if (found != nullptr) return nullptr;
    found = &member;
  }
  return found;
}

bool PlainJson::has_twins() const {
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].value.has_twins()) return true;
    for (std::size_t j = 0; j < i; ++j)
      if (members[i].name == members[j].name) return true;
  }
  return std::ranges::any_of(items, [](const PlainJson& item) { return item.has_twins(); });
}

}  // namespace bepusdt::fuzz
