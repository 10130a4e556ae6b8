// Fuzz target: what a node says over WebSocket is news of a block, or the answer to our subscription, only where a naive
// reading finds the same words. Whatever else it says wakes nobody.
#include "net/head_message.hpp"

#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"

namespace {

using bepusdt::fuzz::PlainJson;
using bepusdt::net::HeadMessage;

bool is_text(const PlainJson* json) { return json != nullptr && json->kind == PlainJson::Kind::text; }

bool tells_of_a_block(const PlainJson& json) {
  const PlainJson* const method = json.only("method");
  const PlainJson* const params = json.only("params");
  const PlainJson* const result = params != nullptr ? params->only("result") : nullptr;
  return is_text(method) && method->text == "eth_subscription" && result != nullptr && is_text(result->only("number"));
}

bool answers_us(const PlainJson& json) {
  const PlainJson* const id = json.only("id");
  return id != nullptr && id->kind == PlainJson::Kind::number && id->text == "1";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  constexpr std::ptrdiff_t kDeepest = 200;  // as far as the naive reading goes
  std::string_view text = bepusdt::fuzz::text_of(data, size);
  const HeadMessage message = bepusdt::net::read_head_message(text);
  if (message == HeadMessage::nonsense) return 0;
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  if (std::ranges::count(text, '[') + std::ranges::count(text, '{') >= kDeepest) return 0;
  const auto json = PlainJson::parse(text);
  BEPUSDT_ASSERT(json.has_value());
  if (json->has_twins()) return 0;
  if (message == HeadMessage::new_head)
    BEPUSDT_ASSERT(tells_of_a_block(*json));
  else
    BEPUSDT_ASSERT(answers_us(*json) && (message == HeadMessage::subscribed) == is_text(json->only("result")));
  return 0;
}
