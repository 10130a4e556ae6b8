// Service: the gateway as the socket server sees it. Finds the route, verifies whose request it is, runs the handler, puts
// what it gave into the envelope, and writes the access log and the metrics. Thread-safe.
#pragma once

#include "http/application.hpp"
#include "http/authentication.hpp"
#include "http/command_gate.hpp"
#include "http/context.hpp"
#include "http/router.hpp"
#include "http/slow_lane.hpp"

namespace bepusdt::http {

class Service final : public Application {
 public:
  explicit Service(Context context);

  [[nodiscard]] Task<void> answer(const Request& request, Response& response) override;
  void refuse(Malformed what, const Request& request, Response& response) override;
  void answered(const Request& request, const Response& response, std::chrono::nanoseconds took) override;

 private:
  // The answer to what no route serves, OPTIONS included.
  void answer_without_route(const Request& request, const Router::Found& found, Response& response) const;
  void answer_payer(const PayerQuery& query, const Call& call, Response& response) const;
  void fail_with(const wire::Refusal& refusal, const core::MerchantProfile* profile, const Request& request,
                 Response& response) const;

  const Context context_;
  const Router router_;
  Authentication authentication_;
  CommandGate gate_;
  SlowLane slow_lane_;
};

}  // namespace bepusdt::http
