#include "http/server/request_parser.hpp"

#include <boost/beast/http/error.hpp>

namespace bepusdt::http {
namespace {

namespace beast_http = boost::beast::http;

// "0\r\n\r\n", all of a chunked body without chunks. Beast looks at it anew when more comes after "0\r\n", and then asserts that
// there are five bytes: a client that sends the fourth alone would end the program.
constexpr std::size_t kEmptyChunkedBody = 5;

// A body in chunks of one byte costs six on the wire; more framing than this is an attack, not a client.
constexpr std::size_t kFramingFactor = 8;

std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

}  // namespace

RequestParser::RequestParser(Request& request, const Limits& limits) : request_(request), limits_(limits) {
  header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  body_limit(limits.body_bytes);
}

RequestParser::Outcome RequestParser::read(std::string_view bytes, std::size_t& used) {
  if (is_header_done() && chunked() && !has_chunk_ && bytes.size() < kEmptyChunkedBody) {
    used = 0;
    return Outcome::need_more;
  }
  const bool began_in_header = !is_header_done();
  const Outcome outcome = read_part(bytes, used);
  if (!began_in_header || !is_header_done()) return outcome;
  if (outcome != Outcome::need_more && outcome != Outcome::done) return outcome;
  if (wire_bytes_ > limits_.header_bytes) return Outcome::header_too_large;
  eager(true);
  if (outcome == Outcome::done || used == bytes.size()) return outcome;
  std::size_t used_of_body = 0;
  const Outcome with_body = read(bytes.substr(used), used_of_body);
  used += used_of_body;
  return with_body;
}

// Of what stands in one call: the header alone, or as much of the body as there is.
RequestParser::Outcome RequestParser::read_part(std::string_view bytes, std::size_t& used) {
  ErrorCode error;
  used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  wire_bytes_ += used;
  if (error && error != beast_http::error::need_more) {
    if (error == beast_http::error::body_limit) return Outcome::body_too_large;
    if (error == beast_http::error::header_limit) return Outcome::header_too_large;
    return Outcome::malformed;
  }
  if (wire_bytes_ > limits_.header_bytes + kFramingFactor * limits_.body_bytes) return Outcome::body_too_large;
  return is_done() ? Outcome::done : Outcome::need_more;
}

void RequestParser::on_request_impl(beast_http::verb verb, Text, Text target, int version, ErrorCode& error) {
  if (target.size() > limits_.header_bytes) {
    error = beast_http::error::header_limit;
    return;
  }
  version_11_ = version >= 11;
  Method method = Method::other;
  switch (verb) {
    case beast_http::verb::get: method = Method::get; break;
    case beast_http::verb::head: method = Method::head; break;
    case beast_http::verb::post: method = Method::post; break;
    case beast_http::verb::options: method = Method::options; break;
    default: break;
  }
  request_.set_start(method, view(target), version_11_);
}

void RequestParser::on_field_impl(beast_http::field field, Text name, Text value, ErrorCode& error) {
  if (is_header_done()) return;  // a trailer; nothing in it is for us
  if (request_.header_count() >= limits_.header_fields ||
      request_.header_bytes() + name.size() + value.size() > limits_.header_bytes) {
    error = beast_http::error::header_limit;
    return;
  }
  switch (field) {
    case beast_http::field::transfer_encoding:
      // Beast ignores codings that it does not know and takes the body for the next request.
      if (!equal_ignoring_case(view(value), "chunked") || !version_11_) {
        error = beast_http::error::bad_transfer_encoding;
        return;
      }
      break;
    case beast_http::field::host:
      if (has_host_) {
        error = beast_http::error::bad_field;
        return;
      }
      has_host_ = true;
      break;
    case beast_http::field::expect:
      expects_continue_ = version_11_ && equal_ignoring_case(view(value), "100-continue");
      break;
    default: break;
  }
  request_.add_header(view(name), view(value));
}

void RequestParser::on_header_impl(ErrorCode& error) {
  if (version_11_ && !has_host_) error = beast_http::error::bad_field;  // RFC 9112 §3.2
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorCode&) {
  if (length) request_.body().reserve(static_cast<std::size_t>(*length));  // body_limit was checked before
}

std::size_t RequestParser::on_body_impl(Text piece, ErrorCode&) {
  request_.body().append(piece.data(), piece.size());
  return piece.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, Text, ErrorCode&) { has_chunk_ = true; }

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text piece, ErrorCode&) {
  request_.body().append(piece.data(), piece.size());
  return piece.size();
}

}  // namespace bepusdt::http
