#include "app/commands/finished_body.hpp"

#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include "wire/field_names.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

void append_pair(std::string_view name, std::string_view value, std::string& out) {
  if (!out.empty()) out += '&';
  out += boost::urls::encode(name, boost::urls::unreserved_chars);
  out += '=';
  out += boost::urls::encode(value, boost::urls::unreserved_chars);
}

// `signature`: empty for none yet.
std::string as_form(const wire::SignedRequest& request, std::string_view signature) {
  std::string out;
  for (const wire::Field& field : request.fields())
    if (field.name != wire::field::kSignature) append_pair(field.name, field.value, out);
  if (!signature.empty()) append_pair(wire::field::kSignature, signature, out);
  return out;
}

std::string as_json(const wire::SignedRequest& request, std::string_view signature) {
  std::string out;
  wire::JsonWriter json(out);
  json.begin_object();
  for (const wire::Field& field : request.fields()) {
    if (field.name == wire::field::kSignature) continue;
    json.key(field.name);
    std::string plain;
    switch (field.kind) {
      case wire::FieldKind::text: json.text(field.value); break;
      case wire::FieldKind::number:
        json.number(wire::append_plain_decimal(field.value, plain) ? std::string_view(plain) : field.value);
        break;
      case wire::FieldKind::boolean: json.boolean(field.value == "true"); break;
      case wire::FieldKind::null: json.null(); break;
      case wire::FieldKind::empty_list: json.raw("[]"); break;
    }
  }
  if (!signature.empty()) json.key(wire::field::kSignature).text(signature);
  json.end_object();
  return out;
}

}  // namespace

Result<std::string, wire::Refusal> finished_body(std::string_view body, wire::Variant variant, const Secret& token) {
  const auto request = wire::SignedRequest::parse(body);
  if (!request) return fail(request.error());
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && body[first] == '{';
  // What is signed is what is sent: the body as it leaves, parsed again.
  const auto leaving = wire::SignedRequest::parse(json ? as_json(*request, {}) : as_form(*request, {}));
  if (!leaving) return fail(leaving.error());
  std::string text;
  if (!wire::append_canonical_text(*leaving, variant, text))
    return fail(wire::Refusal{wire::ErrorCode::invalid_request,
                              {},
                              {"其中的数字无法以此方式书写", "a number in it cannot be written in this variant"}});
  const std::string signature = wire::sign(text, token);
  return json ? as_json(*leaving, signature) : as_form(*leaving, signature);
}

}  // namespace bepusdt::app
