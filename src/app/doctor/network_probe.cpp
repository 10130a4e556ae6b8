#include "app/doctor/network_probe.hpp"

#include <curl/curl.h>

#include <array>
#include <cstdlib>

#include "base/hex.hpp"
#include "sys/system_clock.hpp"
#include "sys/system_random.hpp"

namespace bepusdt::app {
namespace {

// As long as the gateway itself takes to connect (contract part 2).
constexpr long kConnectMs = 5'000;

using Kind = sdk::HttpFailure::Kind;

Kind kind_of(CURLcode code) {
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE: return Kind::refused;
    case CURLE_OPERATION_TIMEDOUT: return Kind::timeout;
    default: return Kind::unreachable;
  }
}

}  // namespace

std::optional<sdk::HttpFailure> NetworkProbe::connect(const std::string& url) {
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(), &curl_easy_cleanup);
  if (!easy) return sdk::HttpFailure{Kind::unreachable, "libcurl"};
  std::array<char, CURL_ERROR_SIZE> message{};
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, message.data());
  curl_easy_setopt(easy.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy.get(), CURLOPT_CONNECT_ONLY, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy.get(), CURLOPT_PROXY, "");  // the gateway ignores proxies for callbacks
  curl_easy_setopt(easy.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy.get(), CURLOPT_TIMEOUT_MS, kConnectMs);
  curl_easy_setopt(easy.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectMs);
  if (const char* const bundle = std::getenv("SSL_CERT_FILE")) {
    curl_easy_setopt(easy.get(), CURLOPT_CAINFO, bundle);
    curl_easy_setopt(easy.get(), CURLOPT_CAPATH, nullptr);
  }
  const CURLcode code = curl_easy_perform(easy.get());
  if (code == CURLE_OK) return std::nullopt;
  return sdk::HttpFailure{kind_of(code), message[0] != '\0' ? message.data() : curl_easy_strerror(code)};
}

Time NetworkProbe::now() { return sys::SystemClock().now(); }

std::string NetworkProbe::unknown_id() {
  std::array<std::uint8_t, 9> bytes;
  sys::SystemRandom().fill(bytes);
  return to_hex(bytes);
}

}  // namespace bepusdt::app
