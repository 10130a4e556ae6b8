// Fuzz target: what a lite-server of TON sends: the packets of an ADNL connection, the messages in them, the answers in those.
// What is taken says what stands in the bytes at the places where a naive reading of lite_api.tl finds it; packets are the same
// however the bytes are cut, and one of which a bit was changed never comes out.
#include <algorithm>
#include <span>

#include "base/assert.hpp"
#include "chains/ton/lite/adnl_frames.hpp"
#include "chains/ton/lite/adnl_messages.hpp"
#include "chains/ton/lite/lite_questions.hpp"
#include "fuzz/input.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains::ton;

constexpr std::size_t kLongest = std::size_t{1} << 16;

std::uint64_t little(BytesView bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < size; ++i) value += std::uint64_t{bytes[at + i]} << (8 * i);
  return value;
}

void check_id(BytesView bytes, const BlockId& id) {
  BEPUSDT_ASSERT(static_cast<std::uint32_t>(id.workchain) == little(bytes, 4, 4) && id.shard == little(bytes, 8, 8));
  BEPUSDT_ASSERT(id.seqno == little(bytes, 16, 4));
  BEPUSDT_ASSERT(std::ranges::equal(id.root_hash, bytes.subspan(20, 32)));
  BEPUSDT_ASSERT(std::ranges::equal(id.file_hash, bytes.subspan(52, 32)));
}

// A string of TL at this place, which is all that is left.
BytesView last_string(BytesView bytes, std::size_t at) {
  const bool is_long = bytes[at] == 254;
  const std::size_t head = is_long ? 4 : 1, size = is_long ? little(bytes, at + 1, 3) : bytes[at];
  BEPUSDT_ASSERT((head + size + 3) / 4 * 4 == bytes.size() - at);
  return bytes.subspan(at + head, size);
}

template <class T>
void check_refusal(BytesView bytes, const LiteAnswer<T>& answer) {
  if (answer || answer.error().code == 0) return;
  BEPUSDT_ASSERT(little(bytes, 0, 4) == 0xbba9e148);
  BEPUSDT_ASSERT(static_cast<std::uint32_t>(answer.error().code) == little(bytes, 4, 4));
  BEPUSDT_ASSERT(std::ranges::equal(last_string(bytes, 8), bytes_of(answer.error().words)));
}

void check_answers(BytesView bytes) {
  const auto newest = decode_newest_id(bytes), id = decode_id(bytes);
  const auto block = decode_block_file(bytes);
  BEPUSDT_ASSERT(int{newest.has_value()} + int{id.has_value()} + int{block.has_value()} <= 1);
  check_refusal(bytes, newest);
  check_refusal(bytes, id);
  check_refusal(bytes, block);
  if (newest) {
    BEPUSDT_ASSERT(bytes.size() == 4 + 80 + 32 + 4 + 32 + 32);
    check_id(bytes, *newest);
  }
  if (id) {
    check_id(bytes, *id);
    static_cast<void>(last_string(bytes, 4 + 80 + 4));
  }
  if (block) {
    check_id(bytes, block->id);
    const BytesView file = last_string(bytes, 4 + 80);
    BEPUSDT_ASSERT(block->file.data() == file.data() && block->file.size() == file.size());
  }
}

void check_message(BytesView bytes) {
  const auto message = decode_adnl(bytes);
  if (!message) return;
  if (std::holds_alternative<Nothing>(*message)) {
    BEPUSDT_ASSERT(bytes.empty());
  } else if (const auto* reply = std::get_if<LiteReply>(&*message)) {
    BEPUSDT_ASSERT(std::ranges::equal(reply->id, bytes.subspan(4, 32)));
    BEPUSDT_ASSERT(std::ranges::equal(reply->answer, last_string(bytes, 36)));
    check_answers(reply->answer);
  } else if (const auto* asked = std::get_if<Ping>(&*message)) {
    BEPUSDT_ASSERT(std::ranges::equal(ping(asked->number), bytes));
  } else {
    BEPUSDT_ASSERT(std::ranges::equal(pong(std::get<Pong>(*message).number), bytes));
  }
}

AesCtr cipher(std::uint8_t which) { return {Digest32{which}, Digest16{which}}; }
AdnlFrames end_of_line() { return {cipher(1), cipher(2), kLongest}; }

struct Taken {
  std::vector<Bytes> payloads;
  bool malformed = false;
  friend bool operator==(const Taken&, const Taken&) = default;
};

// In pieces of at most `most` bytes; 0: whole.
Taken taken(BytesView ciphered, std::mt19937_64& chance, std::size_t most) {
  AdnlFrames frames = end_of_line();
  Taken all;
  while (!ciphered.empty()) {
    const std::size_t size = most == 0 ? ciphered.size() : std::min<std::size_t>(ciphered.size(), 1 + chance() % most);
    frames.take(ciphered.first(size));
    ciphered = ciphered.subspan(size);
    while (auto payload = frames.next()) all.payloads.push_back(std::move(*payload));
  }
  all.malformed = frames.malformed();
  return all;
}

// The bytes as what is deciphered.
void check_any_packets(BytesView bytes, std::mt19937_64& chance) {
  Bytes ciphered(bytes.begin(), bytes.end());
  cipher(2).apply(ciphered);
  const Taken whole = taken(ciphered, chance, 0);
  BEPUSDT_ASSERT(whole == taken(ciphered, chance, 1) && whole == taken(ciphered, chance, 200));
  for (const Bytes& payload : whole.payloads) check_message(payload);
}

// The bytes as what packets hold.
void check_own_packets(BytesView bytes, std::mt19937_64& chance) {
  AdnlFrames sender(cipher(2), cipher(1), kLongest);
  std::vector<Bytes> payloads;
  Bytes sent;
  for (std::size_t at = 0; at < bytes.size() && payloads.size() < 8;) {
    const std::size_t size = std::min<std::size_t>(bytes.size() - at, chance() % 400);
    payloads.emplace_back(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                          bytes.begin() + static_cast<std::ptrdiff_t>(at + size));
    const Bytes packet = sender.seal(payloads.back(), chains::Word{static_cast<std::uint8_t>(chance())});
    sent.insert(sent.end(), packet.begin(), packet.end());
    at += size;
  }
  const Taken whole = taken(sent, chance, 100);
  BEPUSDT_ASSERT(!whole.malformed && whole.payloads == payloads);
  if (sent.empty()) return;
  sent[chance() % sent.size()] ^= static_cast<std::uint8_t>(1U << chance() % 8);
  const Taken changed = taken(sent, chance, 100);
  BEPUSDT_ASSERT(changed.payloads.size() < payloads.size());
  BEPUSDT_ASSERT(std::ranges::equal(changed.payloads, std::span(payloads).first(changed.payloads.size())));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const BytesView bytes(data, size);
  std::mt19937_64 chance = fuzz::chance_of(fuzz::text_of(data, size));
  check_message(bytes);
  check_answers(bytes);
  check_any_packets(bytes, chance);
  check_own_packets(bytes, chance);
  return 0;
}
