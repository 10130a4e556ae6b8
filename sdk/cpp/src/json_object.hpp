// JsonObject: a JSON object that is read member by member, in any order, where a missing member and one of another kind are
// empty values: answers of three generations of gateways differ in both. Numbers keep their decimal text.
// Foreign to nobody outside: simdjson's exceptions are turned into ErrorInfo by with_json_object.
#pragma once

#include <bepusdt/decimal.hpp>
#include <bepusdt/order.hpp>
#include <bepusdt/result.hpp>

#include <simdjson.h>

#include <charconv>
#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bepusdt::sdk {

class JsonObject {
 public:
  explicit JsonObject(simdjson::ondemand::object object) : object_(object) {}

  [[nodiscard]] bool has(std::string_view name);
  // A string as it is, a number as its literal.
  [[nodiscard]] std::string text(std::string_view name);
  // nullopt for what is no number, in quotes or without.
  [[nodiscard]] std::optional<Decimal> decimal(std::string_view name);
  // A fraction is cut, as the clients before did; nullopt for what T does not hold.
  template <std::integral T = std::int64_t>
  [[nodiscard]] std::optional<T> integer(std::string_view name) {
    const auto number = decimal(name);
    if (!number) return std::nullopt;
    T value = 0;
    const std::string& digits = number->text();
    if (std::from_chars(digits.data(), digits.data() + digits.size(), value).ec != std::errc()) return std::nullopt;
    return value;
  }
  [[nodiscard]] std::optional<bool> boolean(std::string_view name);
  [[nodiscard]] std::optional<UnixTime> time(std::string_view name);
  // nullopt: missing, or no object.
  [[nodiscard]] std::optional<JsonObject> object(std::string_view name);
  // Calls `each` for every object of the array; nothing where there is none.
  void array(std::string_view name, const std::function<void(JsonObject)>& each);
  // The member's JSON as it came.
  [[nodiscard]] std::string raw(std::string_view name);

 private:
  simdjson::ondemand::object object_;
};

// Runs `read` on the object that `body` is. False: it is no JSON object; nothing was called, or not to the end.
[[nodiscard]] bool with_json_object(std::string_view body, const std::function<void(JsonObject)>& read);

}  // namespace bepusdt::sdk
