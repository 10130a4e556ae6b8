// HttpWorld: the Service with fakes behind it and nobody's socket in front: a test hands in a request and gets the response.
// Commands that reach the queue are answered by `accept`, which a test may replace.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "http/feed_hub.hpp"
#include "http/service.hpp"
#include "support/fakes.hpp"
#include "unit/http/fake_store.hpp"

namespace bepusdt::test {

inline constexpr std::string_view kToken = "7CD7A244B55D2E55D4A6A8F293767B86";
inline constexpr std::string_view kOtherToken = "another-token-of-32-characters-x";
inline constexpr std::string_view kCreate = "/api/v1/order/create-transaction";
inline constexpr std::string_view kCancel = "/api/v1/order/cancel-transaction";
inline constexpr std::string_view kQuery = "/api/v1/order/query";
inline const Time kNow = from_unix_millis(1'795'444'099'500);
inline constexpr std::string_view kWallet = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
inline constexpr std::string_view kWalletShown = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";

// Members of a JSON object: names with JSON values as they shall stand in the body.
using Members = std::vector<std::pair<std::string, std::string>>;

[[nodiscard]] std::string json_of(const Members& members);
// With a correct signature as the last member.
[[nodiscard]] std::string signed_json(const Members& members, std::string_view token = kToken);
[[nodiscard]] std::string signed_form(const Members& members, std::string_view token = kToken);
// `with` replaces members of that name, or is appended; an empty value removes one.
[[nodiscard]] Members changed(Members members, const Members& with);
// A create request that is right in every point.
[[nodiscard]] Members good_create();

// A JSON answer: members by path ("data.trade_id"), as their JSON text; a string without its quotes.
class Json {
 public:
  explicit Json(std::string text) : text_(std::move(text)) {}
  [[nodiscard]] std::string operator[](std::string_view path) const;  // "<absent>" when there is none
  [[nodiscard]] std::vector<std::string> members(std::string_view path) const;
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

struct Answer {
  int status = 0;
  std::string content_type;
  std::string fields;
  std::string body;
  [[nodiscard]] Json json() const { return Json(body); }
  [[nodiscard]] bool has_field(std::string_view line) const {
    return fields.find(std::string(line) + "\r\n") != std::string::npos;
  }
};

class KeptMetrics final : public ports::Metrics {
 public:
  void add(std::string_view name, double amount, std::initializer_list<std::string_view> labels) override;
  void set(std::string_view name, double value, std::initializer_list<std::string_view> labels) override;
  void observe(std::string_view name, double, std::initializer_list<std::string_view> labels) override {
    add(name, 1, labels);
  }
  // "name label label" → value
  [[nodiscard]] double value(const std::string& key) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, double> values_;
};

class FixedDirectory final : public ports::Directory {
 public:
  std::shared_ptr<const ports::DirectorySnapshot> snapshot() const override {
    return std::make_shared<ports::DirectorySnapshot>(now);
  }
  ports::DirectorySnapshot now;
};

class HttpWorld {
 public:
  HttpWorld();

  // The service is made at the first request, from `settings` and the functions as they are then.
  Answer send(http::Method method, std::string_view target, std::string body = {}, const Members& headers = {});
  Answer get(std::string_view target, const Members& headers = {}) { return send(http::Method::get, target, {}, headers); }
  Answer post(std::string_view target, std::string body, const Members& headers = {}) {
    return send(http::Method::post, target, std::move(body), headers);
  }
  [[nodiscard]] http::Context context();

  // An order as accept_order would make it, waiting, with one quote; in the store.
  core::Order& add_order(const std::string& trade_id, const std::string& order_id,
                         const core::MerchantId& merchant = core::kDefaultMerchant);
  core::Quote& quote_of(const std::string& trade_id);
  core::Transfer& add_transfer(const std::string& trade_id, const std::string& hash, core::TransferStatus status);

  FakeStore store;
  FixedDirectory directory;
  payment::AcceptQueue queue{100};
  SetClock clock{kNow};
  KeptLog log;
  KeptMetrics metrics;
  http::FeedHub feed{metrics};
  http::Settings settings;
  std::vector<http::Route> extra_routes;
  std::function<std::optional<std::string>(std::string_view)> why_url_forbidden;
  std::function<int(std::string_view)> blocks_to_final = [](std::string_view) { return 12; };
  http::Readiness readiness{true, R"({"ready":true})"};
  std::string client_address = "203.0.113.7";
  bool from_this_machine = false;
  std::string host = "pay.example.com";
  bool https = false;

  std::function<payment::Answer(const payment::Command&)> accept;  // what the accept loop says
  std::vector<payment::Command> commands;                          // what it was asked

 private:
  std::unique_ptr<http::Service> service_;
};

// What accept_order answers to a new order.
[[nodiscard]] payment::Accepted accepted(const payment::CreateOrder& command, Time now = kNow);

}  // namespace bepusdt::test
