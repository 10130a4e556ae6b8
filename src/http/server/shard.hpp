// Shard: one thread with its io_context and the connections that live on it. A connection never leaves its shard, so nothing
// of it needs a lock. Socket deadlines are looked at by one sweep for all connections instead of by a timer for each.
// Everything but start(), join() and hand_over() is called on the shard's own thread.
#pragma once

#include <boost/intrusive/list.hpp>
#include <optional>
#include <thread>

#include "http/server/connection.hpp"
#include "http/server/environment.hpp"
#include "http/server/request_ids.hpp"
#include "http/server/response_head.hpp"
#include "http/task.hpp"

namespace bepusdt::http {

class Shard {
 public:
  explicit Shard(Environment& environment);

  // Any thread.
  void start(std::function<void()> ended);
  void join();
  // Gives the shard a connection that was just accepted.
  void hand_over(Socket socket, asio::ip::address peer, Admission::Place place);
  template <class F>
  void post(F&& f) {
    asio::post(context_, std::forward<F>(f));
  }
  [[nodiscard]] asio::io_context& context() { return context_; }

  // Its own thread.
  void drain();      // connections without a request end, the others after their answer
  void abort_all();  // all end now
  [[nodiscard]] bool draining() const { return draining_; }
  [[nodiscard]] std::string_view date() { return date_.at(environment_.clock.now()); }
  [[nodiscard]] RequestIds& ids() { return ids_; }
  [[nodiscard]] Environment& environment() { return environment_; }
  void joined(Connection& connection);
  void left(Connection& connection);

 private:
  void sweep();

  Environment& environment_;
  asio::io_context context_{1};
  asio::executor_work_guard<Executor> work_{context_.get_executor()};
  Timer sweeper_{context_};
  const Millis tick_;
  bool sweeping_ = false;
  bool draining_ = false;
  DateText date_;
  RequestIds ids_;
  boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>> connections_;
  std::thread thread_;
};

}  // namespace bepusdt::http
