// ChainReader: one chain as its nodes tell it. A reader holds no position of its own: the caller's cursor says where to go on,
// so that nothing is skipped and any call can be repeated. All calls block for at most the reader's own limits; failures
// leave nothing changed. Used by one thread at a time.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "core/transfer.hpp"

namespace bepusdt::ports {

// What to look for. Everything else is dropped while a block is being read.
struct WatchList {
  std::vector<core::Address> addresses;  // sorted, unique
  bool native = false;                   // transfers of the chain's own coin, too (costs whole blocks)
  bool tokens = true;
};

struct ScanRequest {
  // The last block covered so far. Reading goes on at after.height + 1 and requires that block's parent to be after.hash.
  core::BlockRef after;
  std::uint64_t max_blocks = 100;  // at most this many blocks in this call
  const WatchList* watch = nullptr;
};

struct Scanned {
  // The last block covered by this call (equal to request.after when there is nothing new).
  core::BlockRef last;
  // Blocks whose hashes were read, ascending, all in (request.after, last]; every block that is not final is among them, and
  // the newest final one, so that a fork that finality allows always meets a block that is known.
  std::vector<core::BlockRef> blocks;
  std::vector<core::Transfer> transfers;  // ascending by block; only blocks in (request.after, last]
  std::uint64_t head = 0;                 // the node's newest height
  std::uint64_t final_height = 0;         // blocks up to here are final by the chain's setting; 0: none known
};

// request.after is no longer on the chain: its child names another parent, or the block at its height has another hash.
struct Forked {};

struct ReadError {
  enum class Kind {
    unreachable,  // no endpoint answered; `retry_after` may say when to come back
    lagging,      // endpoints answer, but none yet has what was asked for consistently
    malformed     // an endpoint answered what no node should
  };
  Kind kind = Kind::unreachable;
  std::string reason;  // names endpoints by host only
  std::optional<Millis> retry_after;
};

[[nodiscard]] constexpr std::string_view name_of(ReadError::Kind kind) {
  return kind == ReadError::Kind::unreachable ? "unreachable" : kind == ReadError::Kind::lagging ? "lagging" : "malformed";
}

enum class TransferCheck {
  present,  // there, succeeded, in the block the transfer names, with the same amount and receiver
  moved,    // there, but in another block
  absent,   // unknown to the node, failed, or something else
};

struct EndpointHealth {
  std::string host;
  bool healthy = true;
  std::uint64_t height = 0;  // newest seen there
  std::string trouble;       // one sentence; empty when healthy
  bool heard = false;        // it has told its height at least once
};

class ChainReader {
 public:
  virtual ~ChainReader() = default;
  // The newest block.
  [[nodiscard]] virtual Result<core::BlockRef, ReadError> head() = 0;
  // The block at a height, or nullopt when the chain is shorter.
  [[nodiscard]] virtual Result<std::optional<core::BlockRef>, ReadError> block_at(std::uint64_t height) = 0;
  [[nodiscard]] virtual Result<std::variant<Scanned, Forked>, ReadError> scan(const ScanRequest& request) = 0;
  // Looks at one transfer again: `present` only when two endpoints say so, or one where no other answers.
  [[nodiscard]] virtual Result<TransferCheck, ReadError> check(const core::Transfer& transfer) = 0;
  [[nodiscard]] virtual std::vector<EndpointHealth> endpoints() const = 0;
};

}  // namespace bepusdt::ports
