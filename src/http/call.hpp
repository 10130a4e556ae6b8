// What a handler is given: a Call for everybody's routes, a MerchantCall once a merchant's signature was verified.
// Views; valid while the request is being answered.
#pragma once

#include <string_view>

#include "http/request.hpp"
#include "ports/directory.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::http {

struct Context;

struct Call {
  const Context& context;
  const Request& request;
  std::string_view id;  // what stands for the {…} of the route's pattern
};

struct MerchantCall : Call {
  const wire::SignedRequest& fields;
  const ports::DirectorySnapshot& directory;
  const core::Merchant& merchant;
};

}  // namespace bepusdt::http
