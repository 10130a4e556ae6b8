#include "http/server/admission.hpp"

#include <algorithm>

namespace bepusdt::http {

namespace ip = boost::asio::ip;

ip::address limit_key(const ip::address& address) {
  if (address.is_v4()) return address;
  auto bytes = address.to_v6().to_bytes();
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes);
}

std::optional<Admission::Place> Admission::enter(const ip::address& address, bool exempt) {
  const std::lock_guard lock(mutex_);
  if (open_ >= limits_.connections) return std::nullopt;
  std::optional<ip::address> counted;
  if (!exempt) {
    counted = limit_key(address);
    std::size_t& here = by_address_[*counted];
    if (here >= limits_.connections_per_address) return std::nullopt;
    ++here;
  }
  ++open_;
  return std::optional<Place>(std::in_place, *this, std::move(counted));
}

void Admission::leave(const std::optional<ip::address>& counted) {
  const std::lock_guard lock(mutex_);
  --open_;
  if (!counted) return;
  const auto here = by_address_.find(*counted);
  if (--here->second == 0) by_address_.erase(here);
}

std::size_t Admission::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

}  // namespace bepusdt::http
