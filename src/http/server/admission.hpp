// Admission: counts open connections, in all and by address, and refuses those beyond the limits. Thread-safe.
#pragma once

#include <boost/asio/ip/address.hpp>
#include <map>
#include <mutex>
#include <optional>

#include "http/server/limits.hpp"

namespace bepusdt::http {

class Admission {
 public:
  explicit Admission(const Limits& limits) : limits_(limits) {}

  // One open connection; gives its place back when destroyed.
  class Place {
   public:
    Place(Admission& admission, std::optional<boost::asio::ip::address> counted)
        : admission_(&admission), counted_(std::move(counted)) {}
    Place(Place&& other) noexcept
        : admission_(std::exchange(other.admission_, nullptr)), counted_(std::move(other.counted_)) {}
    Place& operator=(Place&&) = delete;
    ~Place() {
      if (admission_) admission_->leave(counted_);
    }

   private:
    Admission* admission_;
    std::optional<boost::asio::ip::address> counted_;
  };

  // `exempt`: counts in all, but not by its address.
  [[nodiscard]] std::optional<Place> enter(const boost::asio::ip::address& address, bool exempt);
  [[nodiscard]] std::size_t open() const;

 private:
  void leave(const std::optional<boost::asio::ip::address>& counted);

  const Limits& limits_;
  mutable std::mutex mutex_;
  std::size_t open_ = 0;
  std::map<boost::asio::ip::address, std::size_t> by_address_;
};

// The unit in which addresses are limited: an IPv4 address, or the /64 that one IPv6 subscriber is given.
[[nodiscard]] boost::asio::ip::address limit_key(const boost::asio::ip::address& address);

}  // namespace bepusdt::http
