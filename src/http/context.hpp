// Context: what the composition root gives the HTTP side: ports, settings and the few questions that other rooms answer.
// Immutable once the server runs; everything it refers to outlives the server and is safe to use from several threads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/route.hpp"
#include "payment/accept_queue.hpp"
#include "ports/clock.hpp"
#include "ports/directory.hpp"
#include "ports/event_log.hpp"
#include "ports/metrics.hpp"
#include "ports/store.hpp"
#include "wire/errors.hpp"

namespace bepusdt::http {

class FeedHub;

struct Settings {
  std::string public_url;                        // setting `public_url`; empty: the request's own Host
  wire::Language language = wire::Language::zh;  // where a request names none
  bool allow_http_callbacks = false;             // setting `callback.allow_http`
  bool metrics_public = false;                   // setting `metrics.public`
  bool test_mode = false;                        // play money: checkout pages say so and offer to pay with it
  std::string support;                           // how payers reach the operator, one line; may be empty
  Millis answer_patience{10'000};                // how long a request waits for the accept loop
  Millis stream_recheck{15'000};                 // an open page's state is read again, hint or not
  Millis stream_recheck_confirming{3'000};       // likewise while confirmations grow
  Millis stream_lifetime{3'600'000};             // then the page connects again
  int bad_requests_per_minute = 20;              // unsigned or wrongly signed, from one address; also the burst
};

// What /readyz answers: JSON with the reasons.
struct Readiness {
  bool ready = false;
  std::string json;
};

struct Context {
  ports::Store& store;
  const ports::Directory& directory;
  payment::AcceptQueue& queue;
  const ports::Clock& clock;
  ports::EventLog& log;
  ports::Metrics& metrics;
  FeedHub& feed;
  Settings settings;
  // One clause why callbacks may not go to the URL's literal address; nullopt: they may. Not set: all may
  // (callback.allow_private).
  std::function<std::optional<std::string>(std::string_view url)> why_url_forbidden;
  // Blocks on top that make a transfer of the chain final; 0: the chain itself says what is final.
  std::function<int(std::string_view chain)> blocks_to_final;
  std::function<Readiness()> readiness;
  std::function<std::string()> metrics_text;  // Prometheus text
  std::vector<Route> extra_routes;            // of the demo
};

}  // namespace bepusdt::http
