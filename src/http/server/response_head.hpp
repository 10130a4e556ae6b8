// Writes an answer's status line and headers as text into a buffer of the connection.
#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"
#include "http/response.hpp"

namespace bepusdt::http {

// The Date header's text (RFC 9110 §5.6.7), made anew once a second. One per thread.
class DateText {
 public:
  [[nodiscard]] std::string_view at(Time now);

 private:
  std::int64_t second_ = -1;
  std::string text_;
};

enum class Persistence { keep_alive_11, keep_alive_10, close };

// Appends to `out`. A streaming answer has no length: it ends with the connection.
void write_head(const Response& response, Persistence persistence, std::string_view date, std::string& out);

}  // namespace bepusdt::http
