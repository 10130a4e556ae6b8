// Fuzz target: a block of Tron as its bytes. What is taken names itself by what it is: its id is the hash of the header that a
// naive walk over the bytes finds, each transaction's that of its raw_data; and nothing that failed pays anybody.
#include "base/assert.hpp"
#include "base/digest.hpp"
#include "chains/tron/decode.hpp"
#include "chains/tron/transfers.hpp"
#include "core/tron_account.hpp"
#include "fuzz/input.hpp"

namespace {

using namespace bepusdt;
using namespace bepusdt::chains::tron;

// The last field of this number in a message (the last one counts), of wire type 2; a message that is cut ends the walk.
struct Walk {
  std::string_view rest;

  bool varint(std::uint64_t& value) {
    value = 0;
    for (int shift = 0; shift < 64 && !rest.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }
  // One field; false at the end or at what a flat walk does not follow.
  bool next(std::uint64_t& number, std::string_view& bytes) {
    std::uint64_t tag = 0, value = 0;
    if (!varint(tag)) return false;
    number = tag >> 3;
    bytes = {};
    switch (tag & 7) {
      case 0: return varint(value);
      case 1: return skip(8);
      case 5: return skip(4);
      case 2:
        if (!varint(value) || value > rest.size()) return false;
        bytes = rest.substr(0, value);
        rest.remove_prefix(value);
        return true;
      default: return false;
    }
  }
  bool skip(std::size_t count) {
    if (rest.size() < count) return false;
    rest.remove_prefix(count);
    return true;
  }
};

std::vector<std::string_view> fields(std::string_view message, std::uint64_t wanted) {
  std::vector<std::string_view> found;
  Walk walk{message};
  std::uint64_t number = 0;
  for (std::string_view bytes; walk.next(number, bytes);)
    if (number == wanted) found.push_back(bytes);
  return found;
}

// A message that stands twice is one, merged; such inputs are left to the other properties.
std::optional<std::string_view> only(std::string_view message, std::uint64_t wanted) {
  const auto found = fields(message, wanted);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

void check_ids(std::string_view bytes, const Block& block) {
  if (const auto header = only(bytes, 2))
    if (const auto raw = only(*header, 1)) {
      const Digest32 hash = sha256(bytes_of(*raw));
      BEPUSDT_ASSERT(std::equal(hash.begin() + 8, hash.end(), block.header.id.begin() + 8));
    }
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | block.header.id[i];
  BEPUSDT_ASSERT(number == block.header.number && block.header.time_ms >= 0);
  if (block.header.number == 0) return;
  const auto items = fields(bytes, 1);
  if (items.size() != block.transactions.size()) return;  // groups, which a flat walk does not follow
  for (std::size_t i = 0; i < items.size(); ++i)
    if (const auto transaction = only(items[i], 1))
      if (const auto raw = only(*transaction, 1)) BEPUSDT_ASSERT(sha256(bytes_of(*raw)) == block.transactions[i].hash);
}

void check_payments(const Block& block) {
  ports::WatchList everybody;
  everybody.native = true;
  for (const Transaction& transaction : block.transactions) {
    if (transaction.coin) everybody.addresses.push_back(core::tron_address(transaction.coin->to));
    if (transaction.call) everybody.addresses.push_back(core::tron_address(transaction.call->to));
    BEPUSDT_ASSERT(!transaction.call || transaction.runs_code);
    BEPUSDT_ASSERT(transaction.coin.has_value() + transaction.runs_code + transaction.delegation.has_value() <= 1);
  }
  const Watched watched("tron", everybody);
  for (const Transaction& transaction : block.transactions) {
    const auto paid = transfers_to_us(core::ChainName("tron"), block, transaction, nullptr, watched);
    BEPUSDT_ASSERT(paid.size() <= 1);
    for (const core::Transfer& transfer : paid) {
      BEPUSDT_ASSERT(transaction.succeeded && !transfer.units.is_zero());
      BEPUSDT_ASSERT(transfer.contract.empty() || catalog::find_contract("tron", transfer.contract) != nullptr);
      BEPUSDT_ASSERT(transfer.block == block.header.ref());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  static_cast<void>(decode_transaction(bytes, true));
  const auto block = decode_block_bytes(bytes);
  if (!block || !*block) return 0;
  check_ids(bytes, **block);
  check_payments(**block);
  return 0;
}
