#include "http/server/request_ids.hpp"

namespace bepusdt::http {

void RequestIds::next(std::string& id) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  if (used_ == pool_.size()) {
    random_.fill(pool_);
    used_ = 0;
  }
  id.clear();
  for (std::size_t i = 0; i < kBytes; ++i) {
    const std::uint8_t byte = pool_[used_++];
    id += kDigits[byte >> 4];
    id += kDigits[byte & 15];
  }
}

}  // namespace bepusdt::http
