// What is wrong with a request that failed, by its text: members, then the signature.
#include <algorithm>

#include "app/doctor/blanks.hpp"
#include "app/doctor/checks.hpp"
#include "app/doctor/signature_mistake.hpp"
#include "wire/field_names.hpp"
#include "wire/number_text.hpp"
#include "wire/signature.hpp"

namespace bepusdt::app {
namespace {

namespace field = wire::field;
using wire::Field;
using wire::FieldKind;
using wire::SignedRequest;

constexpr std::string_view kRequired[] = {field::kOrderId, field::kAmount, field::kNotifyUrl, field::kSignature};

bool has_blank_ends(const Field& one) { return one.kind == FieldKind::text && trimmed(one.value) != one.value; }

void add(Step& step, const Finding& finding) {
  for (const Finding& known : step.findings)
    if (known == finding) return;
  step.found(finding);
}

// Mistakes that can be seen whether the signature is right or not.
void look_at_fields(const SignedRequest& request, Step& step) {
  for (const std::string_view name : kRequired) {
    const Field* const found = request.find(name);
    if (found == nullptr || !found->counts()) add(step, {Cause::missing_field, name});
  }
  for (const Field& one : request.fields())
    if (has_blank_ends(one) && one.name != field::kName) add(step, {Cause::trailing_space, one.name});
  const Field* const amount = request.find(field::kAmount);
  if (amount == nullptr || !amount->counts() || has_blank_ends(*amount)) return;
  if (amount->kind == FieldKind::boolean || !wire::is_json_number(amount->value))
    add(step, {Cause::amount_not_a_number, amount->value});
  else if (amount->kind == FieldKind::text)
    add(step, {Cause::string_amount, field::kAmount});
}

bool is_form(std::string_view body) {
  const auto first = body.find_first_not_of(kBlanks);
  return first == std::string_view::npos || body[first] != '{';
}

// Why the signature does not match, with a token that is not known to be wrong.
void look_at_signature(const SignedRequest& request, std::string_view body, const Secret& token, Step& step) {
  const auto verified = wire::verify_request(request, token);
  if (verified) {
    const std::string name(name_of(*verified));
    step.note = {"签名正确，方式 " + name, "the signature is right, variant " + name};
    return;
  }
  const wire::Refusal& refusal = verified.error();
  const wire::Sentence sentence{refusal.message(wire::Language::zh), refusal.message(wire::Language::en)};
  if (refusal.code == wire::ErrorCode::missing_signature) return;
  if (refusal.code != wire::ErrorCode::bad_signature) return add(step, {Cause::malformed_request, sentence});
  if (auto mistake = find_signature_mistake(request, body, token)) return add(step, *mistake);
  // Not proven, but the usual suspects.
  for (const Field& one : request.fields())
    if (!one.counts() && one.name != field::kSignature) add(step, {Cause::empty_value, one.name});
  const bool suspected = std::ranges::any_of(step.findings, [](const Finding& finding) {
    return finding.cause == Cause::empty_value || finding.cause == Cause::trailing_space;
  });
  if (!suspected) add(step, {Cause::bad_signature, sentence});
}

}  // namespace

Step check_request(const Integration& integration, std::optional<bool> token_right) {
  Step step{"request"};
  if (!integration.request)
    return Step::skipped("request", {"没有给出请求（--request）", "no request was given (--request)"});
  const auto request = SignedRequest::parse(*integration.request);
  if (!request) {
    step.found({Cause::malformed_request,
                {request.error().message(wire::Language::zh), request.error().message(wire::Language::en)}});
    return step;
  }
  look_at_fields(*request, step);
  // In a form every value is text.
  if (is_form(*integration.request))
    std::erase_if(step.findings, [](const Finding& finding) { return finding.cause == Cause::string_amount; });
  if (step.findings.empty()) step.state = Step::State::well;
  if (token_right.value_or(true))
    look_at_signature(*request, *integration.request, integration.token, step);
  else
    step.note = {"令牌不正确，未检查签名", "with a wrong token the signature was not checked"};
  return step;
}

}  // namespace bepusdt::app
