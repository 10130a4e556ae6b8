#include "web/template.hpp"

#include <map>

#include "base/assert.hpp"
#include "web/embedded.hpp"
#include "web/escape.hpp"
#include "web/texts.hpp"

namespace bepusdt::web {
namespace {

bool is_set(const Slots::Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag;
  if (const auto* text = std::get_if<std::string>(&value)) return !text->empty();
  return !std::get<Markup>(value).html.empty();
}

}  // namespace

const Slots::Value& Slots::value(std::string_view name) const {
  for (const auto& [key, value] : values_)
    if (key == name) return value;
  BEPUSDT_ASSERT(!"every place of a template has a value");
  return values_.front().second;
}

Template::Template(std::string_view source, wire::Language language) {
  std::vector<std::size_t> open;
  while (!source.empty()) {
    const auto begin = source.find("{{");
    if (begin != 0) pieces_.push_back({Piece::Kind::literal, std::string(source.substr(0, begin))});
    if (begin == std::string_view::npos) break;
    const auto end = source.find("}}", begin);
    BEPUSDT_ASSERT(end != std::string_view::npos);
    const std::string_view name = source.substr(begin + 2, end - begin - 2);
    source.remove_prefix(end + 2);
    BEPUSDT_ASSERT(!name.empty());
    const std::string rest(name.substr(1));
    if (name[0] == '#' || name[0] == '^') {
      open.push_back(pieces_.size());
      pieces_.push_back({name[0] == '#' ? Piece::Kind::when : Piece::Kind::unless, rest});
    } else if (name[0] == '/') {
      BEPUSDT_ASSERT(!open.empty() && pieces_[open.back()].content == rest);
      pieces_[open.back()].end = pieces_.size();
      open.pop_back();
      pieces_.push_back({Piece::Kind::end, {}});
    } else if (name[0] == '&') {
      pieces_.push_back({Piece::Kind::markup, rest});
    } else if (name.starts_with("t.")) {
      add_sentence(name.substr(2), language, true);
    } else if (name.starts_with("raw.")) {
      add_sentence(name.substr(4), language, false);
    } else {
      pieces_.push_back({Piece::Kind::text, std::string(name)});
    }
  }
  BEPUSDT_ASSERT(open.empty());
}

void Template::add_sentence(std::string_view key, wire::Language language, bool fill) {
  std::string_view sentence = text_of(key, language);
  while (fill) {
    const auto begin = sentence.find('{');
    if (begin == std::string_view::npos) break;
    const auto end = sentence.find('}', begin);
    BEPUSDT_ASSERT(end != std::string_view::npos);
    pieces_.push_back({Piece::Kind::literal, escape_html(sentence.substr(0, begin))});
    pieces_.push_back({Piece::Kind::text, std::string(sentence.substr(begin + 1, end - begin - 1))});
    sentence.remove_prefix(end + 1);
  }
  pieces_.push_back({Piece::Kind::literal, escape_html(sentence)});
}

Markup Template::render(const Slots& slots) const {
  Markup out;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    switch (piece.kind) {
      case Piece::Kind::literal: out.html += piece.content; break;
      case Piece::Kind::text: out.html += escape_html(std::get<std::string>(slots.value(piece.content))); break;
      case Piece::Kind::markup: out.html += std::get<Markup>(slots.value(piece.content)).html; break;
      case Piece::Kind::when:
        if (!is_set(slots.value(piece.content))) i = piece.end;
        break;
      case Piece::Kind::unless:
        if (is_set(slots.value(piece.content))) i = piece.end;
        break;
      case Piece::Kind::end: break;
    }
  }
  return out;
}

const Template& page_template(std::string_view name, wire::Language language) {
  using Pages = std::map<std::pair<std::string, wire::Language>, Template>;
  static const Pages kPages = [] {
    Pages pages;
    for (const EmbeddedFile& file : embedded_files()) {
      if (!file.name.ends_with(".html")) continue;
      const std::string page(file.name.substr(0, file.name.size() - 5));
      for (const auto each : {wire::Language::zh, wire::Language::en})
        pages.emplace(std::pair(page, each), Template(file.content, each));
    }
    return pages;
  }();
  const auto found = kPages.find({std::string(name), language});
  BEPUSDT_ASSERT(found != kPages.end());
  return found->second;
}

}  // namespace bepusdt::web
