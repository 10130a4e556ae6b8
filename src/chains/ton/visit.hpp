// Visit: one endpoint during one call of the reader, with the deadline of that call: questions go out no faster than the endpoint
// allows, answers come back or an error does, and the endpoint's health is kept by what came. Lists are read page by page.
#pragma once

#include "chains/ton/decode_json.hpp"
#include "chains/ton/desk.hpp"
#include "chains/ton/index_rows.hpp"

namespace bepusdt::chains::ton {

// An account that does something in every masterchain block: the system contract that holds the network's configuration. An
// answer in which its transactions of some blocks stand comes from an index that has these blocks.
inline constexpr Account kWitness{
    -1, {0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55,
         0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55}};

// A range of logical times, both ends included.
struct TimeRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;
};

class Visit {
 public:
  Visit(Desk& desk, Endpoint& endpoint, Time deadline) : desk_(desk), endpoint_(endpoint), deadline_(deadline) {}

  // By its newest block, once per endpoint.
  [[nodiscard]] Told<void> verify_network();

  // The newest masterchain block, of the right network; asked once a visit.
  [[nodiscard]] Told<BlockRow> newest();
  // A masterchain block; nullopt: it has none of that height.
  [[nodiscard]] Told<std::optional<BlockRow>> master_block(std::uint64_t height);
  // The newest block of every shard, as that masterchain block refers to them: together they are all of their workchain.
  [[nodiscard]] Told<std::vector<BlockRow>> shard_tops(std::uint64_t height);
  // That begin within these times, of every workchain, by name.
  [[nodiscard]] Told<std::map<BlockName, BlockRow>> blocks(TimeRange times);
  // Of these accounts and of kWitness, by account and time; nothing that is only guessed.
  [[nodiscard]] Told<std::vector<TransactionRow>> transactions(std::span<const Account> accounts, TimeRange times);
  // The first one of each of these accounts from this time on, which there must be.
  [[nodiscard]] Told<std::map<Account, Transaction>> next_transactions(std::vector<Account> accounts, std::uint64_t from);
  // Of these accounts, as far as they exist, and of kWitness.
  [[nodiscard]] Told<LastTimes> last_times(std::span<const Account> accounts);

  [[nodiscard]] Endpoint& endpoint() const { return endpoint_; }
  [[nodiscard]] const std::string& host() const { return endpoint_.host(); }
  [[nodiscard]] Time deadline() const { return deadline_; }

  // It answered, but not what an index may answer: it is left alone for a while.
  [[nodiscard]] ports::ReadError malformed(const std::string& what);
  // It does not have (yet) what it should, or two answers do not fit together.
  [[nodiscard]] ports::ReadError lagging(const std::string& what) const;

 private:
  template <class T>
  Told<std::optional<T>> ask(const std::string& question, Decoded<T> (*decode)(simdjson::dom::object));
  template <class T>
  Told<std::vector<T>> pages(const std::string& question, Decoded<std::vector<T>> (*decode)(simdjson::dom::object));
  [[nodiscard]] Answer<simdjson::dom::object> send(const std::string& question);
  [[nodiscard]] ports::ReadError read_error(IndexFailure failure);

  Desk& desk_;
  Endpoint& endpoint_;
  Time deadline_;
  std::optional<BlockRow> newest_;
};

}  // namespace bepusdt::chains::ton
