#include "chains/ton/decode_json.hpp"

#include <charconv>

#include "chains/ton/bag_of_cells.hpp"
#include "chains/ton/fields.hpp"

namespace bepusdt::chains::ton {
namespace {

namespace dom = simdjson::dom;

BlockName block_name(const Fields& in) {
  BlockName name;
  name.workchain = in.signed32("workchain");
  const std::string_view shard = in.text("shard");
  const auto [end, error] = std::from_chars(shard.data(), shard.data() + shard.size(), name.shard, 16);
  if (error != std::errc{} || end != shard.data() + shard.size() || name.shard == 0) in.refuse("shard");
  name.seqno = in.number32("seqno");
  return name;
}

BlockRow block_row(const Fields& in) {
  constexpr std::uint64_t kLastSecond = std::uint64_t{1} << 40;
  BlockRow row;
  row.name = block_name(in);
  row.root_hash = in.hash("root_hash");
  row.network = in.signed32("global_id");
  const std::uint64_t seconds = in.number("gen_utime");
  if (seconds > kLastSecond)
    in.refuse("gen_utime");
  else
    row.time = from_unix_seconds(static_cast<std::int64_t>(seconds));
  row.start_lt = in.number("start_lt");
  row.end_lt = in.number("end_lt");
  if (row.end_lt < row.start_lt) in.refuse("end_lt");
  if (in.has("masterchain_block_ref")) row.master = in.inner("masterchain_block_ref").number32("seqno");
  for (const Fields& previous : in.list("prev_blocks")) row.previous.push_back(block_name(previous));
  return row;
}

// Twice as many as a message may have (max_msg_cells of the network's configuration, parameter 43).
constexpr std::size_t kMostBodyCells = 1 << 14;

// Of a body its first cell is read alone; the others take a hundred times their bytes.
CellPtr without_refs(const CellPtr& cell) {
  if (!cell->ordinary() || cell->refs().empty()) return cell;
  return Cell::make(false, Bytes(cell->data().begin(), cell->data().end()), cell->bits(), {});
}

Message message(const Fields& in) {
  Message message;
  message.from = in.maybe_account("source");
  message.to = in.maybe_account("destination");
  message.kind = !message.from ? Message::Kind::external_in
                 : !message.to ? Message::Kind::external_out
                               : Message::Kind::internal;
  if (message.kind == Message::Kind::internal) {
    message.value = in.number("value");
    message.bounced = in.flag("bounced");
  }
  if (!in.has("message_content")) return message;
  const Fields content = in.inner("message_content");
  if (!content.has("body")) return message;
  const auto cell = read_single_root(content.base64("body"), kMostBodyCells);
  if (cell && (*cell)->hash() == content.hash("hash"))
    message.body = without_refs(*cell);
  else
    in.refuse("body");
  return message;
}

void read_description(const Fields& in, Transaction& out) {
  out.ordinary = in.text("type") == "ord";
  if (!out.ordinary) return;
  out.aborted = in.flag("aborted");
  out.credited = in.has("credit_ph");
  const Fields compute = in.inner("compute_ph");
  out.computed = !compute.flag("skipped") && compute.flag("success");
  out.acted = in.has("action") && in.inner("action").flag("success");
  out.sent_back = in.has("bounce");
}

TransactionRow transaction_row(const Fields& in) {
  TransactionRow row;
  row.emulated = in.has("emulated") && in.flag("emulated");
  if (row.emulated) return row;  // what else it says may be anything
  Transaction& out = row.transaction;
  out.hash = in.hash("hash");
  out.account = in.account("account");
  out.lt = in.number("lt");
  out.previous_hash = in.hash("prev_trans_hash");
  out.previous_lt = in.number("prev_trans_lt");
  out.now = in.number32("now");
  read_description(in.inner("description"), out);
  if (in.has("in_msg")) out.in = message(in.inner("in_msg"));
  row.block = block_name(in.inner("block_ref"));
  if (in.has("mc_block_seqno")) row.master = in.number32("mc_block_seqno");
  return row;
}

std::unexpected<DecodeError> malformed(std::string_view what, const std::string& wrong) {
  return fail(DecodeError{"its " + std::string(what) + " have a wrong or no " + wrong});
}

template <class T>
Decoded<std::vector<T>> rows(dom::object answer, std::string_view name, T (*row)(const Fields&)) {
  std::string wrong;
  std::vector<T> all;
  for (const Fields& each : Fields(answer, wrong).list(name)) {
    all.push_back(row(each));
    if (!wrong.empty()) break;
  }
  if (!wrong.empty()) return malformed(name, wrong);
  return all;
}

using LastTime = std::pair<Account, std::uint64_t>;

LastTime last_time(const Fields& in) {
  return {in.account("address"), in.has("last_transaction_lt") ? in.number("last_transaction_lt") : 0};
}

}  // namespace

Decoded<BlockRow> decode_newest(dom::object answer) {
  std::string wrong;
  BlockRow row = block_row(Fields(answer, wrong).inner("last"));
  if (!wrong.empty()) return malformed("newest block's fields", wrong);
  return row;
}

Decoded<std::vector<BlockRow>> decode_blocks(dom::object answer) { return rows(answer, "blocks", block_row); }

Decoded<std::vector<TransactionRow>> decode_transactions(dom::object answer) {
  return rows(answer, "transactions", transaction_row);
}

Decoded<LastTimes> decode_last_times(dom::object answer) {
  auto all = rows(answer, "accounts", last_time);
  if (!all) return fail(std::move(all.error()));
  return LastTimes(all->begin(), all->end());
}

}  // namespace bepusdt::chains::ton
