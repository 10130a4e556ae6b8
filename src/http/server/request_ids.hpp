// RequestIds: a short random id for every request, drawn from the system's source in bulk. One per thread.
#pragma once

#include <array>
#include <string>

#include "ports/random.hpp"

namespace bepusdt::http {

class RequestIds {
 public:
  explicit RequestIds(ports::Random& random) : random_(random) {}

  // 16 hexadecimal digits.
  void next(std::string& id);

 private:
  static constexpr std::size_t kBytes = 8;

  ports::Random& random_;
  std::array<std::uint8_t, 64 * kBytes> pool_{};
  std::size_t used_ = pool_.size();
};

}  // namespace bepusdt::http
