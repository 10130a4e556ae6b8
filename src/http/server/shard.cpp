#include "http/server/shard.hpp"

#include <boost/asio/post.hpp>

namespace bepusdt::http {
namespace {

// Fine enough that a limit is kept to a quarter, coarse enough to cost nothing.
Millis tick_for(const Limits& limits) {
  const Millis shortest = std::min({limits.idle, limits.header, limits.body, limits.write});
  return std::clamp(shortest / 4, Millis(5), Millis(250));
}

}  // namespace

Shard::Shard(Environment& environment)
    : environment_(environment), tick_(tick_for(environment.limits)), ids_(environment.random) {}

void Shard::start(std::function<void()> ended) {
  thread_ = std::thread([this, ended = std::move(ended)] {
    context_.run();
    ended();
  });
}

void Shard::join() {
  if (thread_.joinable()) thread_.join();
}

void Shard::hand_over(Socket socket, asio::ip::address peer, Admission::Place place) {
  asio::post(context_, [this, socket = std::move(socket), peer = std::move(peer), place = std::move(place)]() mutable {
    Connection::begin(*this, std::move(socket), peer, std::move(place));
  });
}

void Shard::joined(Connection& connection) {
  connections_.push_back(connection);
  if (sweeping_) return;
  sweeping_ = true;
  sweep();
}

void Shard::left(Connection& connection) {
  connections_.erase(connections_.iterator_to(connection));
  if (connections_.empty() && draining_) sweeper_.cancel();
}

void Shard::drain() {
  draining_ = true;
  work_.reset();
  for (auto connection = connections_.begin(); connection != connections_.end();) (connection++)->drain();
  if (connections_.empty()) sweeper_.cancel();
}

void Shard::abort_all() {
  for (auto connection = connections_.begin(); connection != connections_.end();) (connection++)->abort();
}

void Shard::sweep() {
  const auto now = SteadyClock::now();
  for (auto connection = connections_.begin(); connection != connections_.end();) (connection++)->abort_if_due(now);
  if (connections_.empty()) {
    sweeping_ = false;
    return;
  }
  sweeper_.expires_after(tick_);
  sweeper_.async_wait([this](const boost::system::error_code&) { sweep(); });
}

}  // namespace bepusdt::http
