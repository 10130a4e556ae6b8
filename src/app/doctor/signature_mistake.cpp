#include "app/doctor/signature_mistake.hpp"

#include <simdjson.h>

#include <algorithm>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <functional>
#include <string>
#include <vector>

#include "app/doctor/blanks.hpp"
#include "http/request.hpp"
#include "wire/field_names.hpp"
#include "wire/json_writer.hpp"
#include "wire/signature.hpp"

namespace bepusdt::app {
namespace {

using wire::Field;
using wire::FieldKind;
using wire::SignedRequest;

// Stands for an empty value until the text is made, because empty values are left out of it.
constexpr std::string_view kEmptyMark = "(an empty value)";

// A member as a program with the mistake signs it; nullopt leaves it out. The string keeps its bytes.
struct Member {
  FieldKind kind;
  std::string value;
};
using Rewrite = std::function<std::optional<Member>(const Field&)>;

// The canonical texts, one a variant, of the request with its members rewritten.
std::vector<std::string> texts_of(const SignedRequest& request, const Rewrite& rewrite) {
  std::string body;
  wire::JsonWriter json(body);
  json.begin_object();
  for (const Field& field : request.fields()) {
    if (field.name == wire::field::kSignature) continue;
    const auto member = rewrite(field);
    if (!member) continue;
    json.key(field.name);
    if (member->kind == FieldKind::text)
      json.text(member->value);
    else if (member->kind == FieldKind::number)
      json.number(member->value);
    else if (member->kind == FieldKind::boolean)
      json.boolean(member->value == "true");
    else
      json.null();
  }
  json.end_object();
  std::vector<std::string> texts;
  const auto rewritten = SignedRequest::parse(body);
  if (!rewritten) return texts;
  for (const wire::Variant variant : wire::kVariants) {
    std::string text;
    if (!wire::append_canonical_text(*rewritten, variant, text)) continue;
    for (auto at = text.find(kEmptyMark); at != std::string::npos; at = text.find(kEmptyMark))
      text.erase(at, kEmptyMark.size());
    texts.push_back(std::move(text));
  }
  return texts;
}

std::optional<Member> as_it_is(const Field& field) { return Member{field.kind, std::string(field.value)}; }

// Names of the members that `is` holds for, joined.
std::string names(const SignedRequest& request, const std::function<bool(const Field&)>& is) {
  std::string out;
  for (const Field& field : request.fields())
    if (field.name != wire::field::kSignature && is(field)) out.append(out.empty() ? "" : ", ").append(field.name);
  return out;
}

std::string encoded(std::string_view value, bool plus) {
  std::string out = boost::urls::encode(value, boost::urls::unreserved_chars);
  if (plus)
    for (auto at = out.find("%20"); at != std::string::npos; at = out.find("%20", at)) out.replace(at, 3, "+");
  return out;
}

// The members' names in the order in which the JSON body has them; empty for a form.
std::vector<std::string> order_of_appearance(std::string_view body) {
  std::vector<std::string> order;
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(simdjson::padded_string(body)).get(object) != simdjson::SUCCESS) return order;
  for (const auto& [name, value] : object) order.emplace_back(name);
  return order;
}

class Search {
 public:
  Search(const SignedRequest& request, std::string_view body, const Secret& token)
      : request_(request), body_(body), token_(token), sent_(request.find(wire::field::kSignature)->value) {}

  std::optional<Finding> run() {
    if (auto found = empty_values()) return found;
    if (auto found = texts_changed()) return found;
    if (auto found = left_out()) return found;
    if (auto found = unsorted()) return found;
    return joined();
  }

 private:
  bool signs(std::string_view text) const { return http::equal_ignoring_case(wire::sign(text, token_), sent_); }
  bool any_signs(const Rewrite& rewrite) const {
    return std::ranges::any_of(texts_of(request_, rewrite), [this](const std::string& text) { return signs(text); });
  }

