// Fuzz target: a signed body that is accepted is JSON or a form in the strict sense, prints back to the same members, and what
// is signed over its canonical text verifies, with this token and no other.
#include <algorithm>

#include "base/assert.hpp"
#include "fuzz/input.hpp"
#include "fuzz/reference/plain_json.hpp"
#include "wire/json_writer.hpp"
#include "wire/signature.hpp"
#include "wire/utf8_text.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::wire;
using fuzz::PlainJson;

const Secret kToken{"0123456789abcdef0123456789abcdef"};
const Secret kOther{"0123456789abcdef0123456789abcdeF"};

bool is_json(std::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && body[first] == '{';
}

void check_members(const SignedRequest& request) {
  const auto fields = request.fields();
  BEPUSDT_ASSERT(fields.size() <= kMaxFields);
  bool literals = false;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Field& field = fields[i];
    BEPUSDT_ASSERT(i == 0 || fields[i - 1].name < field.name);
    for (const auto text : {field.name, field.value}) BEPUSDT_ASSERT(is_valid_utf8(text) && !has_control_character(text));
    BEPUSDT_ASSERT(request.find(field.name) == &field);
    if (field.kind == FieldKind::number) BEPUSDT_ASSERT(is_json_number(field.value));
    literals |= field.kind == FieldKind::number || field.kind == FieldKind::boolean;
  }
  BEPUSDT_ASSERT(request.has_literals() == literals);
}

// What the body says, read naively: the very same members and nothing beside them.
void check_against_plain_json(std::string_view body, const SignedRequest& request) {
  const auto json = PlainJson::parse(body);
  BEPUSDT_ASSERT(json && json->kind == PlainJson::Kind::object);
  BEPUSDT_ASSERT(json->members.size() == request.fields().size());
  for (const Field& field : request.fields()) {
    const PlainJson* const member = json->only(field.name);
    BEPUSDT_ASSERT(member != nullptr);
    switch (field.kind) {
      case FieldKind::text: BEPUSDT_ASSERT(member->kind == PlainJson::Kind::text && member->text == field.value); break;
      case FieldKind::number: BEPUSDT_ASSERT(member->kind == PlainJson::Kind::number && member->text == field.value); break;
      case FieldKind::boolean:
        BEPUSDT_ASSERT(member->kind == PlainJson::Kind::boolean && member->text == field.value);
        break;
      case FieldKind::null: BEPUSDT_ASSERT(member->kind == PlainJson::Kind::null); break;
      case FieldKind::empty_list: BEPUSDT_ASSERT(member->kind == PlainJson::Kind::list && member->items.empty()); break;
    }
  }
}

// Whether a flat object of reasonable members was refused for no reason.
bool must_be_accepted(const PlainJson& json) {
  if (json.kind != PlainJson::Kind::object || json.has_twins() || json.members.size() > kMaxFields) return false;
  return std::ranges::all_of(json.members, [](const auto& member) {
    const auto& [name, value] = member;
    const bool flat = value.kind != PlainJson::Kind::object && value.items.empty();
    return flat && !has_control_character(name) && !has_control_character(value.text) &&
           value.text.size() <= kMaxNumberLength;
  });
}

std::string printed(const SignedRequest& request, std::string_view signature) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  for (const Field& field : request.fields()) {
    if (!signature.empty() && field.name == "signature") continue;
    json.key(field.name);
    switch (field.kind) {
      case FieldKind::text: json.text(field.value); break;
      case FieldKind::number: json.number(field.value); break;
      case FieldKind::boolean: json.boolean(field.value == "true"); break;
      case FieldKind::null: json.null(); break;
      case FieldKind::empty_list: json.raw("[]"); break;
    }
  }
  if (!signature.empty()) json.key("signature").text(signature);
  json.end_object();
  return body;
}

bool same(const Field& a, const Field& b) { return a.name == b.name && a.kind == b.kind && a.value == b.value; }

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

