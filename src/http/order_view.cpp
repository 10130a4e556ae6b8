#include "http/order_view.hpp"

#include "base/assert.hpp"
#include "core/match.hpp"
#include "core/trade_id.hpp"
#include "http/url_rules.hpp"
#include "web/payment_uri.hpp"

namespace bepusdt::http {
namespace {

// How many of the newest unmatched transfers are searched for one that was probably meant for this order.
constexpr int kUnmatchedSearched = 50;

// A transfer of another amount names no order. It is shown only where it cannot have been meant for somebody else: to this
// order's address, in its window, while no other order is offered that address.
std::optional<core::Transfer> probably_meant(const ports::View& view, const core::Quote& quote) {
  for (core::Transfer& transfer : view.transfers(core::TransferStatus::unmatched, std::nullopt, kUnmatchedSearched)) {
    if (transfer.gone || !transfer.trade_id.empty() || transfer.to != quote.address ||
        transfer.trade_type != quote.trade_type || !core::in_window(quote, transfer.first_block_time))
      continue;
    if (view.live_units({quote.chain, quote.address, quote.trade_type}).size() != 1) return std::nullopt;
    return std::move(transfer);
  }
  return std::nullopt;
}

std::string fiat_text(const core::Order& order) { return order.open_amount ? std::string() : order.fiat_amount.to_string(); }

const catalog::TokenContract* contract_of(const core::TradeType& type) {
  for (const catalog::TokenContract& row : catalog::token_contracts())
    if (row.trade_type == type.name) return &row;
  return nullptr;
}

std::string payment_uri(const OrderView& view) {
  const core::Quote& quote = view.quote;
  const catalog::TokenContract* const contract = quote.trade_type->native ? nullptr : contract_of(*quote.trade_type);
  return web::payment_uri(
      {.family = view.chain->family,
       .chain_id = view.chain->chain_id,
       .contract = contract ? core::display_address(view.chain->family, core::Address(std::string(contract->contract)))
                            : std::string(),
       .address = display_address(quote),
       .amount = quote.amount()});
}

}  // namespace

Result<std::optional<OrderView>, ports::StoreError> OrderView::read(ports::Store& store, std::string_view trade_id) {
  std::optional<OrderView> found;
  if (!core::is_trade_id(trade_id)) return found;
  const auto done = store.read([&](const ports::View& view) {
    found.reset();
    auto order = view.order(core::TradeId(std::string(trade_id)));
    if (!order) return;
    auto quotes = view.quotes(order->trade_id);
    BEPUSDT_ASSERT(order->quote_number < static_cast<int>(quotes.size()));
    found.emplace();
    found->quote = std::move(quotes[static_cast<std::size_t>(order->quote_number)]);
    found->chain = catalog::find_chain(found->quote.chain.value());
    BEPUSDT_ASSERT(found->chain != nullptr);
    for (core::Transfer& transfer : view.transfers_of(order->trade_id)) {
      if (core::is_payment_of(transfer, *order))
        found->payment = std::move(transfer);
      else if (!transfer.gone && (!found->other || transfer.seen_at > found->other->seen_at))
        found->other = std::move(transfer);
    }
    if (found->payment)
      if (const auto cursor = view.cursor(found->payment->key.chain)) found->head = cursor->head;
    if (!found->other && !found->payment && !found->quote.is_open_amount())
      found->other = probably_meant(view, found->quote);
    found->order = std::move(*order);
  });
  if (!done) return fail(done.error());
  return found;
}

web::StateEvent state_event(const OrderView& view, const Context& context, Time now) {
  const core::Order& order = view.order;
  web::StateEvent event;
  event.state = order.state;
  event.quote_number = order.quote_number;
  event.seconds_left = seconds_left(order.deadline, now);
  if (view.payment) {
    const core::Transfer& payment = *view.payment;
    const catalog::Chain* const chain = catalog::find_chain(payment.key.chain.value());
    event.required = context.blocks_to_final ? context.blocks_to_final(payment.key.chain.value()) : 0;
    const std::uint64_t on_top = view.head >= payment.block.height ? view.head - payment.block.height + 1 : 0;
    event.confirmations = static_cast<int>(std::min<std::uint64_t>(on_top, static_cast<std::uint64_t>(event.required)));
    event.received = payment.amount().to_string();
    event.hash = payment.key.hash.value();
    if (chain) event.explorer_url = explorer_url(*chain, payment.key.hash);
  } else if (order.state == core::OrderState::paid) {
    event.hash = order.payment_hash.value();
    event.explorer_url = explorer_url(*view.chain, order.payment_hash);
  }
  if (order.state == core::OrderState::paid) {
    event.return_url = order.redirect_url;
    if (order.paid_at) event.paid_ago = std::chrono::floor<Seconds>(now - *order.paid_at);
  }
  // Who paid twice sees the second payment, also once the order is paid.
  if (view.other && (order.state != core::OrderState::paid || view.other->reason == core::reason::kAlreadyPaid)) {
    const core::Transfer& other = *view.other;
    const bool late = other.status == core::TransferStatus::late || other.reason == core::reason::kAfterCancel;
    const catalog::Chain* const chain = catalog::find_chain(other.key.chain.value());
    const bool extra = other.reason == core::reason::kAlreadyPaid;
    event.other = {.kind = extra  ? web::OtherPayment::Kind::extra
                           : late ? web::OtherPayment::Kind::late
                                  : web::OtherPayment::Kind::amount,
                   .expected = actual_amount(view.quote),
                   .received = other.amount().to_string(),
                   .currency = std::string(other.trade_type->currency),
                   .hash = other.key.hash.value(),
                   .explorer_url = chain ? explorer_url(*chain, other.key.hash) : std::string()};
  }
  return event;
}

web::CheckoutView checkout_view(const OrderView& view, const Context& context, wire::Language language, Time now) {
  const core::Order& order = view.order;
  const core::Quote& quote = view.quote;
  web::CheckoutView page;
  page.trade_id = order.trade_id;
  page.language = language;
  page.test_mode = context.settings.test_mode;
  page.shop_host = host_of_url(order.redirect_url);
  page.shop_url = origin_of_url(order.redirect_url);
  page.support = context.settings.support;
  page.product = order.name;
  page.fiat_amount = fiat_text(order);
  page.fiat = order.fiat;
  page.open_amount = quote.is_open_amount();
  page.open_minimum = context.directory.snapshot()->policy.open_min.to_string();
  page.amount = page.open_amount ? std::string() : quote.amount().to_string();
  page.currency = quote.trade_type->currency;
  page.network = view.chain->display_name;
  page.network_color = view.chain->color;
  page.address = display_address(quote);
  page.payment_uri = payment_uri(view);
  page.window = std::max(Seconds(1), std::chrono::ceil<Seconds>(order.deadline - quote.created_at));
  page.live = state_event(view, context, now);
  return page;
}

// EIP-55 costs a Keccak hash, a tenth of a whole request, and there are few wallets: each thread remembers the last ones.
const std::string& display_address(const core::Quote& quote) {
  struct Shown {
    core::Address address;
    core::ChainName chain;
    std::string text;
  };
  static constexpr std::size_t kRemembered = 64;
  thread_local std::array<Shown, kRemembered> remembered;
  Shown& place = remembered[std::hash<core::Address>{}(quote.address) % kRemembered];
  if (place.address != quote.address || place.chain != quote.chain) {
    const catalog::Chain* const chain = catalog::find_chain(quote.chain.value());
    BEPUSDT_ASSERT(chain != nullptr);
    place = {quote.address, quote.chain, core::display_address(chain->family, quote.address)};
  }
  return place.text;
}

std::string actual_amount(const core::Quote& quote) { return quote.is_open_amount() ? "0" : quote.amount().to_string(); }

Seconds seconds_left(Time deadline, Time now) { return std::max(Seconds(0), std::chrono::floor<Seconds>(deadline - now)); }

std::string explorer_url(const catalog::Chain& chain, const core::TxHash& hash) {
  const auto place = chain.explorer_tx.find("{}");
  if (hash.empty() || place == std::string_view::npos) return {};
  return std::string(chain.explorer_tx.substr(0, place)) + hash.value() + std::string(chain.explorer_tx.substr(place + 2));
}

}  // namespace bepusdt::http
