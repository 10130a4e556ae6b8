#include "wire/signature.hpp"

#include <optional>

#include "base/assert.hpp"
#include "base/digest.hpp"
#include "wire/field_names.hpp"
#include "wire/number_text.hpp"
#include "wire/utf8_text.hpp"

namespace bepusdt::wire {
namespace {

// The value's text in the variant; empty text leaves the member out. False: the number has none.
bool append_value(const Field& field, Variant variant, std::string& out) {
  switch (field.kind) {
    case FieldKind::text: out += field.value; return true;
    case FieldKind::number:
      switch (variant) {
        case Variant::plain_decimal: return append_plain_decimal(field.value, out);
        case Variant::go_float: return append_go_float(field.value, out);
        case Variant::php: return append_php_number(field.value, out);
        case Variant::literal:
        case Variant::python:
        case Variant::url_decoded: out += field.value; return true;
      }
      break;
    case FieldKind::boolean: {
      const bool yes = field.value == "true";
      if (variant == Variant::python)
        out += yes ? "True" : "False";
      else if (variant == Variant::php)
        out += yes ? "1" : "";
      else
        out += field.value;
      return true;
    }
    case FieldKind::null:
    case FieldKind::empty_list: return true;
  }
  BEPUSDT_ASSERT(!"every kind of field is handled");
  return false;
}

// As PHP's urldecode does it: a % without two digits stays. Decodes what stands in `text` from `begin` on, in place.
void url_decode(std::string& text, std::size_t begin) {
  std::size_t to = begin;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      text[to++] = static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      text[to++] = text[i] == '+' ? ' ' : text[i];
    }
  }
  text.resize(to);
}

