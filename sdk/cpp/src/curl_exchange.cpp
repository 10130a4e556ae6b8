#include "sdk/cpp/src/curl_exchange.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

namespace bepusdt::sdk {
namespace {

constexpr std::size_t kMaxBody = 1024 * 1024;
constexpr std::size_t kMaxHeaders = 64 * 1024;

HttpFailure::Kind kind_of(CURLcode code) {
  using Kind = HttpFailure::Kind;
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR: return Kind::refused;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
    case CURLE_SSL_CONNECT_ERROR: return Kind::unreachable;
    case CURLE_OPERATION_TIMEDOUT: return Kind::timeout;
    default: return Kind::interrupted;
  }
}

}  // namespace

void initialise_curl() {
  static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (done != CURLE_OK) throw std::bad_alloc();
}

CurlExchange::CurlExchange(const TransportOptions& options) : bundle_(options.ca_bundle), proxy_(options.proxy) {
  initialise_curl();
  if (const char* const environment = std::getenv("SSL_CERT_FILE"); bundle_.empty() && environment != nullptr)
    bundle_ = environment;
  easy_.reset(curl_easy_init());
  if (!easy_) throw std::bad_alloc();
  set_up();
}

void CurlExchange::set_up() {
  CURL* const easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, message_.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlExchange::on_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlExchange::on_header);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  // A redirect of a signed POST would hand it to whoever the answer names.
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!bundle_.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, bundle_.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (!proxy_.empty()) curl_easy_setopt(easy, CURLOPT_PROXY, proxy_ == "none" ? "" : proxy_.c_str());
}

void CurlExchange::begin(const HttpRequest& request) {
  CURL* const easy = easy_.get();
  if (std::exchange(connected_anew_, false)) {
    // libcurl (7.88) counts over a handle's life how often a kept connection turned out to be dead, and gives up at every fifth
    // time; only a reset sets the count back. Kept connections are not affected.
    curl_easy_reset(easy);
    set_up();
  }
  answer_ = {};
  header_bytes_ = 0;
  too_long_ = false;
  message_[0] = '\0';
  headers_.reset();
  const auto add = [this](const char* line) {
    curl_slist* const longer = curl_slist_append(headers_.get(), line);
    if (longer == nullptr) throw std::bad_alloc();
    static_cast<void>(headers_.release());
    headers_.reset(longer);
  };
  std::string line;
  for (const auto& [name, value] : request.headers) {
    line.assign(name).append(": ").append(value);
    add(line.c_str());
  }
  add("Expect:");  // no waiting for "100 Continue"
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, request.timeout.count())));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::max<std::int64_t>(1, request.timeout.count())));
  if (request.method == "POST") {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());  // not copied
  } else {
    curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
  }
}

HttpOutcome CurlExchange::finish(CURLcode code) {
  using Kind = HttpFailure::Kind;
  long connections = 0;
  curl_easy_getinfo(handle(), CURLINFO_NUM_CONNECTS, &connections);
  connected_anew_ = connections > 0;
  if (code == CURLE_OK) {
    long status = 0;
    curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
    answer_.status = static_cast<int>(status);
    curl_header* header = nullptr;
    while ((header = curl_easy_nextheader(handle(), CURLH_HEADER, -1, header)) != nullptr)
      answer_.headers.emplace_back(header->name, header->value);
    return std::move(answer_);
  }
  if (too_long_) return HttpFailure{Kind::interrupted, "the answer is longer than any gateway's"};
  // An answer that is no HTTP is an unsupported protocol to libcurl, as a URL of another scheme is.
  long sent = 0;
  curl_easy_getinfo(handle(), CURLINFO_REQUEST_SIZE, &sent);
  if (code == CURLE_UNSUPPORTED_PROTOCOL && sent > 0) return HttpFailure{Kind::interrupted, "the answer is no HTTP"};
  const Kind kind = kind_of(code);
  // libcurl's own text names host, address and certificate trouble; of a URL and of an answer it could quote anything. Of a proxy
  // that it cannot use it quotes the whole address, with user and password.
  const std::string_view text = message_.data();
  const bool names_the_host = kind == Kind::unreachable || code == CURLE_PEER_FAILED_VERIFICATION;
  const bool shown = names_the_host && !text.empty() && !text.contains('@');
  return HttpFailure{kind, shown ? std::string(text) : curl_easy_strerror(code)};
}

std::size_t CurlExchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<CurlExchange*>(self);
  const std::size_t bytes = size * count;
  exchange.too_long_ = exchange.answer_.body.size() + bytes > kMaxBody;
  if (exchange.too_long_) return CURL_WRITEFUNC_ERROR;
  try {
    exchange.answer_.body.append(data, bytes);
  } catch (const std::bad_alloc&) {
    return CURL_WRITEFUNC_ERROR;  // an exception must not cross libcurl
  }
  return bytes;
}

std::size_t CurlExchange::on_header(char*, std::size_t size, std::size_t count, void* self) {
  auto& exchange = *static_cast<CurlExchange*>(self);
  exchange.header_bytes_ += size * count;
  exchange.too_long_ = exchange.header_bytes_ > kMaxHeaders;
  return exchange.too_long_ ? CURL_WRITEFUNC_ERROR : size * count;
}

}  // namespace bepusdt::sdk
