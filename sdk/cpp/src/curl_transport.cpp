#include "sdk/cpp/src/curl_transport.hpp"

#include <unistd.h>

#include <algorithm>
#include <new>
#include <optional>

#include "sdk/cpp/src/curl_exchange.hpp"

namespace bepusdt::sdk {
namespace {

// How often a caller who may want to end its call is asked.
constexpr int kSliceMs = 100;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Transport::~Transport() = default;

std::string_view header_of(const Headers& headers, std::string_view name) noexcept {
  for (const auto& [key, value] : headers)
    if (std::ranges::equal(key, name, {}, lower, lower)) return value;
  return {};
}

std::shared_ptr<Transport> make_transport(TransportOptions options) {
  return std::make_shared<CurlTransport>(std::move(options));
}

struct CurlTransport::Lane {
  explicit Lane(const TransportOptions& options) : exchange(options), multi(curl_multi_init()) {
    if (multi == nullptr) throw std::bad_alloc();
  }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;
  ~Lane() { curl_multi_cleanup(multi); }

  HttpOutcome run(const HttpRequest& request, const std::function<bool()>& cancelled);

  CurlExchange exchange;
  CURLM* multi;  // holds the kept connection
};

HttpOutcome CurlTransport::Lane::run(const HttpRequest& request, const std::function<bool()>& cancelled) {
  exchange.begin(request);
  curl_multi_add_handle(multi, exchange.handle());
  std::optional<CURLcode> code;
  while (!code) {
    int running = 0;
    curl_multi_perform(multi, &running);
    int left = 0;
    if (const CURLMsg* const message = curl_multi_info_read(multi, &left)) {
      code = message->data.result;
      break;
    }
    if (cancelled && cancelled()) break;
    curl_multi_poll(multi, nullptr, 0, cancelled ? kSliceMs : 1000, nullptr);
  }
  curl_multi_remove_handle(multi, exchange.handle());
  if (!code) return HttpFailure{HttpFailure::Kind::cancelled, "cancelled"};
  return exchange.finish(*code);
}

CurlTransport::CurlTransport(TransportOptions options) : options_(std::move(options)), owner_(getpid()) {
  initialise_curl();
}

CurlTransport::~CurlTransport() {
  const std::lock_guard lock(mutex_);
  forget_the_parents_lanes();
}

HttpOutcome CurlTransport::send(const HttpRequest& request) {
  auto lane = take();
  HttpOutcome outcome = lane->run(request, options_.cancelled);
  // What was given up in the middle leaves its connection in a state that nobody knows.
  const auto* const failed = std::get_if<HttpFailure>(&outcome);
  if (failed == nullptr || failed->kind != HttpFailure::Kind::cancelled) put_back(std::move(lane));
  return outcome;
}

std::unique_ptr<CurlTransport::Lane> CurlTransport::take() {
  {
    const std::lock_guard lock(mutex_);
    forget_the_parents_lanes();
    if (!shelf_.empty()) {
      auto lane = std::move(shelf_.back());
      shelf_.pop_back();
      return lane;
    }
  }
  return std::make_unique<Lane>(options_);
}

void CurlTransport::put_back(std::unique_ptr<Lane> lane) {
  const std::lock_guard lock(mutex_);
  if (shelf_.size() < options_.kept_connections) shelf_.push_back(std::move(lane));
}

void CurlTransport::forget_the_parents_lanes() {
  const long self = getpid();
  if (owner_ == self) return;
  owner_ = self;
  // After fork() the connections are the parent's: to use one would mix two conversations, and to close it would send TLS's
  // goodbye into the parent's. So they are left as they are, once a process.
  for (auto& lane : shelf_) static_cast<void>(lane.release());
  shelf_.clear();
}

}  // namespace bepusdt::sdk
