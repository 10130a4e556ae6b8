// Connection: one client's socket, from accept to close: reads a request, has it answered, writes the answer, and again.
// Requests that arrive ahead of their turn (pipelining) wait in the buffer, so answers leave in order. Every wait has a
// deadline that trickling bytes do not move. It owns itself and ends by itself; lives on its shard's thread only.
#pragma once

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/intrusive/list_hook.hpp>
#include <optional>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/server/admission.hpp"
#include "http/server/forwarded.hpp"
#include "http/server/request_parser.hpp"
#include "http/task.hpp"

namespace bepusdt::http {

class Shard;

class Connection : public boost::intrusive::list_base_hook<> {
 public:
  static void begin(Shard& shard, Socket socket, const asio::ip::address& peer, Admission::Place place);

  Connection(Shard& shard, Socket socket, const asio::ip::address& peer, Admission::Place place);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  void drain();
  void abort();
  void abort_if_due(SteadyClock::time_point now);

 private:
  enum class Phase { idle, header, body, busy, write, stream };

  Task<void> run();
  Task<RequestParser::Outcome> read_rest();
  Task<bool> write_rest(std::size_t written, std::string_view body);
  Task<void> stream();
  Task<void> linger();

  void enter(Phase phase);
  RequestParser::Outcome parse_buffered();
  [[nodiscard]] bool make_room();
  void compose_head(bool keep_alive);

  Shard& shard_;
  Socket socket_;
  const Peer peer_;
  const Admission::Place place_;
  asio::cancellation_signal cancel_;

  Phase phase_ = Phase::idle;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  bool aborted_ = false;

  std::vector<char> buffer_;  // bytes [begin_, end_) are read and not yet parsed
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::optional<RequestParser> parser_;
  Request request_;
  Response response_;
  std::string head_;
};

}  // namespace bepusdt::http
