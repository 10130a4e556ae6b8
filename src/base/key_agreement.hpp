// Ed25519 keys (RFC 8032) and the secret that two of them agree on: X25519 (RFC 7748) over the same keys in their Montgomery
// form. From OpenSSL. Pure and safe to call from any thread.
#pragma once

#include <optional>

#include "base/digest.hpp"

namespace bepusdt {

// `seed`: the 32 bytes that a private key is made from.
[[nodiscard]] Digest32 ed25519_public_key(const Digest32& seed);

// nullopt: `other` is no key that anything can be agreed on with.
[[nodiscard]] std::optional<Digest32> agreed_secret(const Digest32& own_seed, const Digest32& other_public_key);

}  // namespace bepusdt
