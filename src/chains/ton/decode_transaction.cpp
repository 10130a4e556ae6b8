#include "chains/ton/decode_transaction.hpp"

#include "chains/ton/slice.hpp"

namespace bepusdt::chains::ton {
namespace {

void skip_extra_currencies(Slice& in) { in.skip_maybe_ref(); }

core::BaseUnits currency_collection(Slice& in) {
  core::BaseUnits nanotons = in.coins();
  skip_extra_currencies(in);
  return nanotons;
}

void skip_coins(Slice& in) { static_cast<void>(in.coins()); }
void skip_maybe_coins(Slice& in) {
  if (in.bit()) skip_coins(in);
}

void skip_status_change(Slice& in) {
  if (in.bit()) in.skip(1);
}

void skip_storage_used(Slice& in) {
  static_cast<void>(in.var_uint(3));
  static_cast<void>(in.var_uint(3));
}

void skip_storage_phase(Slice& in) {
  skip_coins(in);
  skip_maybe_coins(in);
  skip_status_change(in);
}

// Whether code ran and succeeded.
bool compute_phase(Slice& in) {
  if (!in.bit()) {
    // cskip_no_state 00, bad_state 01, no_gas 10, suspended 110
    if (in.bits(2) == 0b11 && in.bit()) in.refuse();
    return false;
  }
  const bool success = in.bit();
  in.skip(2);
  skip_coins(in);
  in.skip_ref();
  return success;
}

bool action_phase(Slice& in) {
  if (!in.bit()) return false;
  Slice action = in.inner();
  const bool success = action.bit();
  if (!action.ok()) in.refuse();
  return success;
}

void bounce_phase(Slice& in, Transaction& out) {
  out.sent_back = in.bit();
  if (!out.sent_back) return;
  if (in.bit()) {
    skip_storage_used(in);
    skip_coins(in);
    skip_coins(in);
  } else if (in.bit()) {
    skip_storage_used(in);
    skip_coins(in);
  }
}

bool read_tick_tock(Slice in, Transaction& out) {
  in.skip(3 + 1);
  skip_storage_phase(in);
  out.computed = compute_phase(in);
  out.acted = action_phase(in);
  out.aborted = in.bit();
  in.skip(1);  // destroyed
  return in.ok();
}

// A description has a tag of four bits, but for tick-tock with three.
bool read_description(const Cell& cell, Transaction& out) {
  Slice in(cell);
  const std::uint64_t tag = in.bits(4);
  if (!in.ok()) return false;
  if (tag >> 1 == 0b001) return read_tick_tock(Slice(cell), out);
  // Storage alone, splitting and merging of accounts: no payments, and not in use.
  if (tag == 0b0001 || (tag >= 0b0100 && tag <= 0b0111)) return true;
  if (tag != 0b0000) return false;
  out.ordinary = true;
  in.skip(1);  // credit_first
  if (in.bit()) skip_storage_phase(in);
  out.credited = in.bit();
  if (out.credited) {
    skip_maybe_coins(in);
    static_cast<void>(currency_collection(in));
  }
  out.computed = compute_phase(in);
  out.acted = action_phase(in);
  out.aborted = in.bit();
  bounce_phase(in, out);
  in.skip(1);  // destroyed
  return in.ok();
}

void skip_state_init(Slice& in) {
  if (in.bit()) in.skip(5);
  if (in.bit()) in.skip(2);
  in.skip_maybe_ref();
  in.skip_maybe_ref();
  in.skip_maybe_ref();
}

bool read_messages(Slice in, Transaction& out) {
  if (in.bit()) {
    const Cell* cell = in.ref();
    out.in = cell == nullptr ? std::nullopt : decode_message(*cell);
    if (!out.in) return false;
  }
  // What it sends is looked for where it arrives. A dictionary of it that shares its cells would take far more than the block does.
  in.skip_maybe_ref();
  return in.ok();
}

}  // namespace

std::optional<Message> decode_message(const Cell& cell) {
  Slice in(cell);
  Message message;
  if (!in.bit()) {
    in.skip(2);  // ihr_disabled, bounce
    message.bounced = in.bit();
    message.from = in.account();
    message.to = in.account();
    message.value = currency_collection(in);
    skip_coins(in);
    skip_coins(in);
    in.skip(64 + 32);
  } else if (!in.bit()) {
    message.kind = Message::Kind::external_in;
    static_cast<void>(in.account());
    message.to = in.account();
    skip_coins(in);
  } else {
    message.kind = Message::Kind::external_out;
    message.from = in.account();
    static_cast<void>(in.account());
    in.skip(64 + 32);
  }
  if (in.bit()) {
    if (in.bit())
      in.skip_ref();
    else
      skip_state_init(in);
  }
  message.body = in.bit() ? in.shared_ref() : in.rest();
  if (!in.ok() || message.body == nullptr) return std::nullopt;
  return message;
}

std::optional<Transaction> decode_transaction(const Cell& cell, std::int8_t workchain) {
  Slice in(cell);
  Transaction transaction;
  if (in.bits(4) != 0b0111) return std::nullopt;
  transaction.hash = cell.hash();
  transaction.account.workchain = workchain;
  transaction.account.hash = in.word();
  transaction.lt = in.bits(64);
  transaction.previous_hash = in.word();
  transaction.previous_lt = in.bits(64);
  transaction.now = static_cast<std::uint32_t>(in.bits(32));
  in.skip(15 + 2 + 2);  // how many messages it sends; the account's status before and after
  Slice messages = in.inner();
  static_cast<void>(currency_collection(in));  // fees
  in.skip_ref();                               // the account's state before and after
  const Cell* description = in.ref();
  if (!in.ok() || !read_messages(messages, transaction) || !read_description(*description, transaction)) return std::nullopt;
  return transaction;
}

}  // namespace bepusdt::chains::ton
