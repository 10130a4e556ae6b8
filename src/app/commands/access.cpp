#include "app/commands/access.hpp"

#include <unistd.h>

#include <cstdlib>

#include "app/commands/session.hpp"
#include "app/commands/terminal_language.hpp"

namespace bepusdt::app {
namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string without_slashes(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

constexpr std::string_view kAnyHosts[] = {"", "0.0.0.0", "[::]"};

std::optional<Access> incomplete(const wire::Sentence& sentence, int& status) {
  status = say_no(sentence.in(terminal_language()), kWrongUsage);
  return std::nullopt;
}

}  // namespace

void add_access_options(CLI::App& command, Invocation& invocation, AccessFlags& flags, bool with_address) {
  if (with_address)
    command.add_option("--api-url", flags.api_url, "The gateway: https://pay.example.com / 网关地址 (BEPUSDT_API_URL)");
  // One token a flag: what follows may be the body.
  command
      .add_option("--token", flags.tokens,
                  "API token; other users of the machine can see flags: better BEPUSDT_AUTH_TOKEN or --config / API 令牌")
      ->allow_extra_args(false);
  command.add_option("--merchant", flags.merchant_id, "Which merchant's, if not the default one's / 商户编号");
  command.add_option_function<std::string>(
      "--config",
      [&invocation](const std::string& path) {
        invocation.config = path;
        invocation.config_given = true;
      },
      "The gateway's settings file, for what is not given / 配置文件 (conf.toml)");
}

std::string address_of(const catalog::Settings& settings) {
  if (!settings.public_url.empty()) return without_slashes(settings.public_url);
  const auto colon = settings.listen.rfind(':');
  std::string host = settings.listen.substr(0, colon);
  for (const std::string_view any : kAnyHosts)
    if (host == any) {
      host = "127.0.0.1";
      break;
    }
  return "http://" + host + settings.listen.substr(colon);
}

std::optional<Access> find_access(const Invocation& invocation, const AccessFlags& flags, bool with_address, int& status) {
  Access access;
  if (flags.merchant_id != core::kDefaultMerchant.value()) access.merchant_id = flags.merchant_id;
  if (with_address) access.api_url = without_slashes(flags.api_url.empty() ? environment("BEPUSDT_API_URL") : flags.api_url);
  for (const std::string& token : flags.tokens)
    if (!token.empty()) access.tokens.emplace_back(token);
  if (access.tokens.empty() && flags.merchant_id.empty())
    if (std::string token = environment("BEPUSDT_AUTH_TOKEN"); !token.empty()) access.tokens.emplace_back(std::move(token));

  const bool complete = !access.tokens.empty() && (!with_address || !access.api_url.empty());
  const bool file_there = invocation.config_given || ::access(invocation.config.c_str(), F_OK) == 0;
  if (!complete && file_there) {
    const auto loaded = read_settings(invocation, status);
    if (!loaded) return std::nullopt;
    if (with_address && access.api_url.empty()) access.api_url = address_of(loaded->settings);
    const std::string& wanted = flags.merchant_id.empty() ? core::kDefaultMerchant.value() : flags.merchant_id;
    for (const core::Merchant& merchant : loaded->settings.merchants)
      if (access.tokens.empty() && merchant.id.value() == wanted) access.tokens.push_back(merchant.token);
  }
  if (access.tokens.empty())
    return incomplete({"缺少 API 令牌：请用 --token、BEPUSDT_AUTH_TOKEN 或 --config 给出",
                       "no token: give --token, BEPUSDT_AUTH_TOKEN, or --config with the gateway's settings file"},
                      status);
  if (with_address && access.api_url.empty())
    return incomplete({"缺少网关地址：请用 --api-url、BEPUSDT_API_URL 或 --config 给出",
                       "no gateway: give --api-url, BEPUSDT_API_URL, or --config with the gateway's settings file"},
                      status);
  return access;
}

}  // namespace bepusdt::app
