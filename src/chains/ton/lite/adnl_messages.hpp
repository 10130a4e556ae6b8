// What travels in the packets of an ADNL connection: a question to a lite-server in its envelopes, the answer to one by its id,
// and pings. Pure, never throws.
#pragma once

#include <optional>
#include <variant>

#include "base/hex.hpp"
#include "chains/words.hpp"

namespace bepusdt::chains::ton {

[[nodiscard]] Bytes lite_query(const Word& id, BytesView question);
[[nodiscard]] Bytes ping(std::uint64_t number);
[[nodiscard]] Bytes pong(std::uint64_t number);

struct LiteReply {
  Word id{};
  Bytes answer;
};
struct Ping {
  std::uint64_t number = 0;
};
struct Pong {
  std::uint64_t number = 0;
};
struct Nothing {};  // the empty packet that ends a handshake

// nullopt: none that a server sends.
[[nodiscard]] std::optional<std::variant<Nothing, LiteReply, Ping, Pong>> decode_adnl(BytesView payload);

}  // namespace bepusdt::chains::ton
