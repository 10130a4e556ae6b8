#include "app/doctor/examine.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/commands/shown_text.hpp"
#include "app/doctor/checks.hpp"

namespace bepusdt::app {
namespace {

using wire::Language;
using wire::Sentence;

struct StepName {
  std::string_view name;
  std::string_view zh, en;
};
constexpr StepName kStepNames[] = {
    {"reach", "连接", "reach"}, {"token", "令牌", "token"},       {"request", "请求", "request"},
    {"order", "下单", "order"}, {"callback", "回调", "callback"},
};

std::string_view label(std::string_view name, Language language) {
  for (const StepName& row : kStepNames)
    if (row.name == name) return language == Language::zh ? row.zh : row.en;
  return name;
}

std::string_view name_of(Step::State state) {
  switch (state) {
    case Step::State::well: return "ok";
    case Step::State::found: return "found";
    case Step::State::skipped: return "skipped";
  }
  return {};
}

std::string_view mark(Step::State state) {
  switch (state) {
    case Step::State::well: return "✓";
    case Step::State::found: return "✗";
    case Step::State::skipped: return "-";
  }
  return {};
}

const Sentence kNoGateway{"连接不上网关，未检查", "not checked: there is no gateway to ask"};

// With a wrong token every order is refused, which says nothing new.
OrderCheck order_or_not(const Integration& integration, Probe& probe, const Reach& reach, const TokenCheck& token) {
  OrderCheck check;
  if (!reach.gateway)
    check.step = Step::skipped("order", kNoGateway);
  else if (token.right != true)
    check.step = Step::skipped("order", {"令牌不正确，未检查", "not checked without a right token"});
  else if (!integration.make_order)
    check.step = Step::skipped("order", {"按要求不创建订单（--no-order）", "not checked, as you asked (--no-order)"});
  else
    check = check_order(integration, probe, reach.told_time);
  return check;
}

}  // namespace

Examination examine(const Integration& integration, Probe& probe) {
  Examination examination;
  Reach reach = check_reach(integration, probe);
  TokenCheck token;
  if (reach.gateway)
    token = check_token(integration, probe);
  else
    token.step = Step::skipped("token", kNoGateway);
  OrderCheck order = order_or_not(integration, probe, reach, token);
  Step request = check_request(integration, token.right);
  Step callback = check_callback(integration, probe, order.notify_url_taken);
  examination.steps = {std::move(reach.step), std::move(token.step), std::move(request), std::move(order.step),
                       std::move(callback)};
  return examination;
}

bool Examination::anything_found() const {
  return std::ranges::any_of(steps, [](const Step& step) { return !step.findings.empty(); });
}

bool Examination::nobody_there() const {
  return std::ranges::any_of(steps, [](const Step& step) {
    return std::ranges::any_of(step.findings, [](const Finding& finding) { return row_of(finding.cause).nobody_there; });
  });
}

std::string Examination::as_text(Language language) const {
  const bool zh = language == Language::zh;
  std::string out;
  for (const Step& step : steps) {
    const std::string_view name = label(step.name, language);
    // Two columns a Chinese character, three bytes of text.
    const std::size_t width = zh ? name.size() / 3 * 2 : name.size();
    out += fmt::format("{} {}", mark(step.state), name);
    if (!step.note.empty()) out += fmt::format("{:{}}{}", "", 10 - width, shown_text(step.note.in(language)));
    out += '\n';
    for (const Finding& finding : step.findings)
      out += fmt::format("    [{}] {}\n    → {}\n", row_of(finding.cause).name, finding.sentence(language),
                         finding.remedy(language));
  }
  if (!anything_found()) out += zh ? "没有发现问题\n" : "nothing was found\n";
  return out;
}

void Examination::write_members(wire::JsonWriter& json) const {
  json.key("steps").begin_array();
  for (const Step& step : steps) {
    json.begin_object();
    json.key("step").text(step.name);
    json.key("state").text(name_of(step.state));
    json.key("note_zh").text(step.note.zh);
    json.key("note_en").text(step.note.en);
    json.end_object();
  }
  json.end_array();
  json.key("findings").begin_array();
  for (const Step& step : steps)
    for (const Finding& finding : step.findings) {
      json.begin_object();
      json.key("code").text(row_of(finding.cause).name);
      json.key("step").text(step.name);
      json.key("subject").text(finding.subject.en);
      json.key("message_zh").text(finding.sentence(Language::zh));
      json.key("message_en").text(finding.sentence(Language::en));
      json.key("remedy_zh").text(finding.remedy(Language::zh));
      json.key("remedy_en").text(finding.remedy(Language::en));
      json.end_object();
    }
  json.end_array();
}

}  // namespace bepusdt::app
