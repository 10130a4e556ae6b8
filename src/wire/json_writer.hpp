// JsonWriter: appends JSON to a string of the caller, one token after the other; commas come by themselves. Text is written as
// UTF-8 with only what RFC 8259 §7 demands escaped; broken UTF-8 in foreign text becomes U+FFFD, so that the outcome is always
// JSON. The caller keeps the order of calls legal (a key before each value of an object, every begin with its end); it cannot fail.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/assert.hpp"
#include "wire/number_text.hpp"

namespace bepusdt::wire {

// Appends the string with its quotes.
void append_json_string(std::string_view text, std::string& out);

class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }

  JsonWriter& key(std::string_view name) {
    separate();
    append_json_string(name, out_);
    out_ += ':';
    comma_ = false;
    return *this;
  }

  JsonWriter& text(std::string_view value) {
    separate();
    append_json_string(value, out_);
    return *this;
  }

  // A literal of the JSON grammar, written as it is.
  JsonWriter& number(std::string_view literal) {
    BEPUSDT_ASSERT(is_json_number(literal));
    return raw(literal);
  }

  template <std::integral T>
  requires(!std::same_as<T, bool>) JsonWriter& integer(T value) {
    char digits[24];
    const auto written = std::to_chars(digits, digits + sizeof digits, value);
    return raw({digits, static_cast<std::size_t>(written.ptr - digits)});
  }

  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }

  // A value that is JSON already.
  JsonWriter& raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
  }

 private:
  void separate() {
    if (comma_) out_ += ',';
    comma_ = true;
  }
  JsonWriter& open(char bracket) {
    separate();
    out_ += bracket;
    comma_ = false;
    return *this;
  }
  JsonWriter& close(char bracket) {
    out_ += bracket;
    comma_ = true;
    return *this;
  }

  std::string& out_;
  bool comma_ = false;  // something stands before the next token that wants a comma
};

}  // namespace bepusdt::wire
