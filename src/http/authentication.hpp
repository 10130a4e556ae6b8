// Authentication: whose request this is, by its signature (contract part 1 §1). What fails is counted by address, and logged
// with the text that was signed and each variant's hash, so that an operator can see what a merchant's program does wrong;
// the token is never logged. Thread-safe.
#pragma once

#include <memory>

#include "http/context.hpp"
#include "http/failure_meter.hpp"
#include "wire/signature.hpp"

namespace bepusdt::http {

struct Authenticated {
  wire::SignedRequest fields;
  std::shared_ptr<const ports::DirectorySnapshot> directory;
  const core::Merchant* merchant = nullptr;  // of the directory
  wire::Variant variant = wire::Variant::literal;
};

class Authentication {
 public:
  explicit Authentication(const Context& context);

  // On failure `response` may have got a Retry-After.
  [[nodiscard]] Result<Authenticated, wire::Refusal> verify(const Request& request, Response& response);

 private:
  Result<Authenticated, wire::Refusal> identify(const Request& request) const;
  void log_refusal(const Request& request, const wire::SignedRequest& fields, const core::Merchant& merchant,
                   const wire::Refusal& refusal) const;

  const Context& context_;
  FailureMeter failures_;
};

// The body's bytes must be the ones that were meant: no compression, no multipart (415). What it is, JSON or a form, its first
// byte says.
[[nodiscard]] bool is_readable_body(const Request& request);

}  // namespace bepusdt::http
