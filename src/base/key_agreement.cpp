#include "base/key_agreement.hpp"

#include <openssl/bn.h>
#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "base/assert.hpp"

namespace bepusdt {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
  void operator()(BN_CTX* context) const { BN_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Owned<BIGNUM> number(std::uint64_t value) {
  Owned<BIGNUM> made(BN_new());
  BEPUSDT_ASSERT(made != nullptr && BN_set_word(made.get(), value) == 1);
  return made;
}

// The field's prime, 2^255 - 19.
Owned<BIGNUM> prime() {
  Owned<BIGNUM> made = number(0);
  BEPUSDT_ASSERT(BN_set_bit(made.get(), 255) == 1 && BN_sub_word(made.get(), 19) == 1);
  return made;
}

// u = (1 + y) / (1 - y); nullopt: there is none.
std::optional<Digest32> montgomery_form(const Digest32& public_key) {
  Digest32 bytes = public_key;
  bytes.back() = static_cast<std::uint8_t>(bytes.back() & 0x7f);  // the sign of x
  const Owned<BN_CTX> context(BN_CTX_new());
  const Owned<BIGNUM> y(BN_lebin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr));
  BEPUSDT_ASSERT(context != nullptr && y != nullptr);
  const Owned<BIGNUM> p = prime(), one = number(1), above = number(0), below = number(0), u = number(0);
  const bool added = BN_mod_add(above.get(), one.get(), y.get(), p.get(), context.get()) == 1 &&
                     BN_mod_sub(below.get(), one.get(), y.get(), p.get(), context.get()) == 1;
  BEPUSDT_ASSERT(added);
  if (BN_is_zero(below.get())) return std::nullopt;
  const bool divided = BN_mod_inverse(below.get(), below.get(), p.get(), context.get()) != nullptr &&
                       BN_mod_mul(u.get(), above.get(), below.get(), p.get(), context.get()) == 1;
  BEPUSDT_ASSERT(divided);
  Digest32 form{};
  BEPUSDT_ASSERT(BN_bn2lebinpad(u.get(), form.data(), static_cast<int>(form.size())) == static_cast<int>(form.size()));
  return form;
}

// RFC 8032 §5.1.5: the lower half of the seed's SHA-512; the bits that are fixed X25519 sets itself.
Digest32 scalar_of(const Digest32& seed) {
  std::array<std::uint8_t, 64> hash{};
  unsigned size = 0;
  const bool done = EVP_Digest(seed.data(), seed.size(), hash.data(), &size, EVP_sha512(), nullptr) == 1;
  BEPUSDT_ASSERT(done && size == hash.size());
  Digest32 scalar{};
  std::copy_n(hash.begin(), scalar.size(), scalar.begin());
  return scalar;
}

}  // namespace

Digest32 ed25519_public_key(const Digest32& seed) {
  const Owned<EVP_PKEY> key(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size()));
  Digest32 out{};
  std::size_t size = out.size();
  BEPUSDT_ASSERT(key != nullptr && EVP_PKEY_get_raw_public_key(key.get(), out.data(), &size) == 1 && size == out.size());
  return out;
}

std::optional<Digest32> agreed_secret(const Digest32& own_seed, const Digest32& other_public_key) {
  const auto form = montgomery_form(other_public_key);
  if (!form) return std::nullopt;
  const Digest32 scalar = scalar_of(own_seed);
  const Owned<EVP_PKEY> own(EVP_PKEY_new_raw_private_key(EVP_PKEY_X25519, nullptr, scalar.data(), scalar.size()));
  const Owned<EVP_PKEY> other(EVP_PKEY_new_raw_public_key(EVP_PKEY_X25519, nullptr, form->data(), form->size()));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new(own.get(), nullptr));
  BEPUSDT_ASSERT(own != nullptr && other != nullptr && context != nullptr);
  Digest32 secret{};
  std::size_t size = secret.size();
  // OpenSSL refuses a secret of zeros, which a key of low order would give.
  if (EVP_PKEY_derive_init(context.get()) != 1 || EVP_PKEY_derive_set_peer(context.get(), other.get()) != 1 ||
      EVP_PKEY_derive(context.get(), secret.data(), &size) != 1 || size != secret.size())
    return std::nullopt;
  return secret;
}

}  // namespace bepusdt
