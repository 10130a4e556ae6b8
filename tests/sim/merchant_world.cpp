#include "sim/merchant_world.hpp"

namespace bepusdt::sim {
namespace {

ports::HttpAnswer answer(int status, std::string body) {
  ports::HttpAnswer made;
  made.status = status;
  made.body = std::move(body);
  made.dialled = "203.0.113.7:443";
  return made;
}

auto error(ports::HttpErrorKind kind, const char* reason) { return fail(ports::HttpError{kind, reason, "203.0.113.7:443"}); }

}  // namespace

Result<ports::HttpAnswer, ports::HttpError> MerchantWorld::send(const ports::HttpRequest& request) {
  ++requests_;
  Told told;
  for (const auto& [name, value] : request.headers)
    if (name == "X-Bepusdt-Event") told.event = value;
  told.body = request.body;
  if (told.event.empty()) stage_.violate("a callback without its event's id");
  if (++under_way_[told.event] > 1) stage_.violate("two deliveries of {} are under way at once", told.event);
  stage_.wait(Waiting::merchant);
  auto reaction = react(told, request);
  if (reaction && reaction->status == 200) answered_200_.insert(told.event);
  stage_.wait(Waiting::merchant);
  --under_way_[told.event];
  return reaction;
}

Result<ports::HttpAnswer, ports::HttpError> MerchantWorld::react(const Told& told, const ports::HttpRequest& request) {
  using Kind = ports::HttpErrorKind;
  const auto took = [&] {
    heard_(told);
    taken_.insert(told.event);
  };
  if (!stage_.draw.chance(stage_.rates.merchant)) {
    stage_.clock.advance(stage_.draw.millis(5, 400));
    took();
    stage_.tell("{} arrives and is taken", told.event);
    return answer(200, stage_.draw.one_of({"ok", "success", "OK\n", "\"ok\""}));
  }
  const auto kinds = {Fault::merchant_500,       Fault::merchant_reset,
                      Fault::merchant_slow,      Fault::merchant_redirect,
                      Fault::merchant_huge_body, Fault::merchant_bad_certificate,
                      Fault::merchant_says_no,   Fault::merchant_took_then_timed_out};
  const Fault fault = stage_.draw.one_of(kinds);
  stage_.space.struck(fault);
  stage_.tell("{} meets {}", told.event, name_of(fault));
  switch (fault) {
    case Fault::merchant_reset: return error(Kind::connect, "connection reset");
    case Fault::merchant_bad_certificate: return error(Kind::tls, "the certificate is not trusted");
    case Fault::merchant_slow: stage_.clock.advance(request.total_timeout); return error(Kind::timeout, "no answer in time");
    case Fault::merchant_took_then_timed_out:
      heard_(told);
      stage_.clock.advance(request.total_timeout);
      return error(Kind::timeout, "no answer in time");
    case Fault::merchant_500: heard_(told); return answer(500, "ok");
    case Fault::merchant_redirect: {
      auto moved = answer(302, "ok");
      moved.headers.emplace_back("location", "https://elsewhere.example.com/");
      return moved;
    }
    case Fault::merchant_huge_body: {
      heard_(told);
      auto huge = answer(200, std::string(request.max_answer_bytes, 'x'));
      huge.truncated = true;
      return huge;
    }
    default: heard_(told); return answer(200, stage_.draw.one_of({"fail", "", "not ok", "<html>ok</html>"}));
  }
}

}  // namespace bepusdt::sim
