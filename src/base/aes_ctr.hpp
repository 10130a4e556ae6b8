// AesCtr: AES-256 in counter mode (NIST SP 800-38A) as a stream: the same call ciphers and deciphers, each going on where the
// one before ended. From OpenSSL. Not thread-safe.
#pragma once

#include <memory>
#include <span>

#include "base/digest.hpp"

struct evp_cipher_ctx_st;

namespace bepusdt {

class AesCtr {
 public:
  AesCtr(const Digest32& key, const Digest16& first_counter);

  void apply(std::span<std::uint8_t> bytes);

 private:
  struct Free {
    void operator()(evp_cipher_ctx_st* context) const;
  };
  std::unique_ptr<evp_cipher_ctx_st, Free> context_;
};

}  // namespace bepusdt
