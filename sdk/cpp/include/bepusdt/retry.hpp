// When a call is tried again, and how long that waits: three objects, each of which knows one thing.
//
//   Idempotency  whether a request may be sent twice
//   RetryPolicy  whether this outcome is worth another try
//   Backoff      how long until then
#pragma once

#include <bepusdt/error.hpp>

#include <chrono>
#include <functional>
#include <optional>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

using Milliseconds = std::chrono::milliseconds;

struct RetryOptions {
  int max_retries = 3;                // tries after the first one; 0: none
  Milliseconds delay{1'000};          // before the first of them, then 2, 4, 8 … times this
  Milliseconds longest_wait{30'000};  // no wait of our own is longer; what a server asks for by Retry-After may be
  double jitter = 0.1;                // up to this part is added to each wait by chance, so that clients spread; 0 to 1
  // For the whole call with its waits; a wait that would end later is not begun. Absent: the sum of all tries and waits at
  // their longest, so that only a server's Retry-After can meet it.
  std::optional<Milliseconds> deadline{};
};

// Whether the server carries a request out once however often it arrives.
enum class Idempotency {
  safe,    // it changes nothing (queries)
  by_key,  // a key in it makes repeats the same: order_id for create, trade_id for cancel
  none,    // only what certainly did not arrive may be sent again
};

// The waits of one call. Pure but for the chance that it is given.
class BEPUSDT_SDK_API Backoff {
 public:
  // chance: a number from 0 to 1 each time.
  Backoff(const RetryOptions& options, std::function<double()> chance);
  // The next wait: the longer of our own and what the server asked for.
  [[nodiscard]] Milliseconds next(std::optional<std::chrono::seconds> retry_after);

 private:
  Milliseconds delay_;
  Milliseconds longest_;
  double jitter_;
  std::function<double()> chance_;
};

class BEPUSDT_SDK_API RetryPolicy {
 public:
  RetryPolicy(int max_retries, Idempotency idempotency) : max_retries_(max_retries), idempotency_(idempotency) {}

  // error.attempts tries were made. `arrived`: the request may have reached the server.
  // Worth another try: NetworkError, TimeoutError, ServerError; ClientError 429 if the server named a time (Retry-After).
  [[nodiscard]] bool worth_another(const ErrorInfo& error, bool arrived) const noexcept;

 private:
  int max_retries_;
  Idempotency idempotency_;
};

// Told before each wait: for logs.
struct RetryNotice {
  const ErrorInfo& error;
  Milliseconds wait{};
  int retry{};  // 1 for the first
  int max_retries{};
};

// Time as a call sees it; a test passes a virtual one.
class BEPUSDT_SDK_API Timer {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  virtual ~Timer();
  [[nodiscard]] virtual TimePoint now() = 0;
  // False: the caller wanted the call to end.
  virtual bool sleep(Milliseconds duration) = 0;
  // From 0 to 1.
  [[nodiscard]] virtual double chance() = 0;
};

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
