#include "app/listen/throwaway_certificate.hpp"

#include <gtest/gtest.h>
#include <openssl/x509v3.h>

namespace bepusdt::app {
namespace {

TEST(ThrowawayCertificate, HoldsForThisMachineAndTheHostThatItListensAt) {
  const auto made = ThrowawayCertificate::make("192.0.2.7");
  ASSERT_TRUE(made);
  X509* const certificate = made->certificate();
  EXPECT_EQ(X509_check_host(certificate, "localhost", 0, 0, nullptr), 1);
  for (const char* address : {"127.0.0.1", "::1", "192.0.2.7"})
    EXPECT_EQ(X509_check_ip_asc(certificate, address, 0), 1) << address;
  EXPECT_EQ(X509_check_ip_asc(certificate, "192.0.2.8", 0), 0);
  EXPECT_EQ(X509_verify(certificate, made->key()), 1);
  EXPECT_LT(X509_cmp_current_time(X509_get0_notBefore(certificate)), 0);
  EXPECT_GT(X509_cmp_current_time(X509_get0_notAfter(certificate)), 0);
}

TEST(ThrowawayCertificate, IsANewOneEachTime) {
  const auto one = ThrowawayCertificate::make("localhost");
  const auto two = ThrowawayCertificate::make("pay.example.com");
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->sha256_fingerprint(), two->sha256_fingerprint());
  EXPECT_EQ(one->sha256_fingerprint().size(), 32U * 3 - 1);
  EXPECT_EQ(X509_check_host(two->certificate(), "pay.example.com", 0, 0, nullptr), 1);
}

}  // namespace
}  // namespace bepusdt::app
