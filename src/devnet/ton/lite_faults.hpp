// LiteFaults: what may go wrong at one host of LiteNode; each member is one trouble and its first value is none. Set on command,
// except for `random_trouble`, which draws one of the passing ones a question.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bepusdt::devnet {

struct LiteFaults {
  bool down = false;            // no connection
  bool times_out = false;       // no answer in time
  bool html = false;            // bytes without meaning
  bool truncated_body = false;  // the answer ends in its middle
  std::string refused_method;   // liteServer.error with `error_code` to questions of this method
  int error_code = 652;
  std::string missing_method;       // likewise with 651: it has no such block
  std::string empty_method;         // an answer without a byte
  bool other_block = false;         // getBlock: the id and bytes of the masterchain block before
  bool file_changed = false;        // a bit of a block's bytes is another
  bool file_emptied = false;        // a block's bytes are none
  bool shard_block_lost = false;    // it does not have the newest block of a shard
  std::vector<std::uint64_t> lags;  // several servers behind one name: how far behind each is; any may take a question
  double random_trouble = 0;        // chance that a question meets one of the passing troubles above
};

}  // namespace bepusdt::devnet
