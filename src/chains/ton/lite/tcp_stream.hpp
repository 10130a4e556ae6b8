// TcpStream: one TCP connection, whose every wait ends by the given point of the steady clock, but for the system's resolver where
// the host is a name. Blocks; closes with its end. Not thread-safe.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>

#include "base/hex.hpp"
#include "base/result.hpp"

namespace bepusdt::chains::ton {

using Until = std::chrono::steady_clock::time_point;

struct TcpError {
  bool timed_out = false;
  std::string reason;
};

class TcpStream {
 public:
  // Every address of the host is tried in turn.
  [[nodiscard]] static Result<TcpStream, TcpError> connect(const std::string& host, const std::string& port, Until until);

  TcpStream(TcpStream&& other) noexcept;
  TcpStream& operator=(TcpStream&& other) noexcept;
  ~TcpStream();

  [[nodiscard]] Result<void, TcpError> send(BytesView bytes, Until until);
  // At least one byte, as many as there are and fit; the other side's end is an error.
  [[nodiscard]] Result<std::size_t, TcpError> receive(std::span<std::uint8_t> into, Until until);

 private:
  explicit TcpStream(int socket) : socket_(socket) {}
  int socket_;
};

}  // namespace bepusdt::chains::ton
