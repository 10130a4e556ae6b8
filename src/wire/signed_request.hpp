// SignedRequest: the body of a merchant's request (or of a callback) taken apart, as contract part 1 §1 reads it: JSON when the
// first non-blank byte is `{`, whatever the content type says, else application/x-www-form-urlencoded. Numbers keep their raw
// literal, because their text is what was signed. It owns its bytes, may be moved, and is immutable; parsing reuses one parser
// a thread and costs two allocations. What is not one flat list of distinct members is refused with the member's name.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "wire/errors.hpp"

namespace bepusdt::wire {

inline constexpr std::size_t kMaxBodySize = 64 * 1024;
inline constexpr std::size_t kMaxFields = 128;

enum class FieldKind : unsigned char { text, number, boolean, null, empty_list };

struct Field {
  std::string_view name;  // decoded
  FieldKind kind = FieldKind::null;
  std::string_view value;  // text: decoded; number: the literal as it stood; boolean: "true" or "false"; else empty

  // null, "" and [] are not signed, so anybody on the way could add or drop them: they mean the same as no member.
  [[nodiscard]] bool counts() const { return !value.empty(); }
};

class SignedRequest {
 public:
  // Fails with body_too_large, invalid_json, or invalid_request naming the field.
  [[nodiscard]] static Result<SignedRequest, Refusal> parse(std::string_view body);

  // Sorted by the bytes of their names, which are distinct.
  [[nodiscard]] std::span<const Field> fields() const { return fields_; }
  // Whether the variants of the canonical text can differ: there is a number or a boolean.
  [[nodiscard]] bool has_literals() const { return has_literals_; }
  [[nodiscard]] const Field* find(std::string_view name) const;

  // The accessors of the handlers. nullopt: there is no such member, or one that does not count (see Field::counts).
  // A member of another kind is invalid_request with its name. The views live as long as the request.
  using Text = Result<std::optional<std::string_view>, Refusal>;
  [[nodiscard]] Text text(std::string_view name) const;            // a string
  [[nodiscard]] Text text_or_number(std::string_view name) const;  // a string, or a number as its literal
  // A boolean, or what stands for one where all values are strings: true, false, 1, 0.
  [[nodiscard]] Result<std::optional<bool>, Refusal> boolean(std::string_view name) const;

 private:
  class Builder;

  std::unique_ptr<char[]> storage_;
  std::vector<Field> fields_;
  bool has_literals_ = false;
};

}  // namespace bepusdt::wire
