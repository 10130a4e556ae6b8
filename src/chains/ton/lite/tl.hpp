// TL, the serialisation of ADNL and of lite-servers: numbers with the lowest byte first, constructors by the CRC-32 of their
// declaration, byte strings with their length before them and filled up to four bytes. A reader remembers what was not there:
// `whole()` is asked once at the end, before anything of what was read is used. Pure.
#pragma once

#include "base/hex.hpp"
#include "chains/words.hpp"

namespace bepusdt::chains::ton {

class TlWriter {
 public:
  explicit TlWriter(std::uint32_t constructor) { number(constructor); }

  TlWriter& number(std::uint32_t value) { return put(value, 4); }
  TlWriter& long_number(std::uint64_t value) { return put(value, 8); }
  TlWriter& word(const Word& word);
  TlWriter& string(BytesView bytes);  // at most kLongestTlString

  [[nodiscard]] Bytes finish() { return std::move(out_); }

 private:
  TlWriter& put(std::uint64_t value, unsigned size);
  Bytes out_;
};

inline constexpr std::size_t kLongestTlString = (std::size_t{1} << 24) - 1;

class TlReader {
 public:
  explicit TlReader(BytesView bytes) : left_(bytes) {}

  [[nodiscard]] std::uint32_t number() { return static_cast<std::uint32_t>(take_number(4)); }
  [[nodiscard]] std::uint64_t long_number() { return take_number(8); }
  [[nodiscard]] Word word();
  [[nodiscard]] BytesView string();  // of the bytes that are read; they must outlive it
  // Everything was there, and nothing follows.
  [[nodiscard]] bool whole() const { return ok_ && left_.empty(); }

 private:
  [[nodiscard]] BytesView take(std::size_t size);
  [[nodiscard]] std::uint64_t take_number(unsigned size);

  BytesView left_;
  bool ok_ = true;
};

}  // namespace bepusdt::chains::ton
