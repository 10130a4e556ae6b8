#include "sdk/cpp/src/curl_transport.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <new>
#include <optional>
#include <vector>

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
  // Whether something came in, or the other side hung up, while nobody asked: what is read next would not be our answer.
  [[nodiscard]] bool out_of_step() const;

  CurlExchange exchange;
  CURLM* multi;  // holds the kept connection
  curl_socket_t kept = CURL_SOCKET_BAD;
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
  if (curl_easy_getinfo(exchange.handle(), CURLINFO_ACTIVESOCKET, &kept) != CURLE_OK) kept = CURL_SOCKET_BAD;
  curl_multi_remove_handle(multi, exchange.handle());
  if (!code) return HttpFailure{HttpFailure::Kind::cancelled, "cancelled"};
  return exchange.finish(*code);
}

bool CurlTransport::Lane::out_of_step() const {
  if (kept == CURL_SOCKET_BAD) return false;
  pollfd looked_at{.fd = kept, .events = POLLIN, .revents = 0};
  return poll(&looked_at, 1, 0) != 0;
}

// The lanes of one process.
struct CurlTransport::Shelf {
  const pid_t owner = ::getpid();
  std::mutex mutex;
  std::vector<std::unique_ptr<Lane>> lanes;  // guarded by mutex
};

CurlTransport::CurlTransport(TransportOptions options) : options_(std::move(options)), shelf_(new Shelf) {
  initialise_curl();
}

CurlTransport::~CurlTransport() { const std::unique_ptr<Shelf> last(&shelf()); }

HttpOutcome CurlTransport::send(const HttpRequest& request) {
  auto lane = take();
  HttpOutcome outcome = lane->run(request, options_.cancelled);
  // What was given up in the middle leaves its connection in a state that nobody knows.
  const auto* const failed = std::get_if<HttpFailure>(&outcome);
  if (failed == nullptr || failed->kind != HttpFailure::Kind::cancelled) put_back(std::move(lane));
  return outcome;
}

// After fork() the connections are the parent's: to use one would mix two conversations, and to close it would send TLS's goodbye
// into the parent's; and a thread that the child does not have may hold their lock. So their shelf is left as it is, once a process.
CurlTransport::Shelf& CurlTransport::shelf() {
  Shelf* found = shelf_.load();
  if (found->owner == ::getpid()) return *found;
  auto own = std::make_unique<Shelf>();
  if (shelf_.compare_exchange_strong(found, own.get())) return *own.release();
  return *found;  // another thread was faster
}

std::unique_ptr<CurlTransport::Lane> CurlTransport::take() {
  Shelf& own = shelf();
  for (;;) {
    std::unique_ptr<Lane> lane;
    {
      const std::lock_guard lock(own.mutex);
      if (own.lanes.empty()) break;
      lane = std::move(own.lanes.back());
      own.lanes.pop_back();
    }
    if (!lane->out_of_step()) return lane;
  }
  return std::make_unique<Lane>(options_);
}

void CurlTransport::put_back(std::unique_ptr<Lane> lane) {
  Shelf& own = shelf();
  const std::lock_guard lock(own.mutex);
  if (own.lanes.size() < options_.kept_connections) own.lanes.push_back(std::move(lane));
}

}  // namespace bepusdt::sdk
