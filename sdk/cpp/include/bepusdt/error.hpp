// What can go wrong in a call, as a value (ErrorInfo) and as an exception (Error and its children).
//
//   ValidationError  an argument that cannot be right; nothing was sent; `field` names it
//   NetworkError     no answer: not reachable, refused, reset, a certificate that does not hold, an answer cut off
//   TimeoutError     no whole answer within the time
//   ServerError      HTTP 500 and above
//   ClientError      HTTP 300 to 499: a redirect (never followed; `location` has the new address) or a refusal
//   ApiError         the gateway said no, with a sentence and a code; or its answer is none
//   SignatureError   a callback that is not the gateway's
#pragma once

#include <bepusdt/config.hpp>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace bepusdt::BEPUSDT_SDK_INLINE sdk {

enum class ErrorKind { validation, network, timeout, server, client, api, signature };

// "ValidationError", "NetworkError" …
[[nodiscard]] BEPUSDT_SDK_API std::string_view name_of(ErrorKind kind) noexcept;

struct ErrorInfo {
  ErrorKind kind = ErrorKind::api;
  std::string message{};     // one sentence for people; the gateway's own where it sent one
  int status_code = 0;       // `status_code` of the answer's body, else the HTTP status; 0 where there was no answer
  std::string code{};        // the gateway's stable code, e.g. "order_not_found"; empty where it sent none
  std::string response{};    // the answer's body as it came, at most 1 MiB
  std::string request_id{};  // as in the gateway's log
  std::string field{};       // ValidationError: the argument
  std::string location{};    // ClientError of a redirect: the new address
  std::optional<std::chrono::seconds> retry_after{};  // as the server asked
  int attempts = 0;                                   // how many times the request was sent, or tried to
};

class BEPUSDT_SDK_API Error : public std::runtime_error {
 public:
  explicit Error(ErrorInfo info) : std::runtime_error(info.message), info_(std::move(info)) {}
  ~Error() override;

  [[nodiscard]] const ErrorInfo& info() const noexcept { return info_; }
  [[nodiscard]] ErrorKind kind() const noexcept { return info_.kind; }
  [[nodiscard]] int status_code() const noexcept { return info_.status_code; }
  [[nodiscard]] const std::string& code() const noexcept { return info_.code; }
  [[nodiscard]] const std::string& response() const noexcept { return info_.response; }
  [[nodiscard]] const std::string& request_id() const noexcept { return info_.request_id; }

 private:
  ErrorInfo info_;
};

#define BEPUSDT_SDK_ERROR(Name)               \
  class BEPUSDT_SDK_API Name : public Error { \
   public:                                    \
    using Error::Error;                       \
    ~Name() override;                         \
  }
BEPUSDT_SDK_ERROR(ValidationError);
BEPUSDT_SDK_ERROR(NetworkError);
BEPUSDT_SDK_ERROR(TimeoutError);
BEPUSDT_SDK_ERROR(ServerError);
BEPUSDT_SDK_ERROR(ClientError);
BEPUSDT_SDK_ERROR(ApiError);
BEPUSDT_SDK_ERROR(SignatureError);
#undef BEPUSDT_SDK_ERROR

// Throws the child of Error that belongs to info.kind.
[[noreturn]] BEPUSDT_SDK_API void throw_error(ErrorInfo info);

}  // namespace bepusdt::BEPUSDT_SDK_INLINEsdk
