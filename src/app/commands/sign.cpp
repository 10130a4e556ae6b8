// bepusdt sign: what is signed of a request, and every hash that a gateway would accept for it; --body: the body, finished.
#include <fmt/format.h>

#include <memory>

#include "app/commands/access.hpp"
#include "app/commands/body_source.hpp"
#include "app/commands/command.hpp"
#include "app/commands/finished_body.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/commands/variant_table.hpp"

namespace bepusdt::app {
namespace {

struct SignOptions {
  AccessFlags access;
  std::string body;
  std::string variant = "literal";
  bool finished = false;
};

int sign(const Invocation& invocation, const SignOptions& options) {
  const wire::Language language = terminal_language();
  int status = kDone;
  const auto access = find_access(invocation, options.access, false, status);
  if (!access) return status;
  const auto body = read_body(options.body);
  if (!body) return kSaidNo;
  const Secret& token = access->tokens.front();

  wire::Variant variant = wire::Variant::literal;
  for (const wire::Variant one : wire::kVariants)
    if (options.variant == name_of(one)) variant = one;
  const auto finished = finished_body(*body, variant, token);
  if (!finished) return say_no(finished.error().message(language));
  if (options.finished) {
    fmt::print("{}\n", *finished);
    return kDone;
  }
  const auto request = wire::SignedRequest::parse(*body);
  if (!request) return say_no(request.error().message(language));
  const VariantTable table(*request, token);
  if (!invocation.json) {
    fmt::print("{}", table.as_text(language));
    return kDone;
  }
  std::string out;
  wire::JsonWriter json(out);
  json.begin_object();
  table.write_members(json);
  json.key("body").text(*finished);
  json.end_object();
  fmt::print("{}\n", out);
  return kDone;
}

}  // namespace

void add_sign(CLI::App& root, Invocation& invocation) {
  CLI::App& command =
      *root.add_subcommand("sign", "What is signed of a request, and every variant's hash / 待签名文本与各种方式的签名");
  const auto options = std::make_shared<SignOptions>();
  command.add_option("body", options->body, kBodyHelp);
  command.add_flag("--body", options->finished,
                   "Print the signed body instead, ready for curl --data @- / 输出已签名的请求体");
  command.add_option("--variant", options->variant, "Which variant signs --body")
      ->check(CLI::IsMember({"literal", "plain_decimal", "go_float", "python", "php", "url_decoded"}))
      ->capture_default_str();
  add_access_options(command, invocation, options->access, false);
  add_json_option(command, invocation);
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return sign(invocation, *options); }; });
}

}  // namespace bepusdt::app