  std::optional<Finding> empty_values() const {
    const auto is_empty = [](const Field& field) { return !field.counts(); };
    const std::string empty = names(request_, is_empty);
    if (empty.empty()) return std::nullopt;
    // As PHP and form posts, as JavaScript, as Python print nothing.
    for (const std::string_view nothing : {kEmptyMark, std::string_view("null"), std::string_view("None")}) {
      const auto kept = [&](const Field& field) {
        const bool text = field.kind == FieldKind::text;
        return field.counts() ? as_it_is(field) : Member{FieldKind::text, std::string(text ? kEmptyMark : nothing)};
      };
      if (any_signs(kept)) return Finding(Cause::empty_value, empty);
    }
    return std::nullopt;
  }

  std::optional<Finding> texts_changed() const {
    const auto is_blank_ended = [](const Field& field) {
      return field.kind == FieldKind::text && trimmed(field.value) != field.value;
    };
    if (const std::string blank = names(request_, is_blank_ended); !blank.empty()) {
      const auto trim = [](const Field& field) { return Member{field.kind, std::string(trimmed(field.value))}; };
      if (any_signs(trim)) return Finding(Cause::trailing_space, blank);
    }
    const auto is_number_text = [](const Field& field) {
      return field.kind == FieldKind::text && wire::is_json_number(field.value);
    };
    if (const std::string numbers = names(request_, is_number_text); !numbers.empty()) {
      for (const Field& one : request_.fields()) {
        if (!is_number_text(one)) continue;
        const auto as_number = [&](const Field& field) {
          return Member{field.name == one.name ? FieldKind::number : field.kind, std::string(field.value)};
        };
        if (any_signs(as_number)) return Finding(Cause::string_amount, one.name);
      }
      const auto all = [&](const Field& field) {
        return Member{is_number_text(field) ? FieldKind::number : field.kind, std::string(field.value)};
      };
      if (any_signs(all)) return Finding(Cause::string_amount, numbers);
    }
    for (const bool plus : {false, true}) {
      const auto encode = [&](const Field& field) {
        return Member{field.kind, field.kind == FieldKind::text ? encoded(field.value, plus) : std::string(field.value)};
      };
      if (any_signs(encode)) return Finding(Cause::values_url_encoded, plus ? "https%3A%2F%2F, +" : "https%3A%2F%2F, %20");
    }
    return std::nullopt;
  }

  std::optional<Finding> left_out() const {
    for (const Field& one : request_.fields()) {
      if (one.name == wire::field::kSignature || !one.counts()) continue;
      const auto without = [&](const Field& field) { return field.name == one.name ? std::nullopt : as_it_is(field); };
      if (any_signs(without)) return Finding(Cause::field_not_signed, one.name);
    }
    return std::nullopt;
  }

  std::optional<Finding> unsorted() const {
    std::string text;
    std::string order;
    for (const std::string& name : order_of_appearance(body_)) {
      const Field* const field = request_.find(name);
      if (field == nullptr || !field->counts() || name == wire::field::kSignature) continue;
      text.append(text.empty() ? "" : "&").append(name).append("=").append(field->value);
      order.append(order.empty() ? "" : ", ").append(name);
    }
    if (text.empty() || !signs(text)) return std::nullopt;
    return Finding(Cause::members_not_sorted, order);
  }

  std::optional<Finding> joined() const {
    for (const std::string_view between : {"&", "&key=", "&token=", "&secret="})
      for (const std::string& text : texts_of(request_, as_it_is))
        if (signs(text + std::string(between))) return Finding(Cause::token_joined, between);
    return std::nullopt;
  }

  const SignedRequest& request_;
  std::string_view body_;
  const Secret& token_;
  const std::string_view sent_;
};

}  // namespace

std::optional<Finding> find_signature_mistake(const SignedRequest& request, std::string_view body, const Secret& token) {
  const Field* const signature = request.find(wire::field::kSignature);
  if (signature == nullptr || signature->kind != FieldKind::text || token.empty()) return std::nullopt;
  return Search(request, body, token).run();
}

}  // namespace bepusdt::app
