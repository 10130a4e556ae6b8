// A secret compares, and cannot get into a text by accident. Strong types do not mix.
#include "base/secret.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <type_traits>
#include <unordered_set>

#include "base/strong.hpp"

namespace bepusdt {
namespace {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value) {
  out << value;
};
template <class T>
concept Concatenable = requires(std::string text, const T& value) {
  text + value;
};

static_assert(Streamable<std::string> && !Streamable<Secret>);
static_assert(Concatenable<std::string> && !Concatenable<Secret>);
static_assert(!std::is_convertible_v<Secret, std::string> && !std::is_convertible_v<Secret, std::string_view>);
static_assert(!std::is_convertible_v<std::string, Secret> && !std::is_convertible_v<const char*, Secret>);

TEST(Secret, EqualsOnlyTheSameText) {
  EXPECT_TRUE(Secret("token") == Secret("token"));
  EXPECT_FALSE(Secret("token") == Secret("tokem"));
  EXPECT_FALSE(Secret("token") == Secret("Token"));
  EXPECT_FALSE(Secret("token") == Secret("toke"));
  EXPECT_TRUE(Secret() == Secret(""));
  EXPECT_FALSE(Secret(std::string("a\0b", 3)) == Secret(std::string("a\0c", 3)));
}

TEST(Secret, KnowsWhetherItIsSet) {
  EXPECT_TRUE(Secret().empty());
  EXPECT_EQ(Secret("abc").size(), 3U);
  EXPECT_EQ(Secret("abc").reveal(), "abc");
}

struct ApplesTag;
struct PearsTag;
using Apples = Strong<ApplesTag>;
using Pears = Strong<PearsTag>;

static_assert(!std::is_convertible_v<Apples, Pears> && !std::is_constructible_v<Pears, Apples>);
static_assert(!std::is_convertible_v<std::string, Apples>);

TEST(Strong, ComparesOrdersAndHashesLikeItsValue) {
  EXPECT_EQ(Apples("a"), Apples("a"));
  EXPECT_LT(Apples("a"), Apples("b"));
  EXPECT_TRUE(Apples().empty());
  const std::unordered_set<Apples> basket{Apples("a"), Apples("b"), Apples("a")};
  EXPECT_EQ(basket.size(), 2U);
}

}  // namespace
}  // namespace bepusdt
