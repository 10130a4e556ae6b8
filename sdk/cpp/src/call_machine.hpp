// CallMachine: one call from its first try to its outcome, without doing anything itself: it says what to send and how long to
// wait, its driver does both and tells what came of it. The blocking client, the Asio client and the Python package's asyncio
// client are three drivers of it.
//
//   for (;;) { outcome = send(machine.request()); wait = machine.after(outcome, now); if (!wait) break; sleep(*wait); machine.resume(now) || break; }
//   machine.result()
#pragma once

#include <bepusdt/result.hpp>
#include <bepusdt/retry.hpp>
#include <bepusdt/transport.hpp>

#include <functional>
#include <optional>

namespace bepusdt::sdk {

class CallMachine {
 public:
  using TimePoint = Timer::TimePoint;

  // on_retry may be empty; chance: from 0 to 1.
  CallMachine(HttpRequest request, Idempotency idempotency, const RetryOptions& options,
              std::function<void(const RetryNotice&)> on_retry, std::function<double()> chance, TimePoint now);

  // What to send now; its time is bounded by what is left of the deadline.
  [[nodiscard]] const HttpRequest& request() const { return request_; }
  // What to do after it was sent: wait so long and go on, or, nullopt, there is a result.
  [[nodiscard]] std::optional<Milliseconds> after(HttpOutcome outcome, TimePoint now);
  // After the wait. False: the deadline is over, and there is a result.
  [[nodiscard]] bool resume(TimePoint now);
  // The caller wants no more; the result is what went wrong last.
  [[nodiscard]] bool cancelled() const { return cancelled_; }

  // So far.
  [[nodiscard]] int attempts() const { return attempts_; }
  // An answer with HTTP 2xx, or what went wrong, with the number of tries.
  [[nodiscard]] Result<HttpAnswer> result() &&;

 private:
  void bound_by_deadline(TimePoint now);

  HttpRequest request_;
  const Milliseconds timeout_;  // of a try
  const int max_retries_;
  RetryPolicy policy_;
  Backoff backoff_;
  std::function<void(const RetryNotice&)> on_retry_;
  TimePoint deadline_;
  int attempts_ = 0;
  bool cancelled_ = false;
  std::optional<HttpAnswer> answer_;
  ErrorInfo error_;
};

}  // namespace bepusdt::sdk
