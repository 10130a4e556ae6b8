// HeadListener: keeps a subscription to newHeads at one WebSocket address and calls `on_head` when a block is told of.
// That is all it is for: somebody who looks anyway looks earlier. Whatever goes wrong (no connection, silence,
// nonsense, a flood) ends in another try after a pause that doubles up to a cap, and is nobody else's trouble. Messages
// are read no faster than one a `least_gap`, so that a flood waits in the sender's socket. TLS is verified like that of
// any other call of ours; the URL may hold a key, so only its host is shown. A thread of its own; `on_head` is called
// from there.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/secret.hpp"
#include "base/time.hpp"
#include "ports/event_log.hpp"

namespace bepusdt::net {

struct HeadListenerOptions {
  std::string chain;
  Secret url;           // ws:// or wss://
  std::string ca_file;  // PEM file instead of the system's trust; empty: the system's
  Millis least_gap{500};
  Millis silence{60'000};  // so long without a block, and the connection is given up
  Millis connect_timeout{10'000};
  Millis first_pause{1'000};
  Millis longest_pause{60'000};
};

class HeadListener {
 public:
  // `options.url` must be one that the settings take.
  HeadListener(HeadListenerOptions options, std::function<void()> on_head, ports::EventLog& log);
  ~HeadListener();
  HeadListener(const HeadListener&) = delete;
  HeadListener& operator=(const HeadListener&) = delete;

  void start();
  // Returns once on_head is called no more.
  void stop();

 private:
  class Line;
  std::unique_ptr<Line> line_;
  std::thread thread_;
};

}  // namespace bepusdt::net
