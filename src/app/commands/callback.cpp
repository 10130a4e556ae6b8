// bepusdt callback list|resend: what merchants were told, and telling it again.
#include <fmt/format.h>

#include <memory>

#include "app/commands/command.hpp"
#include "app/commands/rows.hpp"
#include "app/commands/session.hpp"
#include "payment/operator_actions.hpp"
#include "sys/system_clock.hpp"

namespace bepusdt::app {
namespace {

struct CallbackOptions {
  std::string state;
  std::string id;
  int limit = 50;
};

int list(const Invocation& invocation, const CallbackOptions& options) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  std::optional<core::CallbackState> wanted;
  for (const auto& [value, name] : core::kCallbackStateNames)
    if (options.state == name) wanted = value;
  Rows rows({"id", "trade_id", "event", "state", "attempts", "host", "created_at", "due_at", "reason", "merchant"});
  const int outcome = read_store(*session->store, [&](const ports::View& view) {
    for (const core::CallbackEvent& event : view.callbacks(wanted, options.limit)) {
      const auto attempts = view.attempts(event.id);
      rows.add({event.id.value(), event.trade_id.value(), std::string(name_of(event.kind)),
                std::string(name_of(event.state)), static_cast<std::int64_t>(event.attempts), event.host,
                to_unix_millis(event.created_at) / 1000, to_unix_millis(event.due_at) / 1000,
                attempts.empty() ? std::string() : attempts.back().reason, event.merchant_id.value()});
    }
  });
  if (outcome == kDone) rows.print(invocation.json);
  return outcome;
}

int resend(const Invocation& invocation, const CallbackOptions& options) {
  int status = kDone;
  const auto session = open_session(invocation, status);
  if (!session) return status;
  const auto event = payment::resend_callback(*session->store, core::EventId(options.id), sys::SystemClock().now());
  if (!event) return say_no(event.error().message(session->settings.language));
  fmt::print("{} {}\n", event->id.value(), name_of(event->state));
  return kDone;
}

}  // namespace

void add_callback(CLI::App& root, Invocation& invocation) {
  CLI::App& callback = *root.add_subcommand("callback", "Callbacks to merchants / 商户回调");
  callback.require_subcommand(1);
  const auto options = std::make_shared<CallbackOptions>();

  CLI::App& listing = *callback.add_subcommand("list", "Newest first / 最新的在前");
  listing.add_option("--state", options->state, "pending|delivered|dead|dropped")
      ->check(CLI::IsMember({"pending", "delivered", "dead", "dropped"}));
  listing.add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 10'000));
  add_settings_options(listing, invocation);
  add_json_option(listing, invocation);
  listing.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return list(invocation, *options); }; });

  CLI::App& resending = *callback.add_subcommand("resend", "Send it again now / 立即重新发送");
  resending.add_option("id", options->id, "As `callback list` shows it / 回调编号")->required();
  add_settings_options(resending, invocation);
  resending.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return resend(invocation, *options); }; });
}

}  // namespace bepusdt::app
