// ThrowawayCertificate: a self-signed certificate with a key of its own, made in memory for one run and never written
// anywhere. Nobody trusts it; who wants to compares its fingerprint.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

#include "base/result.hpp"

namespace bepusdt::app {

class ThrowawayCertificate {
 public:
  // For localhost, the loopback addresses and `host` (an address or a name); valid from an hour ago for one day.
  // The error is one sentence: OpenSSL could not.
  [[nodiscard]] static Result<ThrowawayCertificate, std::string> make(const std::string& host);

  [[nodiscard]] X509* certificate() const { return certificate_.get(); }
  [[nodiscard]] EVP_PKEY* key() const { return key_.get(); }
  // "AB:CD:…", as browsers and openssl show it.
  [[nodiscard]] std::string sha256_fingerprint() const;

 private:
  struct Free {
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  std::unique_ptr<X509, Free> certificate_;
  std::unique_ptr<EVP_PKEY, Free> key_;
};

}  // namespace bepusdt::app
