// EventStream: the server-sent events of one order's page (contract part 1 §4): its state at once, then an event for each
// change. Woken by the feed; reads the store again at long intervals too, so that a hint that got lost only delays.
#pragma once

#include "http/context.hpp"
#include "http/feed_hub.hpp"
#include "http/stream.hpp"

namespace bepusdt::http {

class EventStream final : public Stream {
 public:
  EventStream(const Context& context, core::TradeId trade_id, FeedHub::Subscription subscription);
  ~EventStream() override;

  [[nodiscard]] Task<bool> next(std::string& piece) override;

 private:
  struct Bell;
  enum class Look { changed, same, gone };
  Look look(std::string& piece);

  const Context& context_;
  const core::TradeId trade_id_;
  std::shared_ptr<Bell> bell_;          // outlives the stream in wake-ups that are on their way
  FeedHub::Subscription subscription_;  // ends before the bell
  std::string shown_;                   // what the page knows, without what time alone changes
  bool confirming_ = false;
  SteadyClock::time_point ends_;
};

}  // namespace bepusdt::http
