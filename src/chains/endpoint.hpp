// Endpoint: one node address of a chain with what we know of it: whether it answers, how high it is, until when it is left
// alone. The URL may hold a key, so only the host is ever shown. Failures double the rest up to a cap; a node's own
// Retry-After counts where it is longer. No jitter: one process asks, and time comes from the clock. Not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/period.hpp"
#include "base/secret.hpp"
#include "chains/batch_size.hpp"
#include "chains/token_bucket.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains {

struct EndpointConfig {
  std::string url;
  Secret key;  // sent as the transport does: JSON-RPC "Authorization: Bearer", Tron "TRON-PRO-API-KEY"; empty: none
  double requests_per_second = 0;  // calls, each of a batch counted; 0: no limit
};

struct BackOff {
  Millis first{1'000};
  Millis cap{60'000};
  Millis longest_retry_after{600'000};
  Millis wrong_chain{600'000};  // until an endpoint of another chain is asked again which chain it is
  Millis stalled{60'000};       // an endpoint that falls behind comes last for this long
  Millis too_slow{600'000};     // one whose limit leaves no time for what is to be read, likewise
};

class Endpoint {
 public:
  Endpoint(EndpointConfig config, const BackOff& back_off);

  [[nodiscard]] const std::string& url() const { return config_.url; }
  [[nodiscard]] const std::string& host() const { return host_; }
  [[nodiscard]] const Secret& key() const { return config_.key; }

  // How long it is to be left alone; 0: it may be asked now.
  [[nodiscard]] Millis rest(Time now);

  // Each returns true when health changed by it.
  bool answered();
  bool failed(Time now, std::string trouble, std::optional<Millis> retry_after);
  bool wrong_chain(Time now, std::string trouble);

  [[nodiscard]] bool chain_verified() const { return chain_verified_; }
  void set_chain_verified() {
    chain_verified_ = true;
    wrong_chain_ = false;
  }

  void saw_height(std::uint64_t height, Time now);
  [[nodiscard]] std::uint64_t height() const { return height_; }
  [[nodiscard]] Time height_at() const { return height_at_; }  // when it was last asked
  [[nodiscard]] Time risen_at() const { return risen_at_; }    // when its height last changed
  void look_again(Time now) { risen_at_ = now; }               // asks for patience with a height that does not change
  void set_stalled(Time now) { stalled_ = {now, back_off_.stalled}; }
  void set_too_slow(Time now) { too_slow_ = {now, back_off_.too_slow}; }
  [[nodiscard]] bool comes_last(Time now) const { return stalled_.left(now) + too_slow_.left(now) > Millis(0); }

  [[nodiscard]] TokenBucket& bucket() { return bucket_; }
  // Calls that may go out in one batch: as many as the node was found to take, and the bucket holds.
  [[nodiscard]] std::size_t batch_limit(std::size_t most) const { return bucket_.burst(batch_.allowed(most)); }
  [[nodiscard]] BatchSize& batch() { return batch_; }

  // `text` with everything that may be a key (the key itself, and long pieces of the URL behind the host) blotted out:
  // nodes repeat such things in their error messages.
  [[nodiscard]] std::string without_secrets(std::string text) const;

  [[nodiscard]] ports::EndpointHealth health() const;

 private:
  bool set_trouble(std::string trouble);

  EndpointConfig config_;
  BackOff back_off_;
  std::string host_;
  TokenBucket bucket_;
  int failures_ = 0;  // in a row
  Period rest_;
  Period stalled_;
  Period too_slow_;
  std::string trouble_;
  bool chain_verified_ = false;
  bool wrong_chain_ = false;  // its trouble outlasts good answers, until it is of the right chain
  std::uint64_t height_ = 0;
  Time height_at_{};
  Time risen_at_{};
  BatchSize batch_;
  std::vector<Secret> secrets_;
};

}  // namespace bepusdt::chains
