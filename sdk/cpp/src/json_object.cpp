#include "sdk/cpp/src/json_object.hpp"

#include "wire/whole_json.hpp"

namespace bepusdt::sdk {
namespace {

namespace od = simdjson::ondemand;

std::string_view trimmed(std::string_view token) {
  const std::size_t end = token.find_last_not_of(" \t\r\n");
  return token.substr(0, end + 1);
}

}  // namespace

bool JsonObject::has(std::string_view name) {
  od::value value;
  return object_.find_field_unordered(name).get(value) == simdjson::SUCCESS && !value.is_null();
}

std::string JsonObject::text(std::string_view name) {
  od::value value;
  if (object_.find_field_unordered(name).get(value) != simdjson::SUCCESS) return {};
  switch (value.type()) {
    case od::json_type::string: return std::string(std::string_view(value.get_string()));
    case od::json_type::number: return std::string(trimmed(value.raw_json_token()));
    default: return {};
  }
}

std::optional<Decimal> JsonObject::decimal(std::string_view name) {
  const std::string literal = text(name);
  return Decimal::parse(literal);
}

std::optional<bool> JsonObject::boolean(std::string_view name) {
  od::value value;
  bool truth = false;
  if (object_.find_field_unordered(name).get(value) != simdjson::SUCCESS || value.get_bool().get(truth) != simdjson::SUCCESS)
    return std::nullopt;
  return truth;
}

std::optional<UnixTime> JsonObject::time(std::string_view name) {
  const auto seconds = integer(name);
  if (!seconds) return std::nullopt;
  return UnixTime(std::chrono::seconds(*seconds));
}

std::optional<JsonObject> JsonObject::object(std::string_view name) {
  od::value value;
  od::object inner;
  if (object_.find_field_unordered(name).get(value) != simdjson::SUCCESS || value.type() != od::json_type::object ||
      value.get_object().get(inner) != simdjson::SUCCESS)
    return std::nullopt;
  return JsonObject(inner);
}

void JsonObject::array(std::string_view name, const std::function<void(JsonObject)>& each) {
  od::value value;
  od::array items;
  if (object_.find_field_unordered(name).get(value) != simdjson::SUCCESS || value.type() != od::json_type::array ||
      value.get_array().get(items) != simdjson::SUCCESS)
    return;
  for (auto item : items) {
    od::object inner;
    if (item.get_object().get(inner) == simdjson::SUCCESS) each(JsonObject(inner));
  }
}

std::string JsonObject::raw(std::string_view name) {
  od::value value;
  if (object_.find_field_unordered(name).get(value) != simdjson::SUCCESS) return {};
  od::object inner;
  od::array items;
  if (value.type() == od::json_type::object && value.get_object().get(inner) == simdjson::SUCCESS)
    return std::string(std::string_view(inner.raw_json()));
  if (value.type() == od::json_type::array && value.get_array().get(items) == simdjson::SUCCESS)
    return std::string(std::string_view(items.raw_json()));
  return std::string(trimmed(value.raw_json_token()));
}

bool with_json_object(std::string_view body, const std::function<void(JsonObject)>& read) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // RFC 8259 §8.1: may be ignored, and clients before did
  if (body.starts_with(kByteOrderMark)) body.remove_prefix(kByteOrderMark.size());
  thread_local od::parser parser;
  try {
    const simdjson::padded_string padded(body);
    if (!wire::is_whole_object(parser, padded)) return false;
    od::document document = parser.iterate(padded);
    od::object object;
    if (document.get_object().get(object) != simdjson::SUCCESS) return false;
    read(JsonObject(object));
    return true;
  } catch (const simdjson::simdjson_error&) {
    return false;
  }
}

}  // namespace bepusdt::sdk
