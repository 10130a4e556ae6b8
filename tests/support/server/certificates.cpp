#include "support/server/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <atomic>
#include <cstdio>

#include "base/assert.hpp"

namespace bepusdt::test {
namespace {

constexpr long kDay = 24 * 3600;

std::shared_ptr<EVP_PKEY> make_key() {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  BEPUSDT_ASSERT(key != nullptr);
  return {key, EVP_PKEY_free};
}

void add_extension(X509* certificate, X509* issuer, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str());
  BEPUSDT_ASSERT(extension != nullptr);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// authority: nullptr for one that signs itself.
Identity make(const Identity* authority, const std::string& common_name, const std::string& names, bool is_authority,
              int from_days, int to_days) {
  static std::atomic<long> serial{1};
  Identity made{{X509_new(), X509_free}, make_key()};
  X509* certificate = made.certificate.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate), from_days * kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), to_days * kDay);
  X509_set_pubkey(certificate, made.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(common_name.c_str()), -1, -1, 0);
  X509* issuer = authority != nullptr ? authority->certificate.get() : certificate;
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  add_extension(certificate, issuer, NID_basic_constraints, is_authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (!names.empty()) add_extension(certificate, issuer, NID_subject_alt_name, names);
  EVP_PKEY* signer = authority != nullptr ? authority->key.get() : made.key.get();
  BEPUSDT_ASSERT(X509_sign(certificate, signer, EVP_sha256()) > 0);
  return made;
}

}  // namespace

Identity make_authority() { return make(nullptr, "throw-away authority", "", true, -1, 1); }

Identity make_server_identity(const Identity& authority, const std::string& names, int from_days, int to_days) {
  return make(&authority, "throw-away server", names, false, from_days, to_days);
}

Identity make_self_signed(const std::string& names) { return make(nullptr, "self-signed", names, false, -1, 1); }

void write_pem(const Identity& identity, const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  BEPUSDT_ASSERT(file != nullptr);
  BEPUSDT_ASSERT(PEM_write_X509(file, identity.certificate.get()) == 1);
  std::fclose(file);
}

}  // namespace bepusdt::test
