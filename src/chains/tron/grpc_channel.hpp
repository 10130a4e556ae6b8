// GrpcChannel: the connection to one node's gRPC interface, made when it is first needed and kept; and what a status of it
// means to us. "grpcs://" is TLS with the certificate checked, "grpc://" and a bare "host:port" are plain.
#pragma once

#include <grpcpp/grpcpp.h>

#include "base/secret.hpp"
#include "chains/tron/node.hpp"
#include "ports/clock.hpp"

namespace bepusdt::chains::tron {

struct GrpcLimits {
  Millis request_timeout{10'000};
  int max_answer_bytes = 64 * 1024 * 1024;
  std::string ca_file;  // PEM file that replaces the system's trust; empty: the system's
};

class GrpcChannel {
 public:
  GrpcChannel(std::string_view url, Secret key, GrpcLimits limits, ports::Clock& clock);

  [[nodiscard]] const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }

  // One call: `call(context)` is made with the deadline and the key (metadata "tron-pro-api-key") set.
  template <class Call>
  [[nodiscard]] Answer<void> ask(Time deadline, Call&& call) {
    const Time now = clock_.now();
    if (now >= deadline) return fail(NodeFailure{NodeFailure::Kind::out_of_time, "no time left", {}});
    grpc::ClientContext context;
    prepare(context, std::min(limits_.request_timeout, deadline - now));
    const grpc::Status status = call(context);
    if (!status.ok()) return fail(failure_of(status));
    return {};
  }

 private:
  void prepare(grpc::ClientContext& context, Millis timeout) const;
  [[nodiscard]] static NodeFailure failure_of(const grpc::Status& status);

  Secret key_;
  GrpcLimits limits_;
  ports::Clock& clock_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace bepusdt::chains::tron
