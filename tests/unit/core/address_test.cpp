// Addresses: published vectors, the contract's own addresses, accepted spellings, corruptions, random round trips.
#include "core/address.hpp"

#include <botan/base58.h>
#include <gtest/gtest.h>

#include <random>

#include "base/hex.hpp"

namespace bepusdt::core {
namespace {

std::string stored(Family family, std::string_view text) {
  const auto address = parse_address(family, text);
  return address ? address->value() : address.error() == AddressError::malformed ? "malformed" : "bad_checksum";
}

std::string shown(Family family, std::string_view text) {
  const auto address = parse_address(family, text);
  return address ? display_address(family, *address) : "refused";
}

Bytes random_bytes(std::mt19937_64& random, std::size_t size) {
  Bytes bytes(size);
  for (auto& b : bytes) b = static_cast<std::uint8_t>(random());
  return bytes;
}

// The valid checksums of EIP-55's own list.
constexpr std::string_view kEip55[] = {
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"};

TEST(EvmAddress, MatchesTheVectorsOfEip55) {
  for (const auto text : kEip55) {
    ASSERT_NE(stored(Family::evm, text), "malformed");
    EXPECT_EQ(shown(Family::evm, text), text);
    EXPECT_EQ(shown(Family::evm, stored(Family::evm, text)), text);
  }
}

TEST(EvmAddress, IsStoredInLowerCaseWhateverItsSpelling) {
  const std::string lower = "0xdac17f958d2ee523a2206206994597c13d831ec7";
  EXPECT_EQ(stored(Family::evm, "0xdAC17F958D2ee523a2206206994597C13D831ec7"), lower);
  EXPECT_EQ(stored(Family::evm, "0xDAC17F958D2EE523A2206206994597C13D831EC7"), lower);
  EXPECT_EQ(stored(Family::evm, lower), lower);
  EXPECT_EQ(shown(Family::evm, lower), "0xdAC17F958D2ee523a2206206994597C13D831ec7");
}

TEST(EvmAddress, RefusesWhatIsNoAddress) {
  for (const std::string_view text :
       {"", "0x", "0x0", "dac17f958d2ee523a2206206994597c13d831ec7", "0Xdac17f958d2ee523a2206206994597c13d831ec7",
        "0xdac17f958d2ee523a2206206994597c13d831ec", "0xdac17f958d2ee523a2206206994597c13d831ec70",
        "0xgac17f958d2ee523a2206206994597c13d831ec7", " 0xdac17f958d2ee523a2206206994597c13d831ec7",
        "0xdac17f958d2ee523a2206206994597c13d831ec7\n", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"})
    EXPECT_EQ(stored(Family::evm, text), "malformed") << text;
}

TEST(EvmAddress, RefusesEverySingleCharacterCorruptionOfAChecksummedForm) {
  for (const auto text : kEip55) {
    std::string upper(text), lower(text);
    for (std::size_t i = 2; i < upper.size(); ++i) {
      upper[i] = static_cast<char>(std::toupper(upper[i]));
      lower[i] = static_cast<char>(std::tolower(lower[i]));
    }
    if (text == upper || text == lower) continue;  // one case carries no checksum
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (const char c : std::string_view("0123456789abcdefABCDEFgx")) {
        std::string corrupt(text);
        if (corrupt[i] == c) continue;
        corrupt[i] = c;
        EXPECT_FALSE(parse_address(Family::evm, corrupt)) << corrupt;
      }
    }
  }
}

TEST(EvmAddress, RoundTripsAtRandom) {
  std::mt19937_64 random(55);
  for (int i = 0; i < 2'000; ++i) {
    const std::string lower = "0x" + to_hex(random_bytes(random, 20));
    EXPECT_EQ(stored(Family::evm, shown(Family::evm, lower)), lower);
  }
}

constexpr std::string_view kTronUsdt = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
constexpr std::string_view kTronUsdc = "TEkxiTehnzSmSe2XqrBj4w32RUN966rdz8";

TEST(TronAddress, ReadsBase58AndEveryHexForm) {
  EXPECT_EQ(stored(Family::tron, kTronUsdt), kTronUsdt);
  EXPECT_EQ(stored(Family::tron, kTronUsdc), kTronUsdc);
  EXPECT_EQ(stored(Family::tron, "41a614f803b6fd780986a42c78ec9c7f77e6ded13c"), kTronUsdt);
  EXPECT_EQ(stored(Family::tron, "41A614F803B6FD780986A42C78EC9C7F77E6DED13C"), kTronUsdt);
  EXPECT_EQ(stored(Family::tron, "0x41a614f803b6fd780986a42c78ec9c7f77e6ded13c"), kTronUsdt);
  EXPECT_EQ(stored(Family::tron, "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c"), kTronUsdt);
  EXPECT_EQ(shown(Family::tron, "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c"), kTronUsdt);
}

TEST(TronAddress, RefusesWhatIsNoAddress) {
  for (const std::string_view text :
       {"", "T", "a614f803b6fd780986a42c78ec9c7f77e6ded13c", "42a614f803b6fd780986a42c78ec9c7f77e6ded13c",
        "0x42a614f803b6fd780986a42c78ec9c7f77e6ded13c", "41a614f803b6fd780986a42c78ec9c7f77e6ded13",
        "0xa614f803b6fd780986a42c78ec9c7f77e6ded1zz", "41a614f803b6fd780986a42c78ec9c7f77e6ded1zz",
        " TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t ", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj 6", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj60", "1111111111111111111111111111111111"})
    EXPECT_EQ(stored(Family::tron, text), "malformed") << text;
}

TEST(TronAddress, RefusesAnotherNetworksPrefixEvenWithAGoodChecksum) {
  Bytes payload{0xa0};  // the prefix of Tron's old test network
  const auto account = from_hex("a614f803b6fd780986a42c78ec9c7f77e6ded13c");
  payload.insert(payload.end(), account->begin(), account->end());
  EXPECT_FALSE(parse_address(Family::tron, Botan::base58_check_encode(payload)));
}

TEST(TronAddress, RefusesEverySingleCharacterCorruption) {
  static constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0OIl -";
  for (const auto text : {kTronUsdt, kTronUsdc}) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (const char c : kAlphabet) {
        std::string corrupt(text);
        if (corrupt[i] == c) continue;
        corrupt[i] = c;
        EXPECT_FALSE(parse_address(Family::tron, corrupt)) << corrupt;
      }
    }
  }
  EXPECT_EQ(stored(Family::tron, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u"), "bad_checksum");
}

TEST(TronAddress, RoundTripsAtRandom) {
  std::mt19937_64 random(195);
  for (int i = 0; i < 2'000; ++i) {
    const std::string hex = "41" + to_hex(random_bytes(random, 20));
    const std::string text = stored(Family::tron, hex);
    EXPECT_EQ(text.size(), 34u) << hex;
    EXPECT_TRUE(text.starts_with('T')) << hex;
    EXPECT_EQ(stored(Family::tron, text), text);
    EXPECT_EQ(to_hex(Botan::base58_check_decode(text)), hex);
  }
}

TEST(SolanaAddress, IsBase58OfExactly32Bytes) {
  for (const std::string_view text :
       {"Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
        "11111111111111111111111111111111", "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA"}) {
    EXPECT_EQ(stored(Family::solana, text), text);
    EXPECT_EQ(shown(Family::solana, text), text);
  }
  for (const std::string_view text :
       {"", "1", "1111111111111111111111111111111", "111111111111111111111111111111111",
        "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1vv",
        "0PjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v ",
        "EPjFWdd5 AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", "0xdac17f958d2ee523a2206206994597c13d831ec7",
        "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"})
    EXPECT_EQ(stored(Family::solana, text), "malformed") << text;
  EXPECT_EQ(stored(Family::solana, std::string(100'000, '2')), "malformed");
}

TEST(SolanaAddress, RoundTripsAtRandom) {
  std::mt19937_64 random(501);
  for (int i = 0; i < 2'000; ++i) {
    Bytes bytes = random_bytes(random, 32);
    for (int zeros = i % 5; zeros > 0; --zeros) bytes[static_cast<std::size_t>(zeros - 1)] = 0;
    const std::string text = Botan::base58_encode(bytes);
    EXPECT_EQ(stored(Family::solana, text), text);
    EXPECT_EQ(Botan::base58_decode(text), bytes);
  }
}

TEST(AptosAddress, IsPaddedTo64Digits) {
  const std::string usdt = "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b";
  EXPECT_EQ(stored(Family::aptos, usdt), usdt);
  EXPECT_EQ(stored(Family::aptos, usdt.substr(2)), usdt);
  EXPECT_EQ(stored(Family::aptos, "0x357B0B74BC833E95A115AD22604854D6B0FCA151CECD94111770E5D6FFC9DC2B"), usdt);
  EXPECT_EQ(stored(Family::aptos, "0xa"), "0x" + std::string(63, '0') + "a");
  EXPECT_EQ(stored(Family::aptos, "0x" + usdt.substr(3)), "0x0" + usdt.substr(3));
  EXPECT_EQ(shown(Family::aptos, usdt), usdt);
}

TEST(AptosAddress, RefusesWhatIsNoAddress) {
  for (const std::string_view text :
       {"", "0x", "a", "0xg", "357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2",
        "0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2b0", "0x1 "})
    EXPECT_EQ(stored(Family::aptos, text), "malformed") << text;
}

TEST(AptosAddress, NeverPadsAnEvmAddressIntoAnAccountThatNobodyOwns) {
  EXPECT_EQ(stored(Family::aptos, "0xdac17f958d2ee523a2206206994597c13d831ec7"), "malformed");
}

constexpr std::string_view kTonUsdt = "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs";
constexpr std::string_view kTonUsdtRaw = "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe";
constexpr std::string_view kTonUsdtShown = "UQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_p0p";

TEST(TonAddress, AllFormsAreOneAccount) {
  EXPECT_EQ(stored(Family::ton, kTonUsdt), kTonUsdtRaw);
  EXPECT_EQ(stored(Family::ton, "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id/sDs"), kTonUsdtRaw);
  EXPECT_EQ(stored(Family::ton, kTonUsdtRaw), kTonUsdtRaw);
  EXPECT_EQ(stored(Family::ton, "0:B113A994B5024A16719F69139328EB759596C38A25F59028B146FECDC3621DFE"), kTonUsdtRaw);
  EXPECT_EQ(stored(Family::ton, kTonUsdtShown), kTonUsdtRaw);
}

TEST(TonAddress, IsShownNonBounceableAndUrlSafe) {
  EXPECT_EQ(shown(Family::ton, kTonUsdt), kTonUsdtShown);
  EXPECT_EQ(shown(Family::ton, kTonUsdtRaw), kTonUsdtShown);
  // The elector contract and the all-zero account of TON's documentation: workchain -1.
  EXPECT_EQ(stored(Family::ton, "Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF"), "-1:" + std::string(64, '3'));
  EXPECT_TRUE(shown(Family::ton, "-1:" + std::string(64, '3')).starts_with("Uf8zMzMz"));
}

TEST(TonAddress, RefusesTestOnlyAndMalformedForms) {
  // kTonUsdt with the test-only flag: tags 0x91 (k...) and 0xd1 (0...), checksums right.
  for (const std::string_view text :
       {"kQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_ntm", "0QCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_iaj"})
    EXPECT_EQ(stored(Family::ton, text), "malformed") << text;
  for (const std::string_view text :
       {"", ":", "0:", "1:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe",
        "00:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe",
        "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621df",
        "0:b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfg",
        "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sD", "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDss",
        "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sD=", "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sD ",
        "EQ+xE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"})
    EXPECT_EQ(stored(Family::ton, text), "malformed") << text;
}

TEST(TonAddress, RefusesEverySingleCharacterCorruption) {
  static constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/= ";
  for (const auto text : {kTonUsdt, kTonUsdtShown}) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      for (const char c : kAlphabet) {
        std::string corrupt(text);
        const bool same_bits = corrupt[i] == c || (corrupt[i] == '_' && c == '/');  // another spelling of the same bytes
        if (same_bits) continue;
        corrupt[i] = c;
        EXPECT_FALSE(parse_address(Family::ton, corrupt)) << corrupt;
      }
    }
  }
  EXPECT_EQ(stored(Family::ton, "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDt"), "bad_checksum");
}

TEST(TonAddress, RoundTripsAtRandom) {
  std::mt19937_64 random(607);
  for (int i = 0; i < 2'000; ++i) {
    const std::string raw = (i % 3 == 0 ? "-1:" : "0:") + to_hex(random_bytes(random, 32));
    EXPECT_EQ(stored(Family::ton, shown(Family::ton, raw)), raw);
    EXPECT_EQ(shown(Family::ton, raw).size(), 48u);
  }
}

TEST(Address, NoFamilyTakesEmptyOrBinaryText) {
  std::mt19937_64 random(1);
  for (const Family family : {Family::evm, Family::tron, Family::solana, Family::aptos, Family::ton}) {
    EXPECT_EQ(stored(family, ""), "malformed");
    for (int i = 0; i < 2'000; ++i) {
      const Bytes bytes = random_bytes(random, random() % 70);
      EXPECT_FALSE(parse_address(family, std::string(bytes.begin(), bytes.end()) + '\0'));
    }
  }
}

}  // namespace
}  // namespace bepusdt::core
