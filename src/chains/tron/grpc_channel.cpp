#include "chains/tron/grpc_channel.hpp"

#include <fstream>
#include <iterator>

#include "chains/tron/refusals.hpp"

namespace bepusdt::chains::tron {
namespace {

std::shared_ptr<grpc::ChannelCredentials> credentials_for(bool tls, const std::string& ca_file) {
  if (!tls) return grpc::InsecureChannelCredentials();
  grpc::SslCredentialsOptions options;
  if (!ca_file.empty()) {
    std::ifstream in(ca_file, std::ios::binary);
    options.pem_root_certs.assign(std::istreambuf_iterator<char>(in), {});
  }
  return grpc::SslCredentials(options);
}

}  // namespace

GrpcChannel::GrpcChannel(std::string_view url, Secret key, GrpcLimits limits, ports::Clock& clock)
    : key_(std::move(key)), limits_(std::move(limits)), clock_(clock) {
  const bool tls = url.starts_with("grpcs://");
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  const std::string target(url.substr(0, url.find_first_of("/?#")));
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(limits_.max_answer_bytes);
  // Our own back-off says when to ask again; the channel then is to try at once.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1'000);
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  channel_ = grpc::CreateCustomChannel(target, credentials_for(tls, limits_.ca_file), arguments);
}

void GrpcChannel::prepare(grpc::ClientContext& context, Millis timeout) const {
  context.set_deadline(std::chrono::system_clock::now() + timeout);
  if (!key_.empty()) context.AddMetadata("tron-pro-api-key", std::string(key_.reveal()));
}

NodeFailure GrpcChannel::failure_of(const grpc::Status& status) {
  using Kind = NodeFailure::Kind;
  switch (status.error_code()) {
    case grpc::StatusCode::UNIMPLEMENTED: return {Kind::not_offered, "does not know the question", {}};
    case grpc::StatusCode::DEADLINE_EXCEEDED: return {Kind::unreachable, "no answer in time", {}};
    default: return refusal(status.error_message());
  }
}

}  // namespace bepusdt::chains::tron
