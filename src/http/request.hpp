// Request: one HTTP request as handlers see it. The server fills it, a handler only reads; its buffers are kept from one
// request of a connection to the next, so that a request in steady state allocates nothing. Views that it gives are valid
// until the next clear(). Used by one thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "http/origin.hpp"

namespace bepusdt::http {

enum class Method { get, head, post, options, other };

class Request {
 public:
  [[nodiscard]] Method method() const { return method_; }
  [[nodiscard]] bool is_version_11() const { return version_11_; }
  // As it was sent: "/pay/checkout/x?lang=en". An absolute-form target is cut down to its path.
  [[nodiscard]] std::string_view target() const { return text(target_); }
  [[nodiscard]] std::string_view path() const { return target().substr(0, target().find('?')); }
  [[nodiscard]] std::string_view query() const;
  // The first header of that name, in any case; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
  // All of that name, in order.
  [[nodiscard]] std::vector<std::string_view> headers(std::string_view name) const;
  [[nodiscard]] const std::string& body() const { return body_; }
  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] const Origin& origin() const { return origin_; }

  // Below: for whoever fills it.
  void clear();
  void set_start(Method method, std::string_view target, bool version_11 = true);
  void add_header(std::string_view name, std::string_view value);
  [[nodiscard]] std::size_t header_count() const { return headers_.size(); }
  [[nodiscard]] std::size_t header_bytes() const { return text_.size(); }
  [[nodiscard]] std::string& body() { return body_; }
  [[nodiscard]] std::string& id() { return id_; }
  [[nodiscard]] Origin& origin() { return origin_; }

 private:
  struct Span {
    std::uint32_t at = 0;
    std::uint32_t size = 0;
  };
  struct Header {
    Span name;
    Span value;
  };

  [[nodiscard]] std::string_view text(Span span) const { return std::string_view(text_).substr(span.at, span.size); }
  Span keep(std::string_view piece);

  Method method_ = Method::other;
  bool version_11_ = true;
  Span target_;
  std::string text_;  // start line's target and all headers, one after the other
  std::vector<Header> headers_;
  std::string body_;
  std::string id_;
  Origin origin_;
};

// HTTP header names and tokens are ASCII and compare without regard to case.
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b);

// Whether a proxy left traces: the connection then says nothing about the client.
[[nodiscard]] bool shows_a_proxy(const Request& request);

}  // namespace bepusdt::http
