#include "net/curl_client.hpp"

#include <locale.h>
#include <pthread.h>
#include <signal.h>

#include <new>

#include "base/assert.hpp"

namespace bepusdt::net {
namespace {

constexpr long kKeptConnections = 64;
constexpr int kIdleWaitMs = 60'000;  // arrivals wake the loop; this only bounds an idle round

// libcurl's own state for the process; its initialisation is thread-safe since 7.84.
void initialise_libcurl() {
  static const CURLcode kOutcome = curl_global_init(CURL_GLOBAL_DEFAULT);
  BEPUSDT_ASSERT(kOutcome == CURLE_OK);
}

// Signals are for other threads, and a peer that closes while TLS writes must not raise SIGPIPE.
void block_all_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, nullptr);
}

// libcurl reads international host names in the thread's character set; URLs are UTF-8.
class Utf8Names {
 public:
  Utf8Names() : utf8_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (utf8_ != nullptr) uselocale(utf8_);
  }
  ~Utf8Names() {
    uselocale(LC_GLOBAL_LOCALE);
    if (utf8_ != nullptr) freelocale(utf8_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t utf8_;
};

}  // namespace

CurlClient::CurlClient(CurlOptions options) : options_(std::move(options)) {
  initialise_libcurl();
  multi_ = curl_multi_init();
  if (multi_ == nullptr) throw std::bad_alloc();
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kKeptConnections);
  driver_ = std::thread([this] {
    block_all_signals();
    const Utf8Names names;
    drive();
  });
}

CurlClient::~CurlClient() {
  close();
  driver_.join();
  curl_multi_cleanup(multi_);
}

Result<ports::HttpAnswer, ports::HttpError> CurlClient::send(const ports::HttpRequest& request) {
  CurlExchange exchange(request, options_);
  if (auto trouble = exchange.prepare()) return fail(std::move(*trouble));
  {
    const std::lock_guard lock(mutex_);
    if (closed_)
      exchange.finish(std::nullopt);
    else
      arrivals_.push_back(&exchange);
  }
  curl_multi_wakeup(multi_);
  return exchange.outcome();
}

void CurlClient::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  curl_multi_wakeup(multi_);
}

void CurlClient::drive() {
  while (admit_arrivals()) {
    int running = 0;
    curl_multi_perform(multi_, &running);
    end_finished();
    curl_multi_poll(multi_, nullptr, 0, kIdleWaitMs, nullptr);
  }
  while (!running_.empty()) end(running_.back(), std::nullopt);
}

bool CurlClient::admit_arrivals() {
  std::vector<CurlExchange*> arrived;
  bool closed = false;
  {
    const std::lock_guard lock(mutex_);
    arrived.swap(arrivals_);
    closed = closed_;
  }
  for (CurlExchange* exchange : arrived) begin(exchange);
  return !closed;
}

void CurlClient::begin(CurlExchange* exchange) {
  running_.push_back(exchange);
  const CURLMcode code = curl_multi_add_handle(multi_, exchange->handle());
  BEPUSDT_ASSERT(code == CURLM_OK || code == CURLM_OUT_OF_MEMORY);
  if (code == CURLM_OUT_OF_MEMORY) end(exchange, CURLE_OUT_OF_MEMORY);
}

void CurlClient::end(CurlExchange* exchange, std::optional<CURLcode> code) {
  curl_multi_remove_handle(multi_, exchange->handle());
  std::erase(running_, exchange);
  exchange->finish(code);
}

void CurlClient::end_finished() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* exchange = nullptr;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
    end(reinterpret_cast<CurlExchange*>(exchange), message->data.result);
  }
}

}  // namespace bepusdt::net
