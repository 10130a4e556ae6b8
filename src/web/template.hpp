// Template: a page's markup with named places. Foreign text can only enter escaped, because only a Markup, which our own
// code makes, is inserted as it is.
//   {{name}}                 text, escaped            {{&name}}   a Markup
//   {{#name}} … {{/name}}    only when the flag is set (or the text is not empty); {{^name}} … {{/name}} when not
//   {{t.key}}                the sentence of texts.cpp in the template's language, its own {name} places filled likewise
//   {{raw.key}}              the sentence with its {name} places left as they are, for the script to fill
// Parsed once, immutable, safe from any thread. A malformed template or a place without a value is our bug and asserts:
// that, and a parse that is not repeated for every page, is why no mustache library stands here.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "wire/errors.hpp"

namespace bepusdt::web {

struct Markup {
  std::string html;
};

// The values for one rendering. A name is set once.
class Slots {
 public:
  using Value = std::variant<std::string, Markup, bool>;

  Slots& text(std::string_view name, std::string value) { return add(name, std::move(value)); }
  Slots& markup(std::string_view name, Markup value) { return add(name, std::move(value)); }
  Slots& flag(std::string_view name, bool value) { return add(name, value); }

  [[nodiscard]] const Value& value(std::string_view name) const;

 private:
  Slots& add(std::string_view name, Value value) {
    values_.emplace_back(name, std::move(value));
    return *this;
  }
  std::vector<std::pair<std::string_view, Value>> values_;  // names are literals
};

class Template {
 public:
  Template(std::string_view source, wire::Language language);

  [[nodiscard]] Markup render(const Slots& slots) const;

 private:
  struct Piece {
    enum class Kind { literal, text, markup, when, unless, end };
    Kind kind;
    std::string content;  // markup of a literal, else the name
    std::size_t end = 0;  // when, unless: index of its end
  };
  void add_sentence(std::string_view key, wire::Language language, bool fill);

  std::vector<Piece> pieces_;
};

// The page template assets/<name>.html in that language.
[[nodiscard]] const Template& page_template(std::string_view name, wire::Language language);

}  // namespace bepusdt::web
