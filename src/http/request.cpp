#include "http/request.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"

namespace bepusdt::http {
namespace {

// The buffers of a connection that once carried a large request are given back.
constexpr std::size_t kKeptBytes = 16 * 1024;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

void empty(std::string& buffer) {
  if (buffer.capacity() > kKeptBytes)
    buffer = std::string();
  else
    buffer.clear();
}

// RFC 9112 §3.2.2: a server must accept the absolute form, too.
std::string_view without_authority(std::string_view target) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (target.size() < scheme.size() || !equal_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
    const auto path = target.find_first_of("/?", scheme.size());
    return path == std::string_view::npos || target[path] == '?' ? std::string_view("/") : target.substr(path);
  }
  return target;
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && lower(a[i]) != lower(b[i])) return false;
  return true;
}

void Request::clear() {
  method_ = Method::other;
  target_ = {};
  empty(text_);
  empty(body_);
  headers_.clear();
  id_.clear();
  origin_.clear();
}

Request::Span Request::keep(std::string_view piece) {
  const Span span{static_cast<std::uint32_t>(text_.size()), static_cast<std::uint32_t>(piece.size())};
  text_.append(piece);
  return span;
}

void Request::set_start(Method method, std::string_view target, bool version_11) {
  BEPUSDT_ASSERT(text_.empty());
  method_ = method;
  version_11_ = version_11;
  target_ = keep(without_authority(target));
}

void Request::add_header(std::string_view name, std::string_view value) {
  const Span n = keep(name);
  headers_.push_back({n, keep(value)});
}

std::string_view Request::query() const {
  const auto mark = target().find('?');
  return mark == std::string_view::npos ? std::string_view() : target().substr(mark + 1);
}

std::string_view Request::header(std::string_view name) const {
  for (const Header& header : headers_)
    if (equal_ignoring_case(text(header.name), name)) return text(header.value);
  return {};
}

std::vector<std::string_view> Request::headers(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const Header& header : headers_)
    if (equal_ignoring_case(text(header.name), name)) values.push_back(text(header.value));
  return values;
}

bool shows_a_proxy(const Request& request) {
  static constexpr std::array<std::string_view, 6> kTraces{"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto",
                                                           "X-Real-IP",       "Forwarded",        "Via"};
  return std::ranges::any_of(kTraces, [&](std::string_view name) { return !request.header(name).empty(); });
}

}  // namespace bepusdt::http
