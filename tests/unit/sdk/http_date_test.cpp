// Dates of HTTP headers.
#include "sdk/cpp/src/http_date.hpp"

#include <gtest/gtest.h>

namespace bepusdt::sdk {
namespace {

TEST(HttpDate, ReadsTheExampleOfTheRfc) {
  const auto date = parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
  ASSERT_TRUE(date.has_value());
  EXPECT_EQ(date->time_since_epoch().count(), 784'111'777);
}

TEST(HttpDate, ReadsEveryMonthAndTheEndsOfThem) {
  using namespace std::chrono;
  const std::array<const char*, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  for (unsigned number = 1; number <= 12; ++number) {
    const auto last = year(2028) / month(number) / std::chrono::last;
    const std::string text = "Mon, " + std::to_string(unsigned(last.day())) + " " + names[number - 1] + " 2028 23:59:59 GMT";
    EXPECT_EQ(parse_http_date(text), sys_days(last) + hours(24) - seconds(1)) << text;
  }
}

TEST(HttpDate, ALeapSecondIsTheNextMinute) {
  EXPECT_EQ(parse_http_date("Sat, 31 Dec 2016 23:59:60 GMT"), parse_http_date("Sun, 01 Jan 2017 00:00:00 GMT"));
}

TEST(HttpDate, RefusesEverythingElse) {
  for (const char* text : {"",
                           "120",
                           "Sun, 06 Nov 1994 08:49:37 UTC",
                           "Sunday, 06-Nov-94 08:49:37 GMT",
                           "Sun Nov  6 08:49:37 1994",
                           "Sun, 06 nov 1994 08:49:37 GMT",
                           "Sun, 32 Nov 1994 08:49:37 GMT",
                           "Sun, 31 Nov 1994 08:49:37 GMT",
                           "Sun, 29 Feb 2027 08:49:37 GMT",
                           "Sun, 00 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 24:49:37 GMT",
                           "Sun, 06 Nov 1994 08:60:37 GMT",
                           "Sun, 06 Nov 1994 08:49:61 GMT",
                           "Sun, -6 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov -994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 -0:49:37 GMT",
                           "Sun, 06 Nov -000 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:-0 GMT",
                           "Sun, 06 Nov 1994 08-49:37 GMT",
                           " Sun, 06 Nov 1994 08:49:37 GM",
                           "Sun, 06 Nov 1994 08:49:37 GMT ",
                           "Sun, 6 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37.GMT",
                           "Son, 06 Nov 1994 08:49:37 GMT",
                           "Sun, 0x Nov 1994 08:49:37 GMT"})
    EXPECT_FALSE(parse_http_date(text).has_value()) << text;
}

}  // namespace
}  // namespace bepusdt::sdk
