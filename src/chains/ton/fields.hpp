// Fields: reading one JSON object of an index field by field. What is missing, null or of another kind is read as nothing and its
// name kept in `wrong`: that is asked once at the end, before anything of what was read is used. Never throws.
#pragma once

#include <simdjson.h>

#include <optional>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "chains/ton/account.hpp"

namespace bepusdt::chains::ton {

class Fields {
 public:
  // `wrong` outlives it, and what it gives out.
  Fields(std::optional<simdjson::dom::object> object, std::string& wrong) : object_(object), wrong_(&wrong) {}

  [[nodiscard]] bool has(std::string_view name) const;  // and it is not null
  [[nodiscard]] bool flag(std::string_view name) const { return get<bool>(name); }
  [[nodiscard]] std::string_view text(std::string_view name) const { return get<std::string_view>(name); }
  // Numbers of 64 bits are text of digits.
  [[nodiscard]] std::uint64_t number(std::string_view name) const;
  [[nodiscard]] std::uint32_t number32(std::string_view name) const;
  [[nodiscard]] std::int32_t signed32(std::string_view name) const;
  [[nodiscard]] Bytes base64(std::string_view name) const;
  [[nodiscard]] Word hash(std::string_view name) const;  // base64 of 32 bytes
  [[nodiscard]] Account account(std::string_view name) const;
  [[nodiscard]] std::optional<Account> maybe_account(std::string_view name) const;
  [[nodiscard]] Fields inner(std::string_view name) const;
  [[nodiscard]] std::vector<Fields> list(std::string_view name) const;

  void refuse(std::string_view name) const {
    if (wrong_->empty()) *wrong_ = name;
  }

 private:
  template <class T>
  [[nodiscard]] T get(std::string_view name) const {
    T value{};
    if (!object_ || object_->at_key(name).get(value)) refuse(name);
    return value;
  }

  std::optional<simdjson::dom::object> object_;
  std::string* wrong_;
};

}  // namespace bepusdt::chains::ton