// The 16 bytes of 32 hex digits of either case.
std::optional<Digest16> digest_of(std::string_view hex) {
  Digest16 digest{};
  if (hex.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = hex_digit(hex[2 * i]);
    const int low = hex_digit(hex[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

std::string_view chars(const Digest16& digest) { return {reinterpret_cast<const char*>(digest.data()), digest.size()}; }

// A callback's text read as a request. Its values are not escaped in the text, so the sender of a stolen callback may cut the
// members where he likes ({"actual_amount":"1&amount=5&block_transaction_id=0x…"}), and before payment the empty
// block_transaction_id is not in the text at all. But every callback's text begins with actual_amount, which sorts first and
// is never empty, and no request has that member.
bool reads_as_callback(std::string_view text) {
  static constexpr std::string_view kFirst = "actual_amount=";
  static constexpr std::string_view kHash = "&block_transaction_id=";
  static_assert(kFirst.starts_with(field::kActualAmount) && kHash.substr(1).starts_with(field::kBlockTransactionId));
  return text.starts_with(kFirst) || text.starts_with(kHash.substr(1)) || text.find(kHash) != std::string_view::npos;
}

std::unexpected<Refusal> refuse_callback(std::string_view name) {
  return fail(Refusal{ErrorCode::invalid_request,
                      std::string(name),
                      {"属于回调，不能作为请求发送", "belongs to a callback; a callback is not a request"}});
}

std::unexpected<Refusal> bad_signature(std::string_view name, std::string zh, std::string en) {
  return fail(Refusal{ErrorCode::bad_signature, std::string(name), {std::move(zh), std::move(en)}});
}

enum class Sender { merchant, gateway };

Result<Variant, Refusal> verify(const SignedRequest& request, const Secret& token, Sender sender) {
  // md5 of a text without a secret is something that anybody can compute.
  if (token.empty()) return bad_signature({}, "未设置密钥", "no token is set");
  if (sender == Sender::merchant && request.find(field::kBlockTransactionId) != nullptr)
    return refuse_callback(field::kBlockTransactionId);

  const Field* const signature = request.find(field::kSignature);
  if (signature == nullptr || !signature->counts())
    return fail(Refusal{ErrorCode::missing_signature, std::string(field::kSignature), {}});
  const auto claimed = signature->kind == FieldKind::text ? digest_of(signature->value) : std::nullopt;
  if (!claimed)
    return bad_signature(field::kSignature, "必须是 32 位十六进制字符串", "must be a string of 32 hexadecimal digits");

  std::string literal;  // variant 1
  std::string text;
  text.reserve(512);  // nearly every request: one allocation instead of five
  for (const Variant variant : kVariants) {
    // Where there are only strings, variants 1 to 5 are one.
    const bool prints_literals = variant != Variant::literal && variant != Variant::url_decoded;
    if (prints_literals && !request.has_literals()) continue;
    text.clear();
    if (!append_canonical_text(request, variant, text)) continue;
    if (variant == Variant::literal)
      literal = text;
    else if (text == literal)
      continue;
    if (sender == Sender::merchant && reads_as_callback(text)) return refuse_callback(field::kActualAmount);
    text += token.reveal();
    if (equal_constant_time(chars(md5(text)), chars(*claimed))) return variant;
  }
  return fail(Refusal{ErrorCode::bad_signature, {}, {}});
}

// Without the token, which a confused client may have put into a member. A token of a few characters is not looked for: it
// would be found everywhere, and the gaps would tell it.
std::string without_token(std::string_view text, const Secret& token) {
  static constexpr std::size_t kShortestSought = 8;
  std::string clean;
  if (token.size() >= kShortestSought) {
    for (std::size_t at = text.find(token.reveal()); at != std::string_view::npos; at = text.find(token.reveal())) {
      clean += text.substr(0, at);
      clean += "***";
      text.remove_prefix(at + token.size());
    }
  }
  clean += text;
  return clean;
}

std::string printable(std::string_view text, const Secret& token, std::size_t limit) {
  std::string clean = without_token(text, token);
  const std::size_t whole = clean.size();
  if (whole > limit) clean.resize(limit);

  std::string shown;
  shown.reserve(clean.size() + 32);
  const auto escape = [&shown](char c) {
    const auto byte = static_cast<std::uint8_t>(c);
    shown += "\\x" + to_hex({&byte, 1});
  };
  for (std::string_view rest = clean; !rest.empty();) {
    const std::size_t length = character_length(rest);
    const std::string_view character = rest.substr(0, length == 0 ? 1 : length);
    if (length == 0 || is_control(character))
      for (const char c : character) escape(c);
    else
      shown += character;
    rest.remove_prefix(character.size());
  }
  if (whole > limit) shown += "… (" + std::to_string(whole) + " bytes)";
  return shown;
}

}  // namespace

std::string_view name_of(Variant variant) {
  switch (variant) {
    case Variant::literal: return "literal";
    case Variant::plain_decimal: return "plain_decimal";
    case Variant::go_float: return "go_float";
    case Variant::python: return "python";
    case Variant::php: return "php";
    case Variant::url_decoded: return "url_decoded";
  }
  BEPUSDT_ASSERT(!"every variant has a name");
  return {};
}

bool append_canonical_text(const SignedRequest& request, Variant variant, std::string& out) {
  const std::size_t begin = out.size();
  for (const Field& field : request.fields()) {
    if (!field.counts() || field.name == field::kSignature) continue;
    const std::size_t before = out.size();
    if (before != begin) out += '&';
    out += field.name;
    out += '=';
    const std::size_t value_at = out.size();
    if (!append_value(field, variant, out)) {
      out.resize(begin);
      return false;
    }
    if (out.size() == value_at) out.resize(before);
  }
  if (variant == Variant::url_decoded) url_decode(out, begin);
  return true;
}

std::string sign(std::string_view canonical_text, const Secret& token) {
  std::string text;
  text.reserve(canonical_text.size() + token.size());
  text += canonical_text;
  text += token.reveal();
  return to_hex(md5(text));
}

Result<Variant, Refusal> verify_request(const SignedRequest& request, const Secret& token) {
  return verify(request, token, Sender::merchant);
}

Result<Variant, Refusal> verify_callback_body(std::string_view body, const Secret& token) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos || body[first] != '{')
    return fail(Refusal{ErrorCode::invalid_json, {}, {"应以 { 开头", "must begin with {"}});
  const auto request = SignedRequest::parse(body);
  if (!request) return fail(request.error());
  return verify(*request, token, Sender::gateway);
}

std::vector<VariantTrace> trace_variants(const SignedRequest& request, const Secret& token, std::size_t text_limit) {
  std::vector<VariantTrace> traces;
  if (token.empty()) return traces;
  traces.reserve(kVariants.size());
  for (const Variant variant : kVariants) {
    std::string text;
    if (!append_canonical_text(request, variant, text)) {
      traces.push_back({variant, {}, {}});
      continue;
    }
    const std::string hash = sign(text, token);
    if (variant == Variant::url_decoded) {
      // A % before the token swallows its first two characters, and what is left would not be recognised: it is looked for
      // before the text is decoded, too.
      text.clear();
      static_cast<void>(append_canonical_text(request, Variant::literal, text));
      text = without_token(text, token);
      url_decode(text, 0);
    }
    traces.push_back({variant, printable(text, token, text_limit), hash});
  }
  return traces;
}

}  // namespace bepusdt::wire
