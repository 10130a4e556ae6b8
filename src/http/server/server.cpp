#include "http/server/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/v6_only.hpp>

#include "http/server/listen_address.hpp"

namespace bepusdt::http {
namespace {

using ErrorCode = boost::system::error_code;

// Out of file descriptors, mostly: until some connection ends, asking again at once would only burn the processor.
constexpr Millis kAcceptPause{100};

constexpr Seconds kRefusalLogEvery{60};

std::vector<std::unique_ptr<Shard>> make_shards(unsigned count, Environment& environment) {
  std::vector<std::unique_ptr<Shard>> shards;
  for (unsigned i = 0; i < std::max(1U, count); ++i) shards.push_back(std::make_unique<Shard>(environment));
  return shards;
}

}  // namespace

Server::Server(ServerSettings settings, Application& application, ServerPorts ports)
    : listen_(std::move(settings.listen)),
      environment_{.limits = settings.limits,
                   .proxies = std::move(settings.proxies),
                   .application = application,
                   .clock = ports.clock,
                   .random = ports.random,
                   .log = ports.log,
                   .metrics = ports.metrics},
      shards_(make_shards(settings.threads, environment_)),
      acceptor_(shards_.front()->context()),
      pause_(shards_.front()->context()) {}

Server::~Server() { stop(Millis(0)); }

Result<void, std::string> Server::open() {
  auto endpoint = parse_listen_address(listen_);
  if (!endpoint) return fail("listen = \"" + listen_ + "\" is not an address and port");
  ErrorCode error;
  const auto sentence = [&] { return "cannot listen on " + listen_ + ": " + error.message(); };
  acceptor_.open(endpoint->protocol(), error);
  if (error == asio::error::address_family_not_supported && endpoint->address().is_unspecified()) {
    // "every address" of a machine without IPv6, as containers often are
    *endpoint = asio::ip::tcp::endpoint(asio::ip::tcp::v4(), endpoint->port());
    acceptor_.open(endpoint->protocol(), error);
  }
  if (error) return fail(sentence());
  acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error && endpoint->address().is_v6() && endpoint->address().is_unspecified())
    acceptor_.set_option(asio::ip::v6_only(false), error);
  if (!error) acceptor_.bind(*endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (!error) port_ = acceptor_.local_endpoint(error).port();
  if (error) return fail(sentence());
  return {};
}

void Server::start() {
  started_ = true;
  running_ = shards_.size();
  asio::co_spawn(shards_.front()->context(), accept(), [](std::exception_ptr bug) {
    if (bug) std::rethrow_exception(bug);
  });
  for (auto& shard : shards_)
    shard->start([this] {
      const std::lock_guard lock(mutex_);
      --running_;
      ended_.notify_all();
    });
}

Task<void> Server::accept() {
  std::size_t next = 0;
  while (!stopping_) {
    Shard& shard = *shards_[next++ % shards_.size()];
    auto [error, socket] = co_await acceptor_.async_accept(shard.context().get_executor(), kInCoroutine);
    if (stopping_) break;
    if (!error) {
      admit(std::move(socket), shard);
      continue;
    }
    if (error == asio::error::connection_aborted) continue;  // gone before we looked
    environment_.log.warning("http.accept_failed", {{"reason", error.message()}});
    pause_.expires_after(kAcceptPause);
    co_await pause_.async_wait(kInCoroutine);
  }
}

void Server::admit(Socket socket, Shard& shard) {
  ErrorCode error;
  const auto endpoint = socket.remote_endpoint(error);
  if (error) return;  // gone already
  asio::ip::address peer = unmapped(endpoint.address());
  const bool exempt = peer.is_loopback() || environment_.proxies.contains(peer);
  auto place = environment_.admission.enter(peer, exempt);
  if (!place) {
    const Time now = environment_.clock.now();
    if (now - last_refusal_logged_ >= kRefusalLogEvery) {
      last_refusal_logged_ = now;
      environment_.log.warning("http.connections_exhausted",
                               {{"address", peer.to_string()}, {"open", environment_.admission.open()}});
    }
    return;
  }
  shard.hand_over(std::move(socket), std::move(peer), std::move(*place));
}

bool Server::stop(Millis patience) {
  if (!started_) return true;
  started_ = false;
  shards_.front()->post([this] {
    stopping_ = true;
    ErrorCode ignored;
    acceptor_.close(ignored);
    pause_.cancel();
  });
  for (auto& shard : shards_) shard->post([&shard = *shard] { shard.drain(); });
  bool clean = true;
  {
    std::unique_lock lock(mutex_);
    clean = ended_.wait_for(lock, patience, [this] { return running_ == 0; });
  }
  if (!clean)
    for (auto& shard : shards_) shard->post([&shard = *shard] { shard.abort_all(); });
  for (auto& shard : shards_) shard->join();
  return clean;
}

}  // namespace bepusdt::http
