#include "net/curl_exchange.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <new>

#include "base/assert.hpp"
#include "net/address_guard.hpp"

namespace bepusdt::net {
namespace {

using ports::HttpError;
using ports::HttpErrorKind;

constexpr std::size_t kMaxHeaderBytes = 64 * 1024;
constexpr std::size_t kLargeAnswer = 1024 * 1024;  // from here a larger receive buffer pays

std::string endpoint_text(const IpAddress& address, int port) {
  const std::string host = address.v6 ? "[" + address.to_string() + "]" : address.to_string();
  return host + ":" + std::to_string(port);
}

int port_of(const sockaddr& address) {
  static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
  in_port_t port = 0;
  std::memcpy(&port, reinterpret_cast<const char*>(&address) + offsetof(sockaddr_in, sin_port), sizeof port);
  return ntohs(port);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool is_header_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
}

bool is_header_value(std::string_view value) {
  return std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

HttpErrorKind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT: return HttpErrorKind::bad_url;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return HttpErrorKind::resolve;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY: return HttpErrorKind::connect;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_USE_SSL_FAILED: return HttpErrorKind::tls;
    case CURLE_OPERATION_TIMEDOUT: return HttpErrorKind::timeout;
    default: return HttpErrorKind::broken_answer;
  }
}

}  // namespace

CurlExchange::CurlExchange(const ports::HttpRequest& request, const CurlOptions& options)
    : request_(request), options_(options) {}

std::optional<HttpError> CurlExchange::prepare() {
  if (request_.total_timeout <= Millis(0)) return failure(HttpErrorKind::timeout, "no time was left");
  easy_.reset(curl_easy_init());
  if (!easy_) throw std::bad_alloc();
  if (auto trouble = set_url()) return trouble;
  if (auto trouble = set_headers()) return trouble;
  set_method();
  set_limits();
  set_trust();
  set_guard();
  return std::nullopt;
}

