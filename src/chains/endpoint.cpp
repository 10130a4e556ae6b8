#include "chains/endpoint.hpp"

#include <algorithm>

#include "catalog/endpoint_url.hpp"
#include "ports/http_client.hpp"

namespace bepusdt::chains {
namespace {

constexpr std::size_t kShortestSecret = 8;

std::vector<Secret> secrets_of(const EndpointConfig& config) {
  std::vector<Secret> secrets;
  if (config.key.size() >= kShortestSecret) secrets.push_back(config.key);
  std::string_view rest = config.url;
  if (const auto scheme = rest.find("://"); scheme != std::string_view::npos) rest.remove_prefix(scheme + 3);
  const auto authority = rest.substr(0, rest.find_first_of("/?#"));
  if (const auto at = authority.rfind('@'); at == std::string_view::npos) rest.remove_prefix(authority.size());
  constexpr std::string_view kSeparators = "/?#&=:@";
  while (!rest.empty()) {
    const std::string_view piece = rest.substr(0, rest.find_first_of(kSeparators));
    if (piece.size() >= kShortestSecret) secrets.emplace_back(std::string(piece));
    rest.remove_prefix(std::min(rest.size(), piece.size() + 1));
  }
  return secrets;
}

}  // namespace

Endpoint::Endpoint(EndpointConfig config, const BackOff& back_off)
    : config_(std::move(config)),
      back_off_(back_off),
      host_(ports::host_of(config_.url)),
      bucket_(config_.requests_per_second),
      secrets_(secrets_of(config_)) {
  if (host_.empty()) host_ = catalog::host_of(config_.url);  // gRPC
}

Millis Endpoint::rest(Time now) { return std::max(rest_.left(now), bucket_.wait(now)); }

bool Endpoint::answered() {
  failures_ = 0;
  rest_ = {};
  return wrong_chain_ ? false : set_trouble({});
}

bool Endpoint::failed(Time now, std::string trouble, std::optional<Millis> retry_after) {
  constexpr int kEnoughDoublings = 20;
  failures_ = std::min(failures_ + 1, kEnoughDoublings);
  Millis wait = std::min(back_off_.cap, back_off_.first * (std::int64_t{1} << (failures_ - 1)));
  if (retry_after) wait = std::max(wait, std::min(*retry_after, back_off_.longest_retry_after));
  rest_ = {now, wait};
  return set_trouble(std::move(trouble));
}

bool Endpoint::wrong_chain(Time now, std::string trouble) {
  chain_verified_ = false;
  wrong_chain_ = true;
  rest_ = {now, back_off_.wrong_chain};
  return set_trouble(std::move(trouble));
}

void Endpoint::saw_height(std::uint64_t height, Time now) {
  if (height != height_ || risen_at_ == Time{}) risen_at_ = now;
  height_ = height;
  height_at_ = now;
}

std::string Endpoint::without_secrets(std::string text) const {
  for (const Secret& secret : secrets_)
    for (auto at = text.find(secret.reveal()); at != std::string::npos; at = text.find(secret.reveal(), at))
      text.replace(at, secret.size(), "***");
  return text;
}

bool Endpoint::set_trouble(std::string trouble) {
  const bool changed = trouble_.empty() != trouble.empty();
  trouble_ = std::move(trouble);
  return changed;
}

ports::EndpointHealth Endpoint::health() const { return {host_, trouble_.empty(), height_, trouble_, height_at_ != Time{}}; }

}  // namespace bepusdt::chains
