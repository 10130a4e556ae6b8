#include "wire/callback_answer.hpp"

#include <simdjson.h>

#include "wire/field_names.hpp"
#include "wire/signed_request.hpp"
#include "wire/whole_json.hpp"

namespace bepusdt::wire {
namespace {

constexpr std::string_view kBlanks = " \t\r\n\v\f";
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool equals_in_any_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c) != lower[i]) return false;
  }
  return true;
}

bool is_yes(std::string_view text) { return equals_in_any_case(text, "ok") || equals_in_any_case(text, "success"); }

bool object_says_yes(std::string_view text) {
  simdjson::ondemand::parser parser(kMaxBodySize);
  const simdjson::padded_string padded(text);
  if (!is_whole_object(parser, padded)) return false;  // it decides about money
  bool found = false;
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS || document.get_object().get(object) != simdjson::SUCCESS)
    return false;
  for (auto next : object) {
    simdjson::ondemand::field member;
    std::string_view name;
    if (std::move(next).get(member) != simdjson::SUCCESS || member.unescaped_key().get(name) != simdjson::SUCCESS)
      return false;
    if (name != field::kStatus) continue;
    std::string_view status;
    if (found || member.value().get_string().get(status) != simdjson::SUCCESS || !is_yes(status)) return false;
    found = true;
  }
  return found;
}

}  // namespace

bool answer_counts_as_taken(std::string_view body) {
  if (body.size() > kMaxBodySize) return false;
  std::string_view text = trimmed(body);
  if (text.starts_with(kByteOrderMark)) text = trimmed(text.substr(kByteOrderMark.size()));
  if (text.starts_with('{')) return object_says_yes(text);
  const bool quoted = text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front();
  if (quoted) text = trimmed(text.substr(1, text.size() - 2));
  return is_yes(text);
}

}  // namespace bepusdt::wire
