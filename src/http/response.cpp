#include "http/response.hpp"

#include "base/assert.hpp"
#include "http/stream.hpp"

namespace bepusdt::http {
namespace {

// Pages are larger than most answers; a connection that showed one keeps its buffer, one that showed a list does not.
constexpr std::size_t kKeptBytes = 64 * 1024;

}  // namespace

Response::Response() = default;
Response::~Response() = default;

void Response::clear() {
  status = 200;
  content_type = {};
  fields.clear();
  if (body.capacity() > kKeptBytes)
    body = std::string();
  else
    body.clear();
  close = false;
  stream.reset();
  route = "-";
  error = {};
  variant = {};
  merchant.clear();
}

void Response::add_field(std::string_view name, std::string_view value) {
  for (const char c : value) BEPUSDT_ASSERT(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
  fields.append(name).append(": ").append(value).append("\r\n");
}

void Response::retry_after(Seconds wait) { add_field("Retry-After", std::to_string(wait.count())); }

}  // namespace bepusdt::http
