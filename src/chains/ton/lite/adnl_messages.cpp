#include "chains/ton/lite/adnl_messages.hpp"

#include "chains/ton/lite/tl.hpp"

namespace bepusdt::chains::ton {
namespace {

constexpr std::uint32_t kQuery = 0xb48bf97a;      // adnl.message.query
constexpr std::uint32_t kAnswer = 0x0fac8416;     // adnl.message.answer
constexpr std::uint32_t kLiteQuery = 0x798c06df;  // liteServer.query
constexpr std::uint32_t kPing = 0x4d082b9a;       // tcp.ping
constexpr std::uint32_t kPong = 0xdc69fb03;       // tcp.pong

}  // namespace

Bytes lite_query(const Word& id, BytesView question) {
  const Bytes inner = TlWriter(kLiteQuery).string(question).finish();
  return TlWriter(kQuery).word(id).string(inner).finish();
}

Bytes ping(std::uint64_t number) { return TlWriter(kPing).long_number(number).finish(); }
Bytes pong(std::uint64_t number) { return TlWriter(kPong).long_number(number).finish(); }

std::optional<std::variant<Nothing, LiteReply, Ping, Pong>> decode_adnl(BytesView payload) {
  if (payload.empty()) return Nothing{};
  TlReader in(payload);
  switch (in.number()) {
    case kAnswer: {
      const Word id = in.word();
      const BytesView answer = in.string();
      if (!in.whole()) return std::nullopt;
      return LiteReply{id, Bytes(answer.begin(), answer.end())};
    }
    case kPing: {
      const Ping got{in.long_number()};
      if (!in.whole()) return std::nullopt;
      return got;
    }
    case kPong: {
      const Pong got{in.long_number()};
      if (!in.whole()) return std::nullopt;
      return got;
    }
    default: return std::nullopt;
  }
}

}  // namespace bepusdt::chains::ton
