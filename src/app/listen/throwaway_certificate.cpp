#include "app/listen/throwaway_certificate.hpp"

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstdint>

#include "net/address_guard.hpp"

namespace bepusdt::app {
namespace {

constexpr long kHour = 3600;
constexpr long kDay = 24 * kHour;

bool add_extension(X509* certificate, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  const bool added = extension != nullptr && X509_add_ext(certificate, extension, -1) == 1;
  X509_EXTENSION_free(extension);
  return added;
}

std::string names_for(const std::string& host) {
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  if (host == "localhost" || host == "127.0.0.1" || host == "::1") return names;
  return names + (net::IpAddress::from_text(host) ? ",IP:" : ",DNS:") + host;
}

bool fill(X509* certificate, EVP_PKEY* key, const std::string& host) {
  std::array<unsigned char, 8> number{};
  if (RAND_bytes(number.data(), number.size()) != 1) return false;
  std::uint64_t serial = 0;
  for (const unsigned char byte : number) serial = serial << 8 | byte;
  constexpr std::string_view kName = "bepusdt listen";
  X509_NAME* const name = X509_get_subject_name(certificate);
  return X509_set_version(certificate, 2) == 1 &&
         ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1 &&
         X509_gmtime_adj(X509_getm_notBefore(certificate), -kHour) != nullptr &&
         X509_gmtime_adj(X509_getm_notAfter(certificate), kDay) != nullptr && X509_set_pubkey(certificate, key) == 1 &&
         X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(kName.data()),
                                    static_cast<int>(kName.size()), -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1 &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_subject_alt_name, names_for(host)) && X509_sign(certificate, key, EVP_sha256()) > 0;
}

}  // namespace

Result<ThrowawayCertificate, std::string> ThrowawayCertificate::make(const std::string& host) {
  ThrowawayCertificate made;
  made.key_.reset(EVP_EC_gen("P-256"));
  made.certificate_.reset(X509_new());
  if (!made.key_ || !made.certificate_ || !fill(made.certificate_.get(), made.key_.get(), host))
    return fail(std::string("no certificate could be made / 无法生成证书"));
  return made;
}

std::string ThrowawayCertificate::sha256_fingerprint() const {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  std::string text;
  if (X509_digest(certificate(), EVP_sha256(), digest.data(), &size) != 1) return text;
  for (unsigned i = 0; i < size; ++i) text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
  return text;
}

}  // namespace bepusdt::app
