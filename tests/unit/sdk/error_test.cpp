// Errors as exceptions and as values, and Result between them.
#include <bepusdt/error.hpp>
#include <bepusdt/result.hpp>

#include <gtest/gtest.h>

namespace bepusdt::sdk {
namespace {

ErrorInfo full(ErrorKind kind) {
  return {.kind = kind,
          .message = "a sentence",
          .status_code = 409,
          .code = "no_free_amount",
          .response = "{}",
          .request_id = "r-7",
          .field = "amount",
          .location = "https://elsewhere.example.com/",
          .retry_after = std::chrono::seconds(3),
          .attempts = 4};
}

template <class T>
void expect_thrown(ErrorKind kind, std::string_view name) {
  SCOPED_TRACE(name);
  EXPECT_EQ(name_of(kind), name);
  try {
    throw_error(full(kind));
  } catch (const T& error) {  // the type of its own, not only the base
    EXPECT_EQ(typeid(error), typeid(T));
    EXPECT_STREQ(error.what(), "a sentence");
    EXPECT_EQ(error.kind(), kind);
    EXPECT_EQ(error.status_code(), 409);
    EXPECT_EQ(error.code(), "no_free_amount");
    EXPECT_EQ(error.response(), "{}");
    EXPECT_EQ(error.request_id(), "r-7");
    EXPECT_EQ(error.info().field, "amount");
    EXPECT_EQ(error.info().location, "https://elsewhere.example.com/");
    EXPECT_EQ(error.info().retry_after, std::chrono::seconds(3));
    EXPECT_EQ(error.info().attempts, 4);
  }
  EXPECT_THROW(throw_error(full(kind)), Error);
  EXPECT_THROW(throw_error(full(kind)), std::runtime_error);
}

TEST(Error, EveryKindThrowsItsOwnTypeWithAllThatIsKnown) {
  expect_thrown<ValidationError>(ErrorKind::validation, "ValidationError");
  expect_thrown<NetworkError>(ErrorKind::network, "NetworkError");
  expect_thrown<TimeoutError>(ErrorKind::timeout, "TimeoutError");
  expect_thrown<ServerError>(ErrorKind::server, "ServerError");
  expect_thrown<ClientError>(ErrorKind::client, "ClientError");
  expect_thrown<ApiError>(ErrorKind::api, "ApiError");
  expect_thrown<SignatureError>(ErrorKind::signature, "SignatureError");
}

TEST(Result, HoldsAValue) {
  Result<std::string> result(std::string("here"));
  EXPECT_TRUE(result);
  EXPECT_EQ(*result, "here");
  EXPECT_EQ(result->size(), 4U);
  EXPECT_EQ(result.value(), "here");
  EXPECT_THROW(static_cast<void>(result.error()), std::bad_variant_access);
  EXPECT_EQ(std::move(result).value(), "here");
}

TEST(Result, BeginsAsAValueAsStdExpectedDoes) { EXPECT_EQ(Result<int>().value(), 0); }

TEST(Result, HoldsAnErrorAndThrowsItWhenAskedForTheValue) {
  const Result<std::string> result(full(ErrorKind::api));
  EXPECT_FALSE(result.has_value());
  EXPECT_EQ(result.error().request_id, "r-7");
  EXPECT_THROW(static_cast<void>(result.value()), ApiError);
  EXPECT_THROW(static_cast<void>(*result), std::bad_variant_access);
  EXPECT_THROW(static_cast<void>(Result<int>(full(ErrorKind::timeout)).value()), TimeoutError);
}

TEST(Result, TellsAnErrorFromAValueOfTheSameType) {
  EXPECT_TRUE(Result<int>(0).has_value());
  EXPECT_TRUE(Result<bool>(false).has_value());
}

}  // namespace
}  // namespace bepusdt::sdk
