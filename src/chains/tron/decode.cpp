#include "chains/tron/decode.hpp"

#include <chains/tron/tron.pb.h>

#include <algorithm>

#include "base/digest.hpp"
#include "chains/tron/limits.hpp"
#include "chains/tron/token_call.hpp"

namespace bepusdt::chains::tron {
namespace {

enum Type : int { kTransfer = 1, kCreate = 30, kTrigger = 31, kDelegate = 57, kUndelegate = 58 };
constexpr int kSuccess = 1;

template <class T = void>
std::unexpected<DecodeError> wrong(std::string_view where, std::string_view what) {
  return fail(DecodeError{std::string(where) + ": " + std::string(what)});
}

template <std::size_t N>
bool copy(std::string_view bytes, std::array<std::uint8_t, N>& out) {
  if (bytes.size() != N) return false;
  std::ranges::copy(bytes_of(bytes), out.begin());
  return true;
}

Decoded<void> read_contract(const protocol::Contract& contract, Transaction& transaction) {
  const std::string& value = contract.parameter().value();
  switch (contract.type()) {
    case kTransfer: {
      protocol::TransferContract message;
      if (!message.ParseFromString(value)) return wrong("TransferContract", "is malformed");
      const auto from = account_of_bytes(message.owner_address()), to = account_of_bytes(message.to_address());
      const auto sun = natural(message.amount());
      if (!from || !to || !sun) return wrong("TransferContract", "a field is malformed");
      transaction.coin = CoinTransfer{*from, *to, *sun};
      return {};
    }
    case kCreate: transaction.runs_code = true; return {};
    case kTrigger: {
      protocol::TriggerSmartContract message;
      if (!message.ParseFromString(value)) return wrong("TriggerSmartContract", "is malformed");
      const auto caller = account_of_bytes(message.owner_address()), called = account_of_bytes(message.contract_address());
      if (!caller || !called) return wrong("TriggerSmartContract", "an address is malformed");
      transaction.runs_code = true;
      transaction.call = token_call_of(*caller, *called, bytes_of(message.data()));
      return {};
    }
    case kDelegate:
    case kUndelegate: {
      protocol::DelegateResourceContract message;
      if (!message.ParseFromString(value)) return wrong("DelegateResourceContract", "is malformed");
      const auto owner = account_of_bytes(message.owner_address()), receiver = account_of_bytes(message.receiver_address());
      const auto sun = natural(message.balance());
      if (!owner || !receiver || !sun) return wrong("DelegateResourceContract", "a field is malformed");
      if (message.resource() != 0 && message.resource() != 1) return {};  // neither bandwidth nor energy: of no use here
      transaction.delegation = Delegation{static_cast<Delegation::Resource>(message.resource()), *owner, *receiver, *sun,
                                          contract.type() == kUndelegate};
      return {};
    }
    default: return {};
  }
}

Decoded<Header> read_header(const std::string& raw, std::string_view block_id) {
  protocol::HeaderRaw message;
  if (!message.ParseFromString(raw)) return wrong("header", "is malformed");
  Header header;
  const auto number = natural(message.number());
  const auto time = natural(message.timestamp(), kLastMillisecond);
  if (!number || !time) return wrong("header", "number or time is out of range");
  header.number = *number;
  header.time_ms = static_cast<std::int64_t>(*time);
  header.id = sha256(bytes_of(raw));
  for (std::size_t i = 0; i < 8; ++i) header.id[i] = static_cast<std::uint8_t>(header.number >> (56 - 8 * i));
  Word told;
  if (!copy(block_id, told) || told != header.id) return wrong("block", "its id is not that of its header");
  if (!copy(message.parenthash(), header.parent)) return wrong("header", "parentHash is malformed");
  // The first block was made by no witness: its field holds a sentence.
  if (header.number > 0) {
    const auto witness = account_of_bytes(message.witness_address());
    if (!witness) return wrong("header", "witness_address is malformed");
    header.witness = *witness;
  }
  return header;
}

}  // namespace

std::optional<Account> account_of_bytes(std::string_view bytes) {
  Account account;
  if (bytes.size() != 21 || static_cast<std::uint8_t>(bytes[0]) != core::kTronAddressPrefix ||
      !copy(bytes.substr(1), account))
    return std::nullopt;
  return account;
}

std::optional<std::uint64_t> natural(std::int64_t value, std::int64_t most) {
  if (value < 0 || value > most) return std::nullopt;
  return static_cast<std::uint64_t>(value);
}

Decoded<Transaction> decode_transaction(std::string_view raw_data, bool succeeded) {
  protocol::TransactionRaw raw;
  if (raw_data.size() > kLongestMessage || !raw.ParseFromArray(raw_data.data(), static_cast<int>(raw_data.size())))
    return wrong("transaction", "raw_data is malformed");
  Transaction transaction;
  transaction.hash = sha256(bytes_of(raw_data));
  transaction.succeeded = succeeded;
  // The format leaves room for several; the chain has always taken one, and of anything else nothing is believed.
  if (raw.contract_size() != 1) return transaction;
  if (auto read = read_contract(raw.contract(0), transaction); !read) return fail(std::move(read.error()));
  return transaction;
}

Decoded<std::optional<Block>> decode_block(const protocol::BlockExtention& message) {
  if (!message.has_block_header() && message.transactions_size() == 0 && message.blockid().empty())
    return std::optional<Block>{};
  auto header = read_header(message.block_header().raw_data(), message.blockid());
  if (!header) return fail(std::move(header.error()));
  Block block;
  block.header = *header;
  if (block.header.number == 0) return std::optional(std::move(block));  // made by hand: sentences stand for its accounts
  block.transactions.reserve(static_cast<std::size_t>(message.transactions_size()));
  for (const protocol::TransactionExtention& item : message.transactions()) {
    const protocol::Transaction& inner = item.transaction();
    const bool succeeded = inner.ret_size() > 0 && inner.ret(0).contractret() == kSuccess;
    auto transaction = decode_transaction(inner.raw_data(), succeeded);
    if (!transaction) return fail(std::move(transaction.error()));
    Word told;
    if (!copy(item.txid(), told) || told != transaction->hash)
      return wrong("transaction", "its id is not that of its raw_data");
    block.transactions.push_back(std::move(*transaction));
  }
  return std::optional(std::move(block));
}

Decoded<std::optional<Block>> decode_block_bytes(std::string_view bytes) {
  protocol::BlockExtention message;
  if (bytes.size() > kLongestMessage || !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
    return wrong("block", "is no BlockExtention");
  return decode_block(message);
}

Decoded<Info> decode_info(const protocol::TransactionInfo& message) {
  Info info;
  if (!copy(message.id(), info.hash)) return wrong("TransactionInfo", "id is malformed");
  const auto number = natural(message.blocknumber());
  if (!number) return wrong("TransactionInfo", "blockNumber is out of range");
  info.block_number = *number;
  info.failed = message.result() != 0;
  for (const protocol::TransactionInfo_Log& from : message.log()) {
    Log log;
    // Some nodes have written the prefix here, too.
    std::string_view address = from.address();
    if (address.size() == 21 && static_cast<std::uint8_t>(address[0]) == core::kTronAddressPrefix) address.remove_prefix(1);
    if (!copy(address, log.contract)) return wrong("log", "address is malformed");
    if (from.topics_size() > kMostTopics) return wrong("log", "more topics than four");
    for (const std::string& topic : from.topics())
      if (!copy(topic, log.topics.emplace_back())) return wrong("log", "a topic is malformed");
    log.data_size = from.data().size();
    if (log.data_size == log.data.size()) std::ranges::copy(bytes_of(from.data()), log.data.begin());
    info.logs.push_back(std::move(log));
  }
  return info;
}

}  // namespace bepusdt::chains::tron
