// AdnlServer: the TCP face of a lite-server: ADNL on a port of this machine, one connection at a time, in a thread of its own. What
// it is asked is answered by a function, in that thread. Strict: what a client sends otherwise than it must is kept in
// `complaints()`. Faults come on command. It ends with its object.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/digest.hpp"

namespace bepusdt::devnet {

struct AdnlFaults {
  bool closes_at_once = false;     // before the handshake
  bool welcome_missing = false;    // the packet that ends the handshake does not come
  bool closes_when_asked = false;  // instead of an answer
  bool answer_cut = false;         // closes in the midst of an answer
  bool hash_wrong = false;         // of the packet with an answer
  bool length_wrong = false;       // likewise, beyond all limits
  bool message_unknown = false;    // in the place of an answer
  bool pong_missing = false;       // pings are not answered
  bool pings_first = false;        // pings before it answers, and wants a pong
  bool id_unknown = false;         // an answer to nothing that was asked comes before the true one
};

class AdnlServer {
 public:
  // nullopt: no answer will come.
  using Answer = std::function<std::optional<std::string>(std::string_view question)>;
  explicit AdnlServer(Answer answer);
  ~AdnlServer();

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] Digest32 key() const;
  void set_faults(const AdnlFaults& faults);
  void drop_connection();  // the one that there is, if any

  [[nodiscard]] int connections() const { return connections_; }
  [[nodiscard]] int pings() const { return pings_; }
  [[nodiscard]] int pongs() const { return pongs_; }
  [[nodiscard]] std::vector<std::string> complaints() const;

 private:
  class Connection;
  void serve();

  Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_{0}, pings_{0}, pongs_{0};
  mutable std::mutex mutex_;  // of what follows
  AdnlFaults faults_;
  int client_ = -1;
  bool ends_ = false;
  std::vector<std::string> complaints_;
  std::thread thread_;
};

}  // namespace bepusdt::devnet
