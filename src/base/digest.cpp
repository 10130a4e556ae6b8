#include "base/digest.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>

#include "base/assert.hpp"

namespace bepusdt {
namespace {

// Fetching an algorithm costs more than hashing a short text, so each thread keeps one context and each algorithm is fetched once.
template <std::size_t N>
std::array<std::uint8_t, N> digest(const EVP_MD* algorithm, const void* data, std::size_t size) {
  BEPUSDT_ASSERT(algorithm != nullptr);
  struct Free {
    void operator()(EVP_MD_CTX* c) const { EVP_MD_CTX_free(c); }
  };
  thread_local const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
  std::array<std::uint8_t, N> out{};
  unsigned length = 0;
  const bool done = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
                    EVP_DigestUpdate(context.get(), data, size) == 1 &&
                    EVP_DigestFinal_ex(context.get(), out.data(), &length) == 1;
  BEPUSDT_ASSERT(done && length == N);
  return out;
}

}  // namespace

Digest16 md5(std::string_view data) {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "MD5", nullptr);
  return digest<16>(algorithm, data.data(), data.size());
}

Digest32 sha256(BytesView data) {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return digest<32>(algorithm, data.data(), data.size());
}

Digest32 sha3_256(BytesView data) {
  static EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA3-256", nullptr);
  return digest<32>(algorithm, data.data(), data.size());
}

Digest32 hmac_sha256(std::string_view key, std::string_view data) {
  Digest32 out{};
  unsigned length = 0;
  const auto* result = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char*>(data.data()), data.size(), out.data(), &length);
  BEPUSDT_ASSERT(result != nullptr && length == out.size());
  return out;
}

bool equal_constant_time(std::string_view a, std::string_view b) noexcept {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace bepusdt
