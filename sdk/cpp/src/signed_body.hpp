// SignedBody: the JSON body of a request and the text that is signed, from one list of members, so that the two cannot differ:
// numbers are signed exactly as they stand in the body (contract part 1 §1).
#pragma once

#include <string>
#include <string_view>

#include "base/secret.hpp"

#include <vector>

namespace bepusdt::sdk {

class SignedBody {
 public:
  // Names are distinct and end before the body does; values are valid UTF-8 and not empty.
  void text(std::string_view name, std::string_view value) { members_.push_back({name, std::string(value), true}); }
  // `literal` is a JSON number.
  void number(std::string_view name, std::string_view literal) { members_.push_back({name, std::string(literal), false}); }
  void boolean(std::string_view name, bool value) { members_.push_back({name, value ? "true" : "false", false}); }

  // The finished body. The token must not be empty.
  [[nodiscard]] std::string signed_with(const Secret& token) &&;
  // The same for a log: the signature is ***.
  [[nodiscard]] std::string masked() const;

 private:
  struct Member {
    std::string_view name;
    std::string value;
    bool quoted;
  };
  [[nodiscard]] std::string body(std::string_view signature) const;

  std::vector<Member> members_;
};

}  // namespace bepusdt::sdk
