// Keys, agreed secrets and the stream cipher, against published vectors and such as another library computed.
#include "base/key_agreement.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/aes_ctr.hpp"

namespace bepusdt {
namespace {

Digest32 word(std::string_view digits) {
  const auto bytes = from_hex(digits);
  EXPECT_TRUE(bytes && bytes->size() == 32) << digits;
  Digest32 out{};
  if (bytes && bytes->size() == 32) std::ranges::copy(*bytes, out.begin());
  return out;
}

Digest32 counted(std::uint8_t first) {
  Digest32 out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<std::uint8_t>(first + i);
  return out;
}

TEST(KeyAgreement, MakesThePublicKeysOfRfc8032) {
  EXPECT_EQ(to_hex(ed25519_public_key(word("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(to_hex(ed25519_public_key(word("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
}

// Computed with the Python package `cryptography` and integers.
TEST(KeyAgreement, BothSidesAgreeOnWhatAnotherLibraryComputed) {
  const Digest32 one = counted(0), other = counted(100);
  const auto secret = agreed_secret(one, ed25519_public_key(other));
  ASSERT_TRUE(secret);
  EXPECT_EQ(to_hex(*secret), "b56138ad241960171c76273df6634f09ce469acc28bc81439b5c8c231819ff5a");
  EXPECT_EQ(agreed_secret(other, ed25519_public_key(one)), secret);
}

TEST(KeyAgreement, AKeyThatNothingCanBeAgreedOnWithIsRefused) {
  Digest32 neutral{};
  neutral[0] = 1;  // y = 1
  EXPECT_FALSE(agreed_secret(counted(0), neutral));
  Digest32 low_order{};  // y = -1
  low_order.fill(0xff);
  low_order[0] = 0xec;
  low_order[31] = 0x7f;
  EXPECT_FALSE(agreed_secret(counted(0), low_order));
}

// NIST SP 800-38A, F.5.5.
TEST(AesCtr, CiphersAsPublishedHoweverTheBytesAreCut) {
  const Digest32 key = word("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
  Digest16 counter{};
  std::ranges::copy(*from_hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), counter.begin());
  const Bytes plain = *from_hex(
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e5130c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b"
      "417be66c3710");
  const Bytes ciphered = *from_hex(
      "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2"
      "dd08457941a6");
  for (const std::size_t cut : {std::size_t{0}, std::size_t{1}, std::size_t{15}, std::size_t{33}, plain.size()}) {
    AesCtr stream(key, counter);
    Bytes bytes = plain;
    stream.apply(std::span(bytes).first(cut));
    stream.apply(std::span(bytes).subspan(cut));
    EXPECT_EQ(bytes, ciphered) << cut;
  }
}

}  // namespace
}  // namespace bepusdt
