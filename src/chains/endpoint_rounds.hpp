// EndpointRounds: asking the endpoints of one chain in turn, the same for every family: the next one where one fails, lags or
// has stood still for long; the errors of all as one; when all are being left alone, the time to come back. It never sleeps.
// A round ends within the call's budget (by the clock) plus one attempt. Used by one thread at a time, except health().
#pragma once

#include <mutex>
#include <utility>

#include "catalog/chains.hpp"
#include "chains/cross_check.hpp"
#include "chains/endpoint_pool.hpp"
#include "ports/clock.hpp"
#include "ports/metrics.hpp"

namespace bepusdt::chains {

class EndpointRounds {
 public:
  using Scan = std::variant<ports::Scanned, ports::Forked>;

  EndpointRounds(const catalog::Chain& chain, std::vector<EndpointConfig> endpoints, const BackOff& back_off,
                 Millis call_budget, ports::Clock& clock, ports::Metrics& metrics);

  // `attempt(endpoint, deadline)` is made at one endpoint after the other until it succeeds: Result<T, ReadError>.
  template <class T, class Attempt>
  Result<T, ports::ReadError> ask(Attempt&& attempt) {
    return ask_with<T>(nullptr, attempt);
  }

  // A scan: Result<Scan, ReadError>. One that finds nothing new at an endpoint whose head has stood still for long is held
  // against the next endpoint, which may know more.
  template <class Attempt>
  Result<Scan, ports::ReadError> scan(const ports::ScanRequest& request, Attempt&& attempt) {
    std::optional<Scan> nothing_new;
    Endpoint* stuck = nullptr;
    auto scanned = ask_with<Scan>(nullptr, [&](Endpoint& endpoint, Time deadline) -> Result<Scan, ports::ReadError> {
      Result<Scan, ports::ReadError> answer = attempt(endpoint, deadline);
      if (!answer) return answer;
      const auto* read = std::get_if<ports::Scanned>(&*answer);
      if (stuck != nullptr && read != nullptr && read->head > stuck->height()) stuck->set_stalled(clock_.now());
      if (stuck == nullptr && read != nullptr && read->last == request.after && may_be_stuck(endpoint)) {
        stuck = &endpoint;
        stuck->look_again(clock_.now());
        nothing_new = std::move(*answer);
        return fail(lagging(endpoint, "has shown no new block for long"));
      }
      told_last_ = &endpoint;
      return answer;
    });
    if (!scanned && nothing_new) return std::move(*nothing_new);
    return scanned;
  }

  // A look at one height: Result<std::optional<BlockRef>, ReadError>, nullopt where the endpoint's chain ends below it.
  // The chain is shorter only when no endpoint has the block and one that does not contradict itself says so.
  template <class Attempt>
  Result<std::optional<core::BlockRef>, ports::ReadError> block_at(Attempt&& attempt) {
    bool shorter = false;
    auto found = ask_with<core::BlockRef>(
        nullptr, [&](Endpoint& endpoint, Time deadline) -> Result<core::BlockRef, ports::ReadError> {
          Result<std::optional<core::BlockRef>, ports::ReadError> block = attempt(endpoint, deadline);
          if (!block) return fail(std::move(block.error()));
          if (*block) return std::move(**block);
          shorter = true;
          return fail(lagging(endpoint, "is at height " + std::to_string(endpoint.height())));
        });
    if (found) return std::optional(std::move(*found));
    if (shorter) return std::optional<core::BlockRef>{};
    return fail(std::move(found.error()));
  }

  // A second look at a transfer: Result<TransferCheck, ReadError>, begun at another endpoint than that of the last scan. Who told
  // of this transfer may have been any of them, before a restart, too: two that agree cannot both be the one that lies.
  template <class Attempt>
  Result<ports::TransferCheck, ports::ReadError> check(CrossCheck how, Attempt&& attempt) {
    const Endpoint* agreed = nullptr;
    auto checked = ask_with<ports::TransferCheck>(
        told_last_, [&](Endpoint& endpoint, Time deadline) -> Result<ports::TransferCheck, ports::ReadError> {
          Result<ports::TransferCheck, ports::ReadError> answer = attempt(endpoint, deadline);
          if (!answer || how == CrossCheck::off) return answer;
          if (*answer == ports::TransferCheck::present) {
            if (agreed != nullptr && agreed->host() != endpoint.host()) return answer;
            agreed = &endpoint;
            return fail(lagging(endpoint, "agrees; another is asked, too"));
          }
          if (agreed != nullptr) count_disagreement();
          return answer;
        });
    if (!checked && agreed != nullptr && how == CrossCheck::when_healthy) return ports::TransferCheck::present;
    return checked;
  }

  [[nodiscard]] EndpointPool& pool() { return pool_; }
  // Any thread may call it.
  [[nodiscard]] std::vector<ports::EndpointHealth> health() const;

  [[nodiscard]] static ports::ReadError lagging(const Endpoint& endpoint, const std::string& what) {
    return {ports::ReadError::Kind::lagging, endpoint.host() + ": " + what, {}};
  }

 private:
  template <class T, class Attempt>
  Result<T, ports::ReadError> ask_with(const Endpoint* last_resort, Attempt&& attempt) {
    const Time deadline = clock_.now() + call_budget_;
    std::optional<ports::ReadError> worst;
    std::optional<T> result;
    for (Endpoint* endpoint : pool_.candidates(clock_.now(), tolerated_lag(), last_resort)) {
      if (clock_.now() >= deadline) break;
      Result<T, ports::ReadError> answer = attempt(*endpoint, deadline);
      if (answer) {
        result = std::move(*answer);
        break;
      }
      hear(worst, std::move(answer.error()));
    }
    publish_health();
    if (result) return std::move(*result);
    return fail(conclude(std::move(worst)));
  }

  static void hear(std::optional<ports::ReadError>& worst, ports::ReadError error);
  [[nodiscard]] ports::ReadError conclude(std::optional<ports::ReadError> worst);
  [[nodiscard]] bool may_be_stuck(const Endpoint& endpoint) const;
  [[nodiscard]] std::uint64_t tolerated_lag() const;
  void publish_health();
  void count_disagreement();

  const catalog::Chain& chain_;
  Millis call_budget_;
  ports::Clock& clock_;
  ports::Metrics& metrics_;
  EndpointPool pool_;
  const Endpoint* told_last_ = nullptr;  // the endpoint of the last scan

  mutable std::mutex health_mutex_;
  std::vector<ports::EndpointHealth> health_;
};

}  // namespace bepusdt::chains
