#include <bepusdt/error.hpp>

#include "base/assert.hpp"
#include "sdk/cpp/src/refuse.hpp"

namespace bepusdt::sdk {

std::string_view name_of(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::validation: return "ValidationError";
    case ErrorKind::network: return "NetworkError";
    case ErrorKind::timeout: return "TimeoutError";
    case ErrorKind::server: return "ServerError";
    case ErrorKind::client: return "ClientError";
    case ErrorKind::api: return "ApiError";
    case ErrorKind::signature: return "SignatureError";
  }
  return "Error";
}

// Defined here, so that each type has one home in the shared library and is caught across its border.
Error::~Error() = default;
ValidationError::~ValidationError() = default;
NetworkError::~NetworkError() = default;
TimeoutError::~TimeoutError() = default;
ServerError::~ServerError() = default;
ClientError::~ClientError() = default;
ApiError::~ApiError() = default;
SignatureError::~SignatureError() = default;

void throw_error(ErrorInfo info) {
  switch (info.kind) {
    case ErrorKind::validation: throw ValidationError(std::move(info));
    case ErrorKind::network: throw NetworkError(std::move(info));
    case ErrorKind::timeout: throw TimeoutError(std::move(info));
    case ErrorKind::server: throw ServerError(std::move(info));
    case ErrorKind::client: throw ClientError(std::move(info));
    case ErrorKind::api: throw ApiError(std::move(info));
    case ErrorKind::signature: throw SignatureError(std::move(info));
  }
  BEPUSDT_ASSERT(!"every kind of error has its exception");
  std::abort();
}

ErrorInfo refuse(std::string_view field, std::string_view zh, std::string_view en) {
  ErrorInfo info = failure(ErrorKind::validation, zh, en);
  info.field = field;
  if (!field.empty()) info.message = info.field + ": " + info.message;
  return info;
}

ErrorInfo failure(ErrorKind kind, std::string_view zh, std::string_view en) {
  ErrorInfo info;
  info.kind = kind;
  info.message.append(zh).append(" / ").append(en);
  return info;
}

}  // namespace bepusdt::sdk
