// ChainWorld: one chain of the simulated world, whatever its family: what happens on it, how its nodes behave, and what is
// true of it. The truth comes from the model of the chain, never from the gateway's reader, which is the real one and hears
// of the chain only through requests to the nodes. This is the seam at which another family joins: one more class of these.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/transfer.hpp"
#include "ports/chain_reader.hpp"
#include "ports/clock.hpp"
#include "ports/event_log.hpp"
#include "ports/http_client.hpp"
#include "ports/metrics.hpp"
#include "sim/fault_space.hpp"
#include "sim/plan.hpp"

namespace bepusdt::sim {

// What a payer sends: one transaction with a transfer or several.
struct Payment {
  struct Part {
    const core::TradeType* trade_type = nullptr;
    core::Address to;
    core::BaseUnits units;
  };
  std::vector<Part> parts;
  bool fails = false;    // it is mined and fails
  bool spoofed = false;  // the token is somebody else's of the same name
};

// A transfer that is on the chain.
struct TrueTransfer {
  core::TransferKey key;
  const core::TradeType* trade_type = nullptr;
  core::Address to;
  core::BaseUnits units;
  core::BlockRef block;
};

// One block that ever held a transfer, on any branch.
struct Inclusion {
  core::BlockRef block;
  bool was_final = false;  // by the chain's setting, at some time
};

// A transfer that was ever on the chain. What failed, or is of another token, is none.
struct TransferHistory {
  const core::TradeType* trade_type = nullptr;
  core::Address to;
  core::BaseUnits units;
  std::vector<Inclusion> inclusions;
};

// What a reader is made with.
struct ReaderPorts {
  ports::HttpClient& client;
  ports::Clock& clock;
  ports::EventLog& log;
  ports::Metrics& metrics;
  std::function<void(Millis)> pause;
};

class ChainWorld {
 public:
  explicit ChainWorld(ChainPlan plan) : plan_(std::move(plan)), name_(plan_.name) {}
  virtual ~ChainWorld() = default;

  [[nodiscard]] const ChainPlan& plan() const { return plan_; }
  [[nodiscard]] const core::ChainName& name() const { return name_; }

  // The n-th address of the family, stored form. Payments go to 1..3.
  [[nodiscard]] virtual core::Address address(std::uint64_t n) const = 0;
  // The gateway's reader of this chain, which asks the nodes through `ports.client`.
  [[nodiscard]] virtual std::unique_ptr<ports::ChainReader> make_reader(const ReaderPorts& ports) = 0;
  // Whether a request to this host is one to its nodes.
  [[nodiscard]] virtual bool has_host(const std::string& host) const = 0;
  // Answers one, with a trouble that passes (`network` of the plan's rates) or that lasts until heal().
  [[nodiscard]] virtual Result<ports::HttpAnswer, ports::HttpError> answer(const ports::HttpRequest& request, Draw& draw,
                                                                           int trouble, FaultSpace& space) = 0;

  // Puts it among what waits to be mined; by what the trace tells it.
  virtual std::string send(const Payment& payment) = 0;
  // Mines the blocks that are due at `now`.
  virtual void mine_until(BlockTime now, Draw& draw, FaultSpace& space) = 0;
  // Takes blocks away, not below finality unless `deep`; what was in them is mined again, or not. false: none was taken.
  virtual bool fork(bool deep, Draw& draw, FaultSpace& space) = 0;
  // Changes what lasts of the nodes' troubles.
  virtual void change_weather(Draw& draw, FaultSpace& space) = 0;
  // From now on every node is well, and knows the one chain.
  virtual void heal() = 0;

  // The truth.
  [[nodiscard]] virtual std::uint64_t head() const = 0;
  // The newest block that the gateway must have read when all is well: some readers leave the last few for later.
  [[nodiscard]] virtual std::uint64_t due() const { return head(); }
  [[nodiscard]] virtual std::vector<TrueTransfer> standing() const = 0;  // to any address that was ever watched, by block
  [[nodiscard]] virtual const TransferHistory* history(const core::TransferKey& key) const = 0;  // nullptr: never was one
  // Whether another transfer of the same to the same was ever in any block.
  [[nodiscard]] virtual bool paid_more_than_once(const TrueTransfer& transfer) const = 0;
  // The latest stamp of any block: no chain time is beyond it.
  [[nodiscard]] virtual BlockTime newest_stamp() const = 0;
  // How often a node was asked something that no node should be asked; the sentences.
  [[nodiscard]] virtual std::vector<std::string> complaints() const = 0;

 private:
  ChainPlan plan_;
  core::ChainName name_;
};

}  // namespace bepusdt::sim
