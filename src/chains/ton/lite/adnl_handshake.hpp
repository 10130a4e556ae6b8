// The first packet of ADNL over TCP, by which a client tells the server the keys of both streams, ciphered with what the
// server's key and an ephemeral one of the client agree on (TON docs, "ADNL TCP"). Pure.
#pragma once

#include <array>
#include <optional>

#include "base/aes_ctr.hpp"
#include "base/hex.hpp"
#include "chains/words.hpp"

namespace bepusdt::chains::ton {

// Fresh random bytes of one connection.
struct AdnlRandom {
  Word seed{};  // of the ephemeral key
  std::array<std::uint8_t, 160> parameters{};
};

struct AdnlSession {
  Bytes first_packet;  // 256 bytes
  AesCtr outgoing;
  AesCtr incoming;
};

// nullopt: `server_key` is no key.
[[nodiscard]] std::optional<AdnlSession> begin_session(const Word& server_key, const AdnlRandom& random);

// How a key is named: the hash of it as TL.
[[nodiscard]] Word adnl_key_id(const Word& public_key);

}  // namespace bepusdt::chains::ton