// The texts among the members, as a form.
void check_form(const SignedRequest& request) {
  std::string form;
  std::vector<Field> texts;
  for (const Field& field : request.fields()) {
    if (field.kind != FieldKind::text) continue;
    texts.push_back(field);
    form += (form.empty() ? "" : "&") + percent_encoded(field.name) + "=" + percent_encoded(field.value);
  }
  if (form.size() > kMaxBodySize) return;
  const auto again = SignedRequest::parse(form);
  BEPUSDT_ASSERT(again && std::ranges::equal(again->fields(), texts, same));
}

// The canonical text of variant 1 as the contract words it.
std::string plain_text(const SignedRequest& request) {
  std::string text;
  for (const Field& field : request.fields())
    if (field.name != "signature" && !field.value.empty())
      text += (text.empty() ? "" : "&") + std::string(field.name) + "=" + std::string(field.value);
  return text;
}

bool looks_like_callback(const SignedRequest& request) {
  if (request.find("block_transaction_id") != nullptr) return true;
  return std::ranges::any_of(kVariants, [&](Variant variant) {
    std::string text;
    return append_canonical_text(request, variant, text) &&
           (text.starts_with("actual_amount=") || ("&" + text).find("&block_transaction_id=") != std::string::npos);
  });
}

void check_signatures(const SignedRequest& request) {
  const bool room = request.fields().size() + (request.find("signature") == nullptr ? 1 : 0) <= kMaxFields;
  std::string literal;
  BEPUSDT_ASSERT(append_canonical_text(request, Variant::literal, literal) && literal == plain_text(request));
  for (const Variant variant : kVariants) {
    std::string text = "before";
    if (!append_canonical_text(request, variant, text)) {
      BEPUSDT_ASSERT(text == "before" && request.has_literals());
      continue;
    }
    text.erase(0, 6);
    const std::string body = printed(request, sign(text, kToken));
    if (!room || body.size() > kMaxBodySize) continue;
    const auto signed_request = SignedRequest::parse(body);
    BEPUSDT_ASSERT(signed_request.has_value());
    const auto verified = verify_request(*signed_request, kToken);
    if (!verified) {
      BEPUSDT_ASSERT(verified.error().code == ErrorCode::invalid_request && looks_like_callback(request));
    } else {
      std::string matched;
      BEPUSDT_ASSERT(append_canonical_text(request, *verified, matched) && matched == text);
    }
    BEPUSDT_ASSERT(verify_callback_body(body, kToken).has_value());
    BEPUSDT_ASSERT(!verify_request(*signed_request, kOther) && !verify_callback_body(body, kOther));
    BEPUSDT_ASSERT(!verify_request(*signed_request, Secret()));
  }
  for (const auto& trace : trace_variants(request, kToken))
    BEPUSDT_ASSERT(is_valid_utf8(trace.text) && !has_control_character(trace.text) &&
                   trace.text.find(kToken.reveal()) == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = fuzz::text_of(data, size);
  const auto request = SignedRequest::parse(body);
  if (!request) {
    const std::string sentence = request.error().message(Language::en) + request.error().message(Language::zh);
    BEPUSDT_ASSERT(is_valid_utf8(sentence) && !has_control_character(sentence));
    const auto json = is_json(body) && size <= kMaxBodySize ? PlainJson::parse(body) : std::nullopt;
    BEPUSDT_ASSERT(!json || !must_be_accepted(*json));
    return 0;
  }
  check_members(*request);
  if (is_json(body)) check_against_plain_json(body, *request);
  if (const std::string text = printed(*request, {}); text.size() <= kMaxBodySize) {
    const auto again = SignedRequest::parse(text);
    BEPUSDT_ASSERT(again && std::ranges::equal(again->fields(), request->fields(), same));
  }
  check_form(*request);
  check_signatures(*request);
  return 0;
}
