#include "http/service.hpp"

#include "catalog/metrics.hpp"
#include "http/reply.hpp"
#include "http/routes.hpp"

namespace bepusdt::http {
namespace {

using wire::ErrorCode;
using wire::Refusal;

std::vector<Route> all_routes(const Context& context) {
  std::vector<Route> all = routes();
  all.insert(all.end(), context.extra_routes.begin(), context.extra_routes.end());
  return all;
}

// Of a closed set, as the metric wants it.
std::string_view status_text(int status) {
  switch (status) {
    case 200: return "200";
    case 204: return "204";
    case 302: return "302";
    case 303: return "303";
    case 304: return "304";
    case 400: return "400";
    case 401: return "401";
    case 404: return "404";
    case 405: return "405";
    case 409: return "409";
    case 413: return "413";
    case 415: return "415";
    case 429: return "429";
    case 431: return "431";
    case 500: return "500";
    case 503: return "503";
    default: return "other";
  }
}

std::string_view method_text(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::options: return "OPTIONS";
    case Method::other: break;
  }
  return "other";
}

// What programs ask every few seconds would drown everything else.
bool is_routine(const Response& response) {
  return response.error.empty() &&
         (response.route == "/healthz" || response.route == "/readyz" || response.route == "/metrics" ||
          response.route == "/assets/*" || response.route == "/pay/check-status/{trade_id}");
}

}  // namespace

Service::Service(Context context)
    : context_(std::move(context)),
      router_(all_routes(context_)),
      authentication_(context_),
      gate_(context_.queue, context_.settings.answer_patience) {}

void Service::fail_with(const Refusal& refusal, const core::MerchantProfile* profile, const Request& request,
                        Response& response) const {
  core::MerchantProfile of_default;
  if (profile == nullptr) {
    const auto directory = context_.directory.snapshot();
    if (!directory->merchants.empty()) of_default = directory->merchants.front().profile;
    profile = &of_default;
  }
  reply_failure(refusal, style_for(request, *profile, context_.settings.language), request, response);
}

void Service::answer_without_route(const Request& request, const Router::Found& found, Response& response) const {
  if (!found.path_exists) return fail_with({ErrorCode::not_found, {}, {}}, nullptr, request, response);
  response.add_field("Allow", router_.allowed(request.path()));
  if (request.method() == Method::options)
    response.status = 204;
  else
    fail_with({ErrorCode::method_not_allowed, {}, {}}, nullptr, request, response);
}

void Service::answer_payer(const PayerQuery& query, const Call& call, Response& response) const {
  if (!is_readable_body(call.request))
    return fail_with({ErrorCode::unsupported_media, {}, {}}, nullptr, call.request, response);
  std::string data;
  wire::JsonWriter writer(data);
  writer.begin_object();
  const auto done = query.answer(call, writer);
  if (!done) return fail_with(done.error(), nullptr, call.request, response);
  writer.end_object();
  reply_success(data, call.request, response);
}

Task<void> Service::answer(const Request& request, Response& response) {
  const Router::Found found = router_.find(request.method(), request.path());
  if (found.route == nullptr) {
    answer_without_route(request, found, response);
    co_return;
  }
  response.route = found.route->pattern;
  const Call call{context_, request, found.id};
  const Handler& handler = found.route->handler;
  if (const Page* const page = std::get_if<Page>(&handler)) {
    (*page)(call, response);
    co_return;
  }
  if (const SlowPage* const page = std::get_if<SlowPage>(&handler)) {
    co_await slow_lane_.run(*page, call, response);
    co_return;
  }
  if (const PayerQuery* const query = std::get_if<PayerQuery>(&handler)) {
    answer_payer(*query, call, response);
    co_return;
  }

  const auto who = authentication_.verify(request, response);
  if (!who) {
    fail_with(who.error(), nullptr, request, response);
    co_return;
  }
  const MerchantCall merchant_call{call, who->fields, *who->directory, *who->merchant};
  response.merchant = who->merchant->id.value();
  response.variant = name_of(who->variant);
  std::string data;
  data.reserve(512);
  wire::JsonWriter writer(data);
  writer.begin_object();
  if (const MerchantQuery* const query = std::get_if<MerchantQuery>(&handler)) {
    const auto done = query->answer(merchant_call, writer);
    if (!done) {
      fail_with(done.error(), &who->merchant->profile, request, response);
      co_return;
    }
  } else {
    const MerchantCommand& command = std::get<MerchantCommand>(handler);
    auto checked = command.check(merchant_call);
    if (!checked) {
      fail_with(checked.error(), &who->merchant->profile, request, response);
      co_return;
    }
    const payment::Answer answer = co_await gate_.submit(std::move(*checked));
    if (!answer) {
      fail_with(answer.error(), &who->merchant->profile, request, response);
      co_return;
    }
    command.show(merchant_call, *answer, writer);
  }
  writer.end_object();
  reply_success(data, request, response);
}

void Service::refuse(Malformed what, const Request& request, Response& response) {
  switch (what) {
    case Malformed::body_too_large: return fail_with({ErrorCode::body_too_large, {}, {}}, nullptr, request, response);
    case Malformed::header_too_large:
      fail_with({ErrorCode::invalid_request, {}, {"请求头过大", "the headers are too large"}}, nullptr, request, response);
      response.status = 431;
      return;
    case Malformed::request:
      fail_with({ErrorCode::invalid_request, {}, {"不是有效的 HTTP 请求", "not a valid HTTP request"}}, nullptr, request,
                response);
      response.status = 400;
      return;
  }
}

void Service::answered(const Request& request, const Response& response, std::chrono::nanoseconds took) {
  context_.metrics.add(catalog::metric::kHttpRequests, 1, {response.route, status_text(response.status)});
  context_.metrics.observe(catalog::metric::kHttpRequestSeconds, std::chrono::duration<double>(took).count(),
                           {response.route});
  const ports::Severity severity = response.status == 500 ? ports::Severity::error
                                   : is_routine(response) ? ports::Severity::debug
                                                          : ports::Severity::info;
  if (!context_.log.enabled(severity)) return;
  context_.log.write(severity, "http.request",
                     {{"request", request.id()},
                      {"method", method_text(request.method())},
                      {"route", response.route},
                      {"status", response.status},
                      {"error", response.error},
                      {"micros", std::chrono::duration_cast<std::chrono::microseconds>(took).count()},
                      {"address", request.origin().address},
                      {"merchant", response.merchant},
                      {"variant", response.variant}});
}

}  // namespace bepusdt::http
