// Names under ".test" for this program: what they resolve to is set here, and a name can be made to hang. It stands in
// front of the C library's getaddrinfo, which libcurl calls; all other names go through.
#pragma once

#include <string>
#include <vector>

namespace bepusdt::test {

// Numeric addresses, in the order in which they are offered.
void resolve_to(const std::string& name, std::vector<std::string> addresses);

// While it lives, `name` never resolves; at its end those who wait get "no such name".
class HangingName {
 public:
  explicit HangingName(std::string name);
  ~HangingName();
  HangingName(const HangingName&) = delete;
  HangingName& operator=(const HangingName&) = delete;

 private:
  std::string name_;
};

}  // namespace bepusdt::test
