#include "http/failure_meter.hpp"

#include <boost/asio/ip/address.hpp>

#include "http/server/admission.hpp"

namespace bepusdt::http {
namespace {

constexpr std::size_t kAddresses = 4096;

std::string key_of(std::string_view address) {
  boost::system::error_code error;
  const auto parsed = boost::asio::ip::make_address(std::string(address), error);
  return error ? std::string(address) : limit_key(parsed).to_string();
}

}  // namespace

std::optional<Seconds> FailureMeter::count(std::string_view address, Time now) {
  std::string key = key_of(address);
  const std::lock_guard lock(mutex_);
  auto entry = addresses_.find(key);
  if (entry == addresses_.end()) {
    if (addresses_.size() >= kAddresses) make_room(now);
    entry = addresses_.emplace(std::move(key), now).first;
  }
  const Time full_again = std::max(entry->second, now) + cost();
  const Millis over = full_again - now - per_minute_ * cost();
  if (over > Millis(0)) return std::chrono::ceil<Seconds>(over);
  entry->second = full_again;
  return std::nullopt;
}

// Drops who has nothing counted any more; if that is nobody, everybody: an attacker with thousands of addresses is not held up
// by this limit anyway, and must not make us search.
void FailureMeter::make_room(Time now) {
  std::erase_if(addresses_, [now](const auto& entry) { return entry.second <= now; });
  if (addresses_.size() >= kAddresses) addresses_.clear();
}

}  // namespace bepusdt::http
