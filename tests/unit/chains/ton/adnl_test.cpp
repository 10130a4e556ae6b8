// The bytes of ADNL and of a lite-server's TL: those that another implementation, in Python over the package `cryptography`, made
// of the same keys and random bytes; and what is not of the form.
#include <gtest/gtest.h>

#include "chains/ton/lite/adnl_frames.hpp"
#include "chains/ton/lite/adnl_handshake.hpp"
#include "chains/ton/lite/adnl_messages.hpp"
#include "chains/ton/lite/lite_questions.hpp"
#include "chains/ton/lite/tl.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr std::size_t kLongest = 1'000;

Word counted(std::uint8_t first) {
  Word word{};
  for (std::size_t i = 0; i < word.size(); ++i) word[i] = static_cast<std::uint8_t>(first + i);
  return word;
}

AdnlSession session() {
  AdnlRandom random{counted(100), {}};
  for (std::size_t i = 0; i < random.parameters.size(); ++i) random.parameters[i] = static_cast<std::uint8_t>(7 * i + 3);
  Word key{};
  std::ranges::copy(*from_hex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"), key.begin());
  auto begun = begin_session(key, random);
  EXPECT_TRUE(begun);
  return std::move(*begun);
}

AdnlFrames frames() {
  AdnlSession begun = session();
  return {std::move(begun.outgoing), std::move(begun.incoming), kLongest};
}

// The peer's view: what one sends the other receives.
AdnlFrames mirrored() {
  AdnlSession begun = session();
  return {std::move(begun.incoming), std::move(begun.outgoing), kLongest};
}

constexpr std::uint64_t kNumber = 0x1122334455667788;

TEST(Adnl, TheFirstPacketIsThatOfAnotherImplementation) {
  EXPECT_EQ(
      to_hex(session().first_packet),
      "c6fa26802422205ef272b0208c6273e83f94f3a0b88cd7e7aa2329726dc378200bbc346a57667c380120bd9c7fd7e51d2c5fdfea37cd2f5b"
      "f405b2c6bf6f2d7853733181e26ade19fde95d5dfbbab11b3ae6b03fa8886352fba69bd929a31932991ca277fb73f9fd2b51fe658afa751c"
      "7eea7c4395d560910c0367fc9b7f82e93244f42027bd5c9313d3079af1ad9f0b143eb67e343526095efe5ab07f380500efb965521327d1e6"
      "8e6cb196fe37a6e16cce9c8483f145fc072dc2ef8b5d505884c53e5a2f149ea5595243ce5df1a444efc71ce0c75448c79c56d28f272ddc2f"
      "279cfd2862c2d008291fd569507af09b560eae2e67748597aaef28ae0fa8ff78");
}

TEST(Adnl, PacketsAreThoseOfAnotherImplementation) {
  AdnlFrames own = frames();
  EXPECT_EQ(
      to_hex(own.seal(ping(kNumber), counted(200))),
      "257fb3a553a8a5783b88235e34eac1490c30f51e684612940a12a56229973afa088419de2348d5e99f2646fd23c43437aa11fd207e7cf91b"
      "e32a7ec4ae5a91931af64271d727b7706c3e66012a631e99");
  own.take(
      *from_hex("050811041aa25e72056abf72bf6216388efc58eea75b42102196385305485b53c847029db7d1216761257b4615e99c7881371676"
                "41e9dd8fcaceb44470151803cb6c4338058b07f80f42f3a2b41f5e7b7af1703519911b41952fec1b4861fb01f898898df7f3e988"
                "1dc26c290b1b75f4c93057980063575810434b1d2b92c1cdbeba840bd6dff172a2e5e77564d30d74c76d9473"));
  EXPECT_EQ(own.next(), Bytes{});
  EXPECT_EQ(own.next(), pong(kNumber));
  EXPECT_EQ(own.next(), std::nullopt);
  EXPECT_FALSE(own.malformed());
}

TEST(Adnl, AQuestionIsThatOfAnotherImplementation) {
  Word id;
  id.fill(5);
  EXPECT_EQ(to_hex(lite_query(id, ask_newest())),
            "7af98bb405050505050505050505050505050505050505050505050505050505050505050cdf068c79042ee6b589000000000000");
}

TEST(Adnl, PacketsComeOutAsTheyWentInHoweverTheBytesAreCut) {
  for (const std::size_t piece : {1U, 3U, 64U, 1'000U}) {
    AdnlFrames sender = mirrored(), receiver = frames();
    Bytes bytes;
    std::vector<Bytes> sent;
    for (const std::size_t size : {0U, 1U, 63U, 500U, 936U}) {
      sent.emplace_back(size, static_cast<std::uint8_t>(size));
      const Bytes packet = sender.seal(sent.back(), counted(1));
      bytes.insert(bytes.end(), packet.begin(), packet.end());
    }
    std::vector<Bytes> got;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      receiver.take(BytesView(bytes).subspan(at, std::min(piece, bytes.size() - at)));
      while (auto payload = receiver.next()) got.push_back(std::move(*payload));
    }
    EXPECT_EQ(got, sent);
    EXPECT_FALSE(receiver.malformed());
  }
}

TEST(Adnl, APacketOfAnotherLengthOrHashEndsTheStream) {
  AdnlFrames too_long = frames(), changed = frames(), other_key = mirrored();
  AdnlFrames sender = mirrored();
  too_long.take(sender.seal(Bytes(937), counted(1)));
  EXPECT_EQ(too_long.next(), std::nullopt);
  EXPECT_TRUE(too_long.malformed());
  sender = mirrored();
  Bytes packet = sender.seal(Bytes(10), counted(1));
  packet[50] = static_cast<std::uint8_t>(packet[50] ^ 1);
  changed.take(packet);
  EXPECT_EQ(changed.next(), std::nullopt);
  EXPECT_TRUE(changed.malformed());
  sender = mirrored();
  changed.take(sender.seal({}, counted(1)));
  EXPECT_EQ(changed.next(), std::nullopt);  // for ever
  other_key.take(packet);
  EXPECT_EQ(other_key.next(), std::nullopt);
  EXPECT_TRUE(other_key.malformed());
}

TEST(Adnl, AMessageThatIsCutOrGoesOnIsNone) {
  const Bytes whole = pong(kNumber);
  EXPECT_TRUE(std::holds_alternative<Pong>(*decode_adnl(whole)));
  EXPECT_TRUE(std::holds_alternative<Nothing>(*decode_adnl({})));
  for (std::size_t size = 1; size < whole.size(); ++size) EXPECT_FALSE(decode_adnl(BytesView(whole).first(size))) << size;
  Bytes more = whole;
  more.push_back(0);
  EXPECT_FALSE(decode_adnl(more));
  EXPECT_FALSE(decode_adnl(ask_newest()));
  const Bytes reply = TlWriter(0x0fac8416).word(counted(1)).string(Bytes(300, 7)).finish();
  const auto decoded = decode_adnl(reply);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(std::get<LiteReply>(*decoded).answer, Bytes(300, 7));
  for (std::size_t size = 1; size < reply.size(); ++size) EXPECT_FALSE(decode_adnl(BytesView(reply).first(size))) << size;
}

TEST(Tl, StringsOfEveryLengthComeBack) {
  for (const std::size_t size : {0U, 1U, 2U, 3U, 252U, 253U, 254U, 255U, 256U, 70'000U}) {
    const Bytes bytes(size, 9);
    const Bytes written = TlWriter(1).string(bytes).number(2).finish();
    EXPECT_EQ(written.size() % 4, 0u);
    TlReader in(written);
    EXPECT_EQ(in.number(), 1u);
    const BytesView read = in.string();
    EXPECT_TRUE(std::ranges::equal(read, bytes));
    EXPECT_EQ(in.number(), 2u);
    EXPECT_TRUE(in.whole());
  }
  const Bytes reserved{0xff, 0, 0, 0};
  TlReader in(reserved);
  EXPECT_TRUE(in.string().empty());
  EXPECT_FALSE(in.whole());
}

TEST(LiteQuestions, AnswersAreReadAndWhatIsNotOfTheFormIsRefused) {
  const auto id = [](TlWriter& out) -> TlWriter& {
    return out.number(0xffffffff).long_number(kWholeChain).number(77).word(counted(1)).word(counted(2));
  };
  TlWriter info(0x85832881), header(0x752d8219), data(0xa574ed6c);
  const Bytes newest = id(info).word(counted(3)).number(0xffffffff).word(counted(4)).word(counted(5)).finish();
  const Bytes found = id(header).number(0).string(Bytes(3)).finish();
  const Bytes file = id(data).string(Bytes(8, 1)).finish();
  const BlockId expected{-1, kWholeChain, 77, counted(1), counted(2)};
  EXPECT_EQ(decode_newest_id(newest), expected);
  EXPECT_EQ(decode_id(found), expected);
  ASSERT_TRUE(decode_block_file(file));
  EXPECT_EQ(decode_block_file(file)->id, expected);
  EXPECT_EQ(decode_block_file(file)->file.size(), 8u);
  for (std::size_t size = 0; size < file.size(); ++size) {
    const auto cut = decode_block_file(BytesView(file).first(size));
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code, 0);
  }
  EXPECT_FALSE(decode_newest_id(found));
  EXPECT_FALSE(decode_id(file));
  const Bytes refused = TlWriter(0xbba9e148).number(651).string(bytes_of("not in db")).finish();
  for (const LiteRefusal& refusal :
       {decode_newest_id(refused).error(), decode_id(refused).error(), decode_block_file(refused).error()}) {
    EXPECT_EQ(refusal.code, LiteRefusal::kNotReady);
    EXPECT_EQ(refusal.words, "not in db");
  }
}

}  // namespace
}  // namespace bepusdt::chains::ton