std::optional<HttpError> CurlExchange::set_url() {
  url_ = ParsedUrl::parse(request_.url);
  if (!url_) return failure(HttpErrorKind::bad_url, "the URL is malformed, too long, or neither http nor https");
  curl_easy_setopt(handle(), CURLOPT_CURLU, url_->handle());
  curl_easy_setopt(handle(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle(), CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  // A proxy would be what is checked and dialled instead of the target, so a guarded request never takes one.
  if (!request_.use_environment_proxy || request_.guard_address) curl_easy_setopt(handle(), CURLOPT_PROXY, "");
  return std::nullopt;
}

std::optional<HttpError> CurlExchange::set_headers() {
  bool has_content_type = false;
  bool has_user_agent = false;
  const auto add = [&](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(headers_.release());
    headers_.reset(longer);
  };
  for (const auto& [name, value] : request_.headers) {
    if (!is_header_name(name) || !is_header_value(value))
      return failure(HttpErrorKind::bad_url, "a request header holds a character that is not allowed there");
    has_content_type |= lower(name) == "content-type";
    has_user_agent |= lower(name) == "user-agent";
    add(value.empty() ? name + ";" : name + ": " + value);  // libcurl's spelling of a header without content
  }
  // Without these libcurl would claim a form, and wait for "100 Continue" before a large body.
  if (!has_content_type) add("Content-Type:");
  add("Expect:");
  curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
  if (!has_user_agent) curl_easy_setopt(handle(), CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl_easy_setopt(handle(), CURLOPT_ACCEPT_ENCODING, "gzip");
  return std::nullopt;
}

void CurlExchange::set_method() {
  const std::string& method = request_.method;
  BEPUSDT_ASSERT(is_header_name(method));  // a token as well (RFC 9110 §9.1)
  if (method == "HEAD") {
    curl_easy_setopt(handle(), CURLOPT_NOBODY, 1L);
    return;
  }
  if (method == "GET" && request_.body.empty()) return;
  curl_easy_setopt(handle(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  curl_easy_setopt(handle(), CURLOPT_POSTFIELDS, request_.body.data());  // not copied
  if (method != "POST") curl_easy_setopt(handle(), CURLOPT_CUSTOMREQUEST, method.c_str());
}

void CurlExchange::set_limits() {
  const Millis total = std::min(request_.total_timeout, Millis(std::chrono::hours(1)));
  const Millis connect = std::clamp(request_.connect_timeout, Millis(1), total);
  curl_easy_setopt(handle(), CURLOPT_TIMEOUT_MS, static_cast<long>(total.count()));
  curl_easy_setopt(handle(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
  curl_easy_setopt(handle(), CURLOPT_NOSIGNAL, 1L);
  // A resolver that hangs must not hold the driving thread beyond the deadline: its thread is left to end by itself.
  curl_easy_setopt(handle(), CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(handle(), CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(handle(), CURLOPT_TCP_KEEPIDLE, 30L);
  curl_easy_setopt(handle(), CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(handle(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  if (request_.max_answer_bytes >= kLargeAnswer) curl_easy_setopt(handle(), CURLOPT_BUFFERSIZE, 256L * 1024);
  curl_easy_setopt(handle(), CURLOPT_ERRORBUFFER, message_.data());
  curl_easy_setopt(handle(), CURLOPT_PRIVATE, this);
  curl_easy_setopt(handle(), CURLOPT_WRITEFUNCTION, &CurlExchange::on_body);
  curl_easy_setopt(handle(), CURLOPT_WRITEDATA, this);
  curl_easy_setopt(handle(), CURLOPT_HEADERFUNCTION, &CurlExchange::on_header);
  curl_easy_setopt(handle(), CURLOPT_HEADERDATA, this);
}

void CurlExchange::set_trust() {
  curl_easy_setopt(handle(), CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(handle(), CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(handle(), CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (options_.ca_bundle.empty()) return;
  curl_easy_setopt(handle(), CURLOPT_CAINFO, options_.ca_bundle.c_str());
  curl_easy_setopt(handle(), CURLOPT_CAPATH, nullptr);
}

void CurlExchange::set_guard() {
  // A new connection is checked before it is dialled, a kept one before it is used.
  curl_easy_setopt(handle(), CURLOPT_OPENSOCKETFUNCTION, &CurlExchange::on_open_socket);
  curl_easy_setopt(handle(), CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(handle(), CURLOPT_PREREQFUNCTION, &CurlExchange::on_connected);
  curl_easy_setopt(handle(), CURLOPT_PREREQDATA, this);
}

curl_socket_t CurlExchange::on_open_socket(void* self, curlsocktype, curl_sockaddr* address) {
  auto& exchange = *static_cast<CurlExchange*>(self);
  const auto ip = IpAddress::from(address->addr);
  if (exchange.request_.guard_address) {
    if (!ip) return CURL_SOCKET_BAD;
    if (auto why = why_forbidden(*ip)) {
      exchange.refused_ = std::move(*why);
      return CURL_SOCKET_BAD;
    }
  }
  if (ip) exchange.dialled_ = endpoint_text(*ip, port_of(address->addr));
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CurlExchange::on_connected(void* self, char* remote_ip, char*, int remote_port, int) {
  auto& exchange = *static_cast<CurlExchange*>(self);
  const auto ip = IpAddress::from_text(remote_ip);
  if (exchange.request_.guard_address) {
    auto why = ip ? why_forbidden(*ip) : std::optional<std::string>("the connection has no IP address");
    if (why) {
      exchange.refused_ = std::move(*why);
      exchange.dialled_.clear();
      return CURL_PREREQFUNC_ABORT;
    }
  }
  if (ip) exchange.dialled_ = endpoint_text(*ip, remote_port);
  return CURL_PREREQFUNC_OK;
}

std::size_t CurlExchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<CurlExchange*>(self);
  const std::size_t bytes = size * count;
  const std::size_t room = exchange.request_.max_answer_bytes - exchange.body_.size();
  try {
    exchange.body_.append(data, std::min(bytes, room));
  } catch (const std::bad_alloc&) {
    return CURL_WRITEFUNC_ERROR;  // an exception must not cross libcurl
  }
  if (bytes <= room) return bytes;
  exchange.truncated_ = true;
  return CURL_WRITEFUNC_ERROR;
}

std::size_t CurlExchange::on_header(char*, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<CurlExchange*>(self);
  exchange.header_bytes_ += size * count;
  exchange.headers_too_long_ = exchange.header_bytes_ > kMaxHeaderBytes;
  return exchange.headers_too_long_ ? CURL_WRITEFUNC_ERROR : size * count;
}

void CurlExchange::finish(std::optional<CURLcode> code) {
  // The caller may destroy this object as soon as the value is set, so the promise must not live in it by then.
  auto done = std::move(done_);
  done.set_value(code);
}

Result<ports::HttpAnswer, HttpError> CurlExchange::outcome() {
  const auto code = ended_.get();
  if (!code) return fail(failure(HttpErrorKind::connect, "the client is shutting down"));
  if (*code == CURLE_OK || (*code == CURLE_WRITE_ERROR && truncated_)) return answer();
  return fail(error(*code));
}

ports::HttpAnswer CurlExchange::answer() {
  ports::HttpAnswer out;
  long status = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  out.status = static_cast<int>(status);
  curl_header* header = nullptr;
  while ((header = curl_easy_nextheader(handle(), CURLH_HEADER, -1, header)) != nullptr)
    out.headers.emplace_back(lower(header->name), header->value);
  out.body = std::move(body_);
  out.truncated = truncated_;
  out.dialled = dialled_;
  return out;
}

HttpError CurlExchange::error(CURLcode code) {
  if (!refused_.empty() && dialled_.empty()) return failure(HttpErrorKind::forbidden_address, refused_);
  if (headers_too_long_) return failure(HttpErrorKind::broken_answer, "the answer's headers are longer than 64 KiB");
  const HttpErrorKind kind = kind_of(code);
  if (kind == HttpErrorKind::timeout) {
    long status = 0;
    curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
    return failure(kind, status != 0        ? "the answer was not complete in time"
                         : dialled_.empty() ? "the name was not resolved in time"
                                            : "no answer in time");
  }
  // libcurl's own text names host, address and certificate trouble; for the other kinds it could quote the answer.
  const bool own_text = (kind == HttpErrorKind::tls || kind == HttpErrorKind::connect) && message_[0] != '\0';
  return failure(kind, own_text ? message_.data() : curl_easy_strerror(code));
}

HttpError CurlExchange::failure(HttpErrorKind kind, std::string_view sentence) const {
  const std::string host = ports::host_of(request_.url);
  return {kind, host.empty() ? std::string(sentence) : host + ": " + std::string(sentence), dialled_};
}

}  // namespace bepusdt::net
