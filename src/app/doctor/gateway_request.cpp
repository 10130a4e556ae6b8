#include "app/doctor/gateway_request.hpp"

#include "app/commands/finished_body.hpp"
#include "base/assert.hpp"
#include "wire/field_names.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

constexpr std::chrono::milliseconds kTime{15'000};

}  // namespace

sdk::HttpRequest status_request(const Integration& integration, std::string_view trade_id) {
  return {.method = "GET",
          .url = integration.api_url + "/pay/check-status/" + std::string(trade_id),
          .headers = {{"Accept", "application/json"}},
          .timeout = kTime};
}

sdk::HttpRequest signed_request(const Integration& integration, std::string_view path, std::string members,
                                const Secret& token) {
  if (!integration.merchant_id.empty()) {
    BEPUSDT_ASSERT(members.ends_with('}'));
    members.back() = ',';
    wire::append_json_string(wire::field::kMerchantId, members);
    members += ':';
    wire::append_json_string(integration.merchant_id, members);
    members += '}';
  }
  auto body = finished_body(members, wire::Variant::literal, token);
  BEPUSDT_ASSERT(body.has_value());
  return {.method = "POST",
          .url = integration.api_url + std::string(path),
          .headers = {{"Content-Type", "application/json"},
                      {"Accept-Language", integration.language == wire::Language::zh ? "zh-CN" : "en"}},
          .body = *std::move(body),
          .timeout = kTime};
}

std::string trade_id_member(std::string_view trade_id) {
  std::string members;
  wire::JsonWriter(members).begin_object().key(wire::field::kTradeId).text(trade_id).end_object();
  return members;
}

}  // namespace bepusdt::app
