#include "chains/ton/lite/adnl_handshake.hpp"

#include <algorithm>

#include "base/key_agreement.hpp"
#include "chains/ton/lite/tl.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr std::uint32_t kEd25519Key = 0x4813b4c6;  // pub.ed25519 key:int256 = PublicKey

// Where in the 160 bytes what stands, as the client sees it.
constexpr std::size_t kIncomingKey = 0, kOutgoingKey = 32, kIncomingCounter = 64, kOutgoingCounter = 80;

template <std::size_t N>
std::array<std::uint8_t, N> piece(BytesView bytes, std::size_t at) {
  std::array<std::uint8_t, N> taken{};
  std::ranges::copy(bytes.subspan(at, N), taken.begin());
  return taken;
}

// The cipher of the 160 bytes: half of its key and three quarters of its counter are the agreed secret, the rest their hash.
AesCtr handshake_cipher(const Word& secret, const Word& hash) {
  Digest32 key{};
  std::copy_n(secret.begin(), 16, key.begin());
  std::copy_n(hash.begin() + 16, 16, key.begin() + 16);
  Digest16 counter{};
  std::copy_n(hash.begin(), 4, counter.begin());
  std::copy_n(secret.begin() + 20, 12, counter.begin() + 4);
  return {key, counter};
}

}  // namespace

Word adnl_key_id(const Word& public_key) { return sha256(TlWriter(kEd25519Key).word(public_key).finish()); }

std::optional<AdnlSession> begin_session(const Word& server_key, const AdnlRandom& random) {
  const auto secret = agreed_secret(random.seed, server_key);
  if (!secret) return std::nullopt;
  const BytesView parameters(random.parameters);
  const Word hash = sha256(parameters);
  Bytes ciphered(parameters.begin(), parameters.end());
  handshake_cipher(*secret, hash).apply(ciphered);

  Bytes packet;
  for (const Word& word : {adnl_key_id(server_key), ed25519_public_key(random.seed), hash})
    packet.insert(packet.end(), word.begin(), word.end());
  packet.insert(packet.end(), ciphered.begin(), ciphered.end());
  return AdnlSession{std::move(packet),
                     {piece<32>(parameters, kOutgoingKey), piece<16>(parameters, kOutgoingCounter)},
                     {piece<32>(parameters, kIncomingKey), piece<16>(parameters, kIncomingCounter)}};
}

}  // namespace bepusdt::chains::ton
