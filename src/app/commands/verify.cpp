// bepusdt verify: whether a callback is the gateway's, or (--request) a request the merchant's; and what was signed if not.
#include <fmt/format.h>

#include <memory>

#include "app/commands/access.hpp"
#include "app/commands/body_source.hpp"
#include "app/commands/command.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/commands/variant_table.hpp"
#include "app/listen/callback_report.hpp"
#include "sys/system_clock.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::app {
namespace {

struct VerifyOptions {
  AccessFlags access;
  std::string body;
  std::optional<std::string> header;
  std::int64_t tolerance = 300;
  std::int64_t at = 0;
  bool request = false;
};

// The value of the header, given with its name or without.
std::string_view header_value(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  text.remove_prefix(colon + 1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

// What the table of the first token says of a body that did not verify; empty for what cannot be read.
std::optional<VariantTable> table_of(std::string_view body, const Access& access) {
  const auto request = wire::SignedRequest::parse(body);
  if (!request) return std::nullopt;
  return VariantTable(*request, access.tokens.front());
}

int verify_callback(const Invocation& invocation, const VerifyOptions& options, const std::string& body,
                    const Access& access) {
  const BlockTime now =
      options.at > 0 ? from_unix_seconds(options.at) : std::chrono::floor<Seconds>(sys::SystemClock().now());
  const auto header = options.header ? std::optional(header_value(*options.header)) : std::nullopt;
  const CallbackReport report = report_callback(body, header, access.tokens, now, Seconds(options.tolerance));
  const auto table = report.body.valid ? std::nullopt : table_of(body, access);
  if (invocation.json) {
    std::string out;
    wire::JsonWriter json(out);
    json.begin_object();
    report.write_members(json);
    if (table) table->write_members(json);
    json.end_object();
    fmt::print("{}\n", out);
  } else {
    fmt::print("{}", report.as_text(terminal_language()));
    if (table) fmt::print("\n{}", table->as_text(terminal_language()));
  }
  return report.verified() ? kDone : kSaidNo;
}

int verify_request(const Invocation& invocation, const std::string& body, const Access& access) {
  const wire::Language language = terminal_language();
  wire::Refusal refusal{wire::ErrorCode::bad_signature, {}, {}};
  std::optional<wire::Variant> variant;
  const auto request = wire::SignedRequest::parse(body);
  if (!request) refusal = request.error();
  for (const Secret& token : access.tokens) {
    if (!request || variant) break;
    if (const auto verified = wire::verify_request(*request, token))
      variant = *verified;
    else
      refusal = verified.error();
  }
  const auto table = variant ? std::nullopt : table_of(body, access);
  if (invocation.json) {
    std::string out;
    wire::JsonWriter json(out);
    json.begin_object();
    json.key("verified").boolean(variant.has_value());
    json.key(variant ? "variant" : "reason").text(variant ? name_of(*variant) : wire::row_of(refusal.code).name);
    if (!variant) json.key("message_zh").text(refusal.message(wire::Language::zh));
    if (!variant) json.key("message_en").text(refusal.message(wire::Language::en));
    if (table) table->write_members(json);
    json.end_object();
    fmt::print("{}\n", out);
    return variant ? kDone : kSaidNo;
  }
  if (variant) {
    fmt::print(
        fmt::runtime(language == wire::Language::zh ? "✓ 签名正确，方式 {}\n" : "✓ the signature is right, variant {}\n"),
        name_of(*variant));
    return kDone;
  }
  fmt::print("✗ {}\n", refusal.message(language));
  if (table) fmt::print("\n{}", table->as_text(language));
  return kSaidNo;
}

int verify(const Invocation& invocation, const VerifyOptions& options) {
  int status = kDone;
  const auto access = find_access(invocation, options.access, false, status);
  if (!access) return status;
  const auto body = read_body(options.body);
  if (!body) return kSaidNo;
  return options.request ? verify_request(invocation, *body, *access) : verify_callback(invocation, options, *body, *access);
}

}  // namespace

void add_verify(CLI::App& root, Invocation& invocation) {
  CLI::App& command = *root.add_subcommand("verify", "Whether a callback is the gateway's / 验证回调的签名");
  const auto options = std::make_shared<VerifyOptions>();
  command.add_option("body", options->body, kBodyHelp);
  command.add_option("--header", options->header, "The header X-Bepusdt-Signature, which covers the raw body and its age");
  command.add_option("--tolerance", options->tolerance, "Seconds that its time may be off / 允许的时间偏差（秒）")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{31'536'000}))
      ->capture_default_str();
  command.add_option("--at", options->at, "Judge its age as of this Unix time instead of now / 以此时刻判断");
  command.add_flag("--request", options->request, "A merchant's request instead of a callback / 验证商户的请求");
  add_access_options(command, invocation, options->access, false);
  add_json_option(command, invocation);
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return verify(invocation, *options); }; });
}

}  // namespace bepusdt::app
