#include "sdk/cpp/src/curl_loop.hpp"

#include <new>
#include <utility>

namespace bepusdt::sdk {

CurlLoop::CurlLoop(const TransportOptions& options, LoopHost& host) : options_(options), host_(host), multi_(nullptr) {
  initialise_curl();
  multi_ = curl_multi_init();
  if (multi_ == nullptr) throw std::bad_alloc();
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.kept_connections));
}

CurlLoop::~CurlLoop() {
  if (owner_ != ::getpid()) {
    // After fork() the connections are the parent's; to close one would send TLS's goodbye into the parent's conversation.
    for (auto& [id, running] : running_) static_cast<void>(running.exchange.release());
    for (auto& exchange : idle_) static_cast<void>(exchange.release());
    return;
  }
  cancel_all();
  idle_.clear();
  curl_multi_cleanup(multi_);
}

CurlLoop::Id CurlLoop::start(HttpRequest request, Done done) {
  const Id id = ++last_id_;
  Running running{std::make_unique<HttpRequest>(std::move(request)), std::move(done), take_exchange()};
  running.exchange->begin(*running.request);
  CURL* const easy = running.exchange->handle();
  ids_.emplace(easy, id);
  running_.emplace(id, std::move(running));
  curl_multi_add_handle(multi_, easy);  // asks for a timer, and goes on when that is due
  return id;
}

void CurlLoop::cancel(Id id) {
  const auto at = running_.find(id);
  if (at == running_.end()) return;
  if (at->second.exchange) {
    CURL* const easy = at->second.exchange->handle();
    curl_multi_remove_handle(multi_, easy);
    ids_.erase(easy);
  }
  running_.erase(at);
}

void CurlLoop::cancel_all() {
  while (!running_.empty()) cancel(running_.begin()->first);
}

void CurlLoop::ready(int socket, bool readable, bool writable) {
  act(socket, (readable ? CURL_CSELECT_IN : 0) | (writable ? CURL_CSELECT_OUT : 0));
}

void CurlLoop::timer_due() { act(CURL_SOCKET_TIMEOUT, 0); }

void CurlLoop::act(curl_socket_t socket, int events) {
  int running = 0;
  curl_multi_socket_action(multi_, socket, events, &running);
  end_finished();
}

void CurlLoop::end_finished() {
  // All are ended before anybody is told: whom we tell may start others, and cancel these and others.
  std::vector<std::pair<Id, HttpOutcome>> finished;
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    CURL* const easy = message->easy_handle;
    const CURLcode code = message->data.result;
    curl_multi_remove_handle(multi_, easy);
    const auto id = ids_.find(easy);
    auto exchange = std::move(running_.at(id->second).exchange);
    finished.emplace_back(id->second, exchange->finish(code));
    ids_.erase(id);
    if (idle_.size() < options_.kept_connections) idle_.push_back(std::move(exchange));
  }
  for (auto& [id, outcome] : finished)
    if (const auto told = running_.extract(id)) told.mapped().done(std::move(outcome));
}

std::unique_ptr<CurlExchange> CurlLoop::take_exchange() {
  if (idle_.empty()) return std::make_unique<CurlExchange>(options_);
  auto exchange = std::move(idle_.back());
  idle_.pop_back();
  return exchange;
}

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  const bool read = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
  const bool write = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
  static_cast<CurlLoop*>(self)->host_.watch(socket, read, write);
  return 0;
}

int CurlLoop::on_timer(CURLM*, long milliseconds, void* self) {
  auto& loop = *static_cast<CurlLoop*>(self);
  if (milliseconds < 0)
    loop.host_.set_timer(std::nullopt);
  else
    loop.host_.set_timer(std::chrono::milliseconds(milliseconds));
  return 0;
}

}  // namespace bepusdt::sdk
