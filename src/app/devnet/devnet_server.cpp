#include "app/devnet/devnet_server.hpp"

#include "http/server/listen_address.hpp"

namespace bepusdt::app {
namespace {

constexpr Millis kShutdownPatience{200};
constexpr std::size_t kMostBodyBytes = 4 * 1024 * 1024;

http::ServerSettings settings_of(const DevnetOptions& options) {
  http::ServerSettings settings;
  settings.listen = options.listen;
  settings.limits.body_bytes = kMostBodyBytes;
  return settings;
}

}  // namespace

DevnetServer::DevnetServer(const DevnetOptions& options, ports::EventLog& log)
    : nodes_(options.chains, options.pace, clock_, log),
      application_(nodes_),
      host_(options.listen.substr(0, options.listen.rfind(':'))),
      server_(settings_of(options), application_, http::ServerPorts{clock_, random_, log, metrics_}) {}

Result<std::unique_ptr<DevnetServer>, std::string> DevnetServer::open(const DevnetOptions& options, ports::EventLog& log) {
  const auto endpoint = http::parse_listen_address(options.listen);
  if (!endpoint || !endpoint->address().is_loopback())
    return fail(options.listen + " is no address of the loopback interface");
  std::unique_ptr<DevnetServer> server(new DevnetServer(options, log));
  if (auto listening = server->server_.open(); !listening) return fail(listening.error());
  server->server_.start();
  return server;
}

DevnetServer::~DevnetServer() { server_.stop(kShutdownPatience); }

std::string DevnetServer::origin() const { return "http://" + host_ + ":" + std::to_string(server_.port()); }

std::string DevnetServer::url(const catalog::Chain& chain) const { return origin() + nodes_.endpoint_path(chain); }

std::string DevnetServer::commands_url(const catalog::Chain& chain) const {
  const std::string path = nodes_.commands_path(chain);
  return path.empty() ? path : origin() + path;
}

}  // namespace bepusdt::app
