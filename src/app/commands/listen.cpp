// bepusdt listen: receives callbacks on this machine while a shop is being written: shows and verifies each, forwards it to the
// shop or answers what it is told to. Nothing is kept.
#include <fmt/format.h>

#include <atomic>
#include <memory>

#include "app/commands/access.hpp"
#include "app/commands/command.hpp"
#include "app/commands/terminal_language.hpp"
#include "app/listen/callback_desk.hpp"
#include "app/listen/receiver.hpp"
#include "http/server/listen_address.hpp"
#include "sys/signals.hpp"
#include "sys/system_clock.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {
namespace {

struct ListenOptions {
  AccessFlags access;
  std::string address = "127.0.0.1:9000";
  bool https = false;
  std::string forward_to;
  std::string answer;
  bool answer_given = false;
  int status = 0;
  double delay = 0;
  std::int64_t tolerance = 300;
  int count = 0;
};

void write_out(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

std::string url_of(const boost::asio::ip::tcp::endpoint& endpoint, bool https) {
  const std::string host = endpoint.address().to_string();
  return fmt::format(fmt::runtime(endpoint.address().is_v6() ? "{}://[{}]:{}/" : "{}://{}:{}/"), https ? "https" : "http",
                     host, endpoint.port());
}

void say_where(const Receiver& receiver, const ThrowawayCertificate* certificate, bool json, wire::Language language) {
  const std::string url = url_of(receiver.endpoint(), certificate != nullptr);
  const std::string fingerprint = certificate != nullptr ? certificate->sha256_fingerprint() : std::string();
  if (json) {
    std::string out;
    wire::JsonWriter writer(out);
    writer.begin_object().key("event").text("listening").key("url").text(url);
    if (certificate != nullptr) writer.key("certificate_sha256").text(fingerprint);
    writer.end_object();
    write_out(out + "\n");
    return;
  }
  const bool zh = language == wire::Language::zh;
  write_out(fmt::format(fmt::runtime(zh ? "在 {} 接收回调，路径任意；按 Ctrl-C 结束\n"
                                        : "receiving callbacks at {} and any path below it; Ctrl-C ends it\n"),
                        url));
  if (certificate != nullptr)
    write_out(fmt::format(fmt::runtime(zh ? "自签名临时证书，SHA-256 指纹 {}\n"
                                          : "its certificate is self-signed and made for this run; SHA-256 {}\n"),
                          fingerprint));
}

DeskOptions desk_options(const Invocation& invocation, const ListenOptions& options, Access access) {
  DeskOptions desk;
  desk.tokens = std::move(access.tokens);
  desk.tolerance = Seconds(options.tolerance);
  desk.forward_to = options.forward_to;
  if (options.answer_given) desk.answer = options.answer;
  if (options.status != 0) desk.status = options.status;
  desk.delay = Millis(static_cast<std::int64_t>(options.delay * 1000));
  desk.json = invocation.json;
  desk.language = terminal_language();
  return desk;
}

int listen(const Invocation& invocation, const ListenOptions& options) {
  sys::TerminationSignals signals;  // before any thread
  const wire::Language language = terminal_language();
  int status = kDone;
  auto access = find_access(invocation, options.access, false, status);
  if (!access) return status;
  const auto endpoint = http::parse_listen_address(options.address);
  if (!endpoint)
    return say_no(
        wire::Sentence{"--listen 应为 127.0.0.1:9000 的形式", "--listen must look like 127.0.0.1:9000"}.in(language),
        kWrongUsage);
  std::optional<ThrowawayCertificate> certificate;
  if (options.https) {
    auto made = ThrowawayCertificate::make(endpoint->address().to_string());
    if (!made) return say_no(made.error());
    certificate.emplace(std::move(*made));
  }
  std::atomic<bool> ending = false;
  sdk::TransportOptions transport;
  transport.proxy = "none";
  transport.cancelled = [&ending] { return ending.load(); };
  const sys::SystemClock clock;
  CallbackDesk desk(desk_options(invocation, options, *std::move(access)), sdk::make_transport(std::move(transport)), clock,
                    write_out);
  std::atomic<int> answered = 0;
  std::atomic<bool> enough = false;
  const ThrowawayCertificate* const shown = certificate ? &*certificate : nullptr;
  {
    const auto receiver = Receiver::open(
        *endpoint, shown, [&desk](const ReceivedRequest& request) { return desk.take(request); },
        [&] {
          if (options.count > 0 && ++answered == options.count) {
            enough = true;
            signals.wake();
          }
        });
    if (!receiver) return say_no(receiver.error(), kCannotReach);
    say_where(**receiver, shown, invocation.json, language);
    while (!signals.wait() && !enough) {
    }
    ending = true;
  }
  return kDone;
}

}  // namespace

void add_listen(CLI::App& root, Invocation& invocation) {
  CLI::App& command = *root.add_subcommand("listen", "Receive callbacks on this machine, for development / 在本机接收回调");
  const auto options = std::make_shared<ListenOptions>();
  command.add_option("--listen", options->address, "Address; port 0: any that is free / 监听地址")->capture_default_str();
  command.add_flag("--https", options->https, "With a self-signed certificate of this run / 使用临时自签名证书");
  command.add_option("--forward-to", options->forward_to, "Pass each on to this URL, and its answer back / 转发到此地址");
  command
      .add_option_function<std::string>(
          "--answer",
          [options](const std::string& text) {
            options->answer = text;
            options->answer_given = true;
          },
          "What to answer; else ok, or fail to what is not verified / 回复内容")
      ->excludes("--forward-to");
  command.add_option("--status", options->status, "HTTP status to answer with / 回复的 HTTP 状态码")
      ->check(CLI::Range(200, 599))
      ->excludes("--forward-to");
  command.add_option("--delay", options->delay, "Seconds before the answer / 回复前等待的秒数")
      ->check(CLI::Range(0.0, 600.0));
  command.add_option("--tolerance", options->tolerance, "Seconds that a callback's time may be off / 允许的时间偏差（秒）")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{31'536'000}))
      ->capture_default_str();
  command.add_option("--count", options->count, "Leave after so many; 0: never / 收到几个后退出")
      ->check(CLI::Range(0, 1'000'000));
  add_access_options(command, invocation, options->access, false);
  add_json_option(command, invocation);
  command.callback(
      [&invocation, options] { invocation.run = [&invocation, options] { return listen(invocation, *options); }; });
}

}  // namespace bepusdt::app
