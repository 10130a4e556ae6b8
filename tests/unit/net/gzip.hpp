// gzip (RFC 1952) of a text, with Beast's deflate.
#pragma once

#include <boost/beast/zlib/deflate_stream.hpp>
#include <boost/crc.hpp>
#include <string>
#include <string_view>

namespace bepusdt::test {

inline std::string gzip(std::string_view text) {
  boost::beast::zlib::deflate_stream deflate;
  std::string out("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", 10);
  std::string packed(deflate.upper_bound(text.size()) + 64, '\0');
  boost::beast::zlib::z_params step;
  step.next_in = text.data();
  step.avail_in = text.size();
  step.next_out = packed.data();
  step.avail_out = packed.size();
  boost::system::error_code error;
  deflate.write(step, boost::beast::zlib::Flush::finish, error);
  out.append(packed, 0, step.total_out);
  boost::crc_32_type crc;
  crc.process_bytes(text.data(), text.size());
  for (const std::uint32_t word : {static_cast<std::uint32_t>(crc.checksum()), static_cast<std::uint32_t>(text.size())})
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(word >> shift));
  return out;
}

}  // namespace bepusdt::test
