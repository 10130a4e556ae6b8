// RequestParser: Beast's HTTP/1 parser, filling a Request directly: what is parsed is copied once, into buffers that the
// connection keeps. It is stricter than Beast where two servers could read the same bytes differently (RFC 9112 §11.2), and
// counts headers and framing over the whole request, where Beast counts only within one call: whether a request is within the
// limits does not depend on how its bytes arrive. One parser reads one request.
#pragma once

#include <boost/beast/http/basic_parser.hpp>

#include "http/request.hpp"
#include "http/server/limits.hpp"

namespace bepusdt::http {

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  enum class Outcome { need_more, done, malformed, header_too_large, body_too_large };

  RequestParser(Request& request, const Limits& limits);

  // Reads from `bytes` and says in `used` how many of them it took; what is left belongs to later calls.
  [[nodiscard]] Outcome read(std::string_view bytes, std::size_t& used);

  // The client waits for "100 Continue" before it sends the body (RFC 9110 §10.1.1).
  [[nodiscard]] bool expects_continue() const { return expects_continue_ && is_header_done() && !is_done(); }

 private:
  using ErrorCode = boost::system::error_code;
  using Text = boost::beast::string_view;

  [[nodiscard]] Outcome read_part(std::string_view bytes, std::size_t& used);

  void on_request_impl(boost::beast::http::verb verb, Text method, Text target, int version, ErrorCode& error) override;
  void on_response_impl(int, Text, int, ErrorCode&) override {}
  void on_field_impl(boost::beast::http::field field, Text name, Text value, ErrorCode& error) override;
  void on_header_impl(ErrorCode& error) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode& error) override;
  std::size_t on_body_impl(Text piece, ErrorCode& error) override;
  void on_chunk_header_impl(std::uint64_t size, Text extensions, ErrorCode& error) override;
  std::size_t on_chunk_body_impl(std::uint64_t remaining, Text piece, ErrorCode& error) override;
  void on_finish_impl(ErrorCode&) override {}

  Request& request_;
  const Limits& limits_;
  std::size_t wire_bytes_ = 0;  // taken so far, chunk framing included
  bool has_host_ = false;
  bool expects_continue_ = false;
  bool version_11_ = false;
  bool has_chunk_ = false;
};

}  // namespace bepusdt::http
