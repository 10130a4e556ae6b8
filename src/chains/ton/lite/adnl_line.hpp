// AdnlLine: LiteLine over ADNL over TCP. The connection is made when it is first needed and kept. One that was silent for a while
// is pinged before it is asked anything; one that turns out to have been closed meanwhile is made anew once. All questions of
// a call are sent together, and answers may come in any order. Every call ends within AdnlLimits.
#pragma once

#include "catalog/lite_server_url.hpp"
#include "chains/ton/lite/adnl_frames.hpp"
#include "chains/ton/lite/lite_line.hpp"
#include "chains/ton/lite/tcp_stream.hpp"
#include "ports/clock.hpp"
#include "ports/random.hpp"

namespace bepusdt::chains::ton {

struct AdnlLimits {
  Millis connect_timeout{3'000};   // with the handshake
  Millis request_timeout{10'000};  // of all questions that are sent together
  Millis ping_timeout{2'000};
  Millis silence{10'000};  // after which a connection is pinged before it is used
  std::size_t longest_packet = std::size_t{1} << 24;
};

class AdnlLine final : public LiteLine {
 public:
  AdnlLine(catalog::LiteServerUrl address, AdnlLimits limits, ports::Random& random, ports::Clock& clock)
      : address_(std::move(address)), limits_(limits), random_(random), clock_(clock) {}

  [[nodiscard]] Result<std::vector<Bytes>, LiteFailure> ask(const std::vector<Bytes>& questions, Time deadline) override;

 private:
  struct Connection {
    TcpStream stream;
    AdnlFrames frames;
    Until heard;  // when it last sent anything
  };

  // Until it has a connection that is alive.
  [[nodiscard]] Result<void, LiteFailure> connect(Until until);
  [[nodiscard]] bool is_alive(Until until);
  [[nodiscard]] Result<std::vector<Bytes>, LiteFailure> exchange(const std::vector<Bytes>& questions, Until until);
  [[nodiscard]] Result<void, LiteFailure> send(BytesView payload, Until until);
  [[nodiscard]] Result<Bytes, LiteFailure> receive(Until until);
  [[nodiscard]] Word random_word();

  catalog::LiteServerUrl address_;
  AdnlLimits limits_;
  ports::Random& random_;
  ports::Clock& clock_;
  std::optional<Connection> connection_;
};

// `random` and `clock` outlive whatever it makes. The endpoints' URLs are of lite-servers.
[[nodiscard]] LiteLineMaker adnl_line_maker(AdnlLimits limits, ports::Random& random, ports::Clock& clock);

}  // namespace bepusdt::chains::ton
