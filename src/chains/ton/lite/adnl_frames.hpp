// AdnlFrames: the packets of an ADNL connection after its handshake: length, 32 random bytes, what is sent, and the hash of
// both, all ciphered as one stream. Bytes come in as the network cuts them. Not thread-safe.
#pragma once

#include <optional>

#include "base/aes_ctr.hpp"
#include "base/hex.hpp"
#include "chains/words.hpp"

namespace bepusdt::chains::ton {

class AdnlFrames {
 public:
  // `longest`: of one packet that comes in; a longer one is malformed.
  AdnlFrames(AesCtr outgoing, AesCtr incoming, std::size_t longest)
      : outgoing_(std::move(outgoing)), incoming_(std::move(incoming)), longest_(longest) {}

  [[nodiscard]] Bytes seal(BytesView payload, const Word& nonce);

  void take(BytesView ciphered);
  // The next whole packet's payload; nullopt: none yet, or never again.
  [[nodiscard]] std::optional<Bytes> next();
  // A packet came that no peer sends; the stream is lost.
  [[nodiscard]] bool malformed() const { return malformed_; }

 private:
  AesCtr outgoing_;
  AesCtr incoming_;
  std::size_t longest_;
  Bytes open_;  // deciphered, from `at_` on not yet given out
  std::size_t at_ = 0;
  bool malformed_ = false;
};

}  // namespace bepusdt::chains::ton
