// Throw-away certificates made at test time: an authority of its own, and server certificates with whatever is wrong with them.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>

namespace bepusdt::test {

struct Identity {  // a certificate and its key
  std::shared_ptr<X509> certificate;
  std::shared_ptr<EVP_PKEY> key;
};

// An authority; its certificate signs others.
Identity make_authority();
// `names`: subjectAltName as OpenSSL writes it, "DNS:localhost,IP:127.0.0.1". Days count from now; negative: in the past.
Identity make_server_identity(const Identity& authority, const std::string& names, int valid_from_days = -1,
                              int valid_to_days = 1);
Identity make_self_signed(const std::string& names);

void write_pem(const Identity& identity, const std::string& path);  // the certificate only

}  // namespace bepusdt::test
