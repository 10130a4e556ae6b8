#include "http/event_stream.hpp"

#include <boost/asio/post.hpp>

#include "http/order_view.hpp"
#include "web/state_event.hpp"

namespace bepusdt::http {
namespace {

constexpr std::string_view kReconnect = "retry: 3000\n\n";  // ms
constexpr std::string_view kHeartbeat = ": \n\n";           // keeps proxies from closing, and finds clients that left

// The page counts down by itself: that a second has passed is no news.
std::string without_time(web::StateEvent event) {
  event.seconds_left = Seconds(0);
  event.paid_ago.reset();
  return web::render_state_event(event);
}

}  // namespace

struct EventStream::Bell {
  explicit Bell(const Executor& executor) : timer(executor) {}
  Timer timer;
  bool rung = false;
};

EventStream::EventStream(const Context& context, core::TradeId trade_id, FeedHub::Subscription subscription)
    : context_(context),
      trade_id_(std::move(trade_id)),
      subscription_(std::move(subscription)),
      ends_(SteadyClock::now() + context.settings.stream_lifetime) {}

EventStream::~EventStream() = default;

EventStream::Look EventStream::look(std::string& piece) {
  const auto view = OrderView::read(context_.store, trade_id_.value());
  if (!view) return Look::same;  // the store is busy: the next look will tell
  if (!*view) return Look::gone;
  const web::StateEvent event = state_event(**view, context_, context_.clock.now());
  confirming_ = event.state == core::OrderState::confirming;
  std::string shown = without_time(event);
  if (shown == shown_) return Look::same;
  shown_ = std::move(shown);
  piece.append("data: ").append(web::render_state_event(event)).append("\n\n");
  return Look::changed;
}

Task<bool> EventStream::next(std::string& piece) {
  if (!bell_) {
    const Executor executor = co_await asio::this_coro::executor;
    bell_ = std::make_shared<Bell>(executor);
    // The hub calls this only while the subscription exists, and the connection, with its thread, lives longer than that.
    subscription_.on_change([executor, bell = bell_] {
      asio::post(executor, [bell] {
        bell->rung = true;
        bell->timer.cancel();
      });
    });
    piece.append(kReconnect);
    const Look first = look(piece);
    co_return first != Look::gone;
  }
  if (!bell_->rung) {
    const auto& settings = context_.settings;
    bell_->timer.expires_after(confirming_ ? std::min(settings.stream_recheck, settings.stream_recheck_confirming)
                                           : settings.stream_recheck);
    const auto [error] = co_await bell_->timer.async_wait(kInCoroutine);
    if (error && !bell_->rung) co_return false;  // the connection is being ended
  }
  bell_->rung = false;
  const Look now = look(piece);
  if (now == Look::gone || (now == Look::same && SteadyClock::now() >= ends_)) co_return false;
  if (now == Look::same) piece.append(kHeartbeat);
  co_return true;
}

}  // namespace bepusdt::http
