#include "base/aes_ctr.hpp"

#include <openssl/evp.h>

#include <algorithm>

#include "base/assert.hpp"

namespace bepusdt {

void AesCtr::Free::operator()(evp_cipher_ctx_st* context) const { EVP_CIPHER_CTX_free(context); }

AesCtr::AesCtr(const Digest32& key, const Digest16& first_counter) : context_(EVP_CIPHER_CTX_new()) {
  BEPUSDT_ASSERT(context_ != nullptr);
  BEPUSDT_ASSERT(EVP_EncryptInit_ex2(context_.get(), EVP_aes_256_ctr(), key.data(), first_counter.data(), nullptr) == 1);
}

void AesCtr::apply(std::span<std::uint8_t> bytes) {
  constexpr std::size_t kMostAtOnce = std::size_t{1} << 20;
  while (!bytes.empty()) {
    const auto size = static_cast<int>(std::min(bytes.size(), kMostAtOnce));
    int written = 0;
    const bool done = EVP_EncryptUpdate(context_.get(), bytes.data(), &written, bytes.data(), size) == 1;
    BEPUSDT_ASSERT(done && written == size);
    bytes = bytes.subspan(static_cast<std::size_t>(size));
  }
}

}  // namespace bepusdt
