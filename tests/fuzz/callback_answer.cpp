// Fuzz target: a merchant's answer to a callback counts as taken exactly where a naive reading of contract part 2 says so.
#include "wire/callback_answer.hpp"
#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"

namespace {

using bepusdt::fuzz::PlainJson;

std::string without_blanks(std::string text) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && blank(text.back())) text.pop_back();
  while (!text.empty() && blank(text.front())) text.erase(0, 1);
  return text;
}

bool is_yes(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text == "ok" || text == "success";
}

bool expected(std::string_view body) {
  if (body.size() > 64 * 1024) return false;
  std::string text = without_blanks(std::string(body));
  if (text.starts_with("\xef\xbb\xbf")) text = without_blanks(text.substr(3));
  if (text.starts_with("{")) {
    const auto json = PlainJson::parse(text);
    const PlainJson* const status = json ? json->only("status") : nullptr;
    constexpr int kDeepest = 65;  // the object itself, and 64 below it
    return status != nullptr && json->depth <= kDeepest && status->kind == PlainJson::Kind::text && is_yes(status->text);
  }
  for (const char* quote : {"\"", "'"})
    if (text.size() >= 2 && text.starts_with(quote) && text.ends_with(quote))
      return is_yes(without_blanks(text.substr(1, text.size() - 2)));
  return is_yes(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = bepusdt::fuzz::text_of(data, size);
  BEPUSDT_ASSERT(bepusdt::wire::answer_counts_as_taken(body) == expected(body));
  return 0;
}
