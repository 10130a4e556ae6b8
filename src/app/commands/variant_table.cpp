#include "app/commands/variant_table.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "http/request.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::app {
namespace {

// Control characters are written with up to six bytes each.
constexpr std::size_t kWholeText = 8 * wire::kMaxBodySize;

}  // namespace

VariantTable::VariantTable(const wire::SignedRequest& request, const Secret& token)
    : traces_(wire::trace_variants(request, token, kWholeText)) {
  const wire::Field* const signature = request.find(wire::field::kSignature);
  has_signature_ = signature != nullptr && signature->counts();
  if (!has_signature_) return;
  for (const wire::VariantTrace& trace : traces_)
    if (!matched_ && http::equal_ignoring_case(trace.hash, signature->value)) matched_ = trace.variant;
}

std::string VariantTable::as_text(wire::Language language) const {
  const bool zh = language == wire::Language::zh;
  std::string out =
      zh ? "待签名文本（令牌接在末尾，没有 &）：\n" : "the text that is signed (the token follows it, without an &):\n";
  for (const wire::VariantTrace& trace : traces_) {
    const auto number = static_cast<int>(trace.variant);
    out += fmt::format("{} {:<14}", number, name_of(trace.variant));
    const auto first = std::ranges::find(traces_, trace.hash, &wire::VariantTrace::hash);
    if (trace.hash.empty()) {
      out += zh ? "没有：其中的数字无法这样书写\n" : "none: a number in it cannot be written so\n";
    } else if (first->variant != trace.variant) {
      out += fmt::format(fmt::runtime(zh ? "与 {} 相同\n" : "the same as {}\n"), static_cast<int>(first->variant));
    } else {
      const bool matches = matched_ == trace.variant;
      out += fmt::format("{}{}\n                {}\n", trace.hash,
                         !matches ? ""
                         : zh     ? "  ← 请求里的签名"
                                  : "  ← the signature in the body",
                         trace.text);
    }
  }
  if (has_signature_ && !matched_)
    out += zh ? "请求里的签名与以上都不相同\n" : "the signature in the body is none of these\n";
  return out;
}

void VariantTable::write_members(wire::JsonWriter& json) const {
  json.key("matched");
  if (matched_)
    json.text(name_of(*matched_));
  else
    json.null();
  json.key("variants").begin_array();
  for (const wire::VariantTrace& trace : traces_) {
    json.begin_object();
    json.key("number").integer(static_cast<int>(trace.variant));
    json.key("variant").text(name_of(trace.variant));
    json.key("signature").text(trace.hash);
    json.key("text").text(trace.text);
    json.end_object();
  }
  json.end_array();
}

}  // namespace bepusdt::app
