// TronMethods: questions that a host of TronNode answers beside those that read its chain.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace bepusdt::devnet {

class TronMethods {
 public:
  virtual ~TronMethods() = default;
  // A JSON object, or a sentence about what is wrong with the question.
  [[nodiscard]] virtual Result<std::string, std::string> answer(std::string_view method,
                                                                const simdjson::dom::object& fields) = 0;
};

}  // namespace bepusdt::devnet
