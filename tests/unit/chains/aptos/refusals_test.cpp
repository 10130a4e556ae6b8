// What is believed of a refusal: only status and error_code together say that something is not there.
#include "chains/aptos/refusals.hpp"

#include <gtest/gtest.h>

namespace bepusdt::chains::aptos {
namespace {

using Kind = NodeFailure::Kind;

NodeFailure refused(Asked asked, int status, const std::string& body) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(body).get(root)) return refusal(asked, status, std::nullopt);
  return refusal(asked, status, root);
}

Kind kind(Asked asked, int status, const std::string& code) {
  return refused(asked, status, R"({"message":"m","error_code":")" + code + R"("})").kind;
}

TEST(AptosRefusal, SaysThatSomethingIsNotThereOnlyByTheCodeOfWhatWasAskedFor) {
  EXPECT_EQ(kind(Asked::block, 404, "block_not_found"), Kind::not_found);
  EXPECT_EQ(kind(Asked::block, 404, "version_not_found"), Kind::not_found);
  EXPECT_EQ(kind(Asked::page, 404, "version_not_found"), Kind::not_found);
  EXPECT_EQ(kind(Asked::page, 400, "invalid_input"), Kind::not_found);  // it begins above the newest version
  EXPECT_EQ(kind(Asked::transaction, 404, "transaction_not_found"), Kind::not_found);

  EXPECT_EQ(kind(Asked::transaction, 404, "version_not_found"), Kind::unreachable);
  EXPECT_EQ(kind(Asked::transaction, 404, "web_framework_error"), Kind::unreachable);
  EXPECT_EQ(kind(Asked::transaction, 400, "invalid_input"), Kind::unreachable);
  EXPECT_EQ(kind(Asked::transaction, 500, "transaction_not_found"), Kind::unreachable);
  EXPECT_EQ(kind(Asked::block, 404, "transaction_not_found"), Kind::unreachable);
  EXPECT_EQ(kind(Asked::block, 400, "invalid_input"), Kind::unreachable);
  EXPECT_EQ(kind(Asked::ledger, 404, "block_not_found"), Kind::unreachable);
}

TEST(AptosRefusal, SaysThatSomethingWasPrunedByStatusAndCode) {
  EXPECT_EQ(kind(Asked::block, 410, "block_pruned"), Kind::pruned);
  EXPECT_EQ(kind(Asked::page, 410, "version_pruned"), Kind::pruned);
  EXPECT_EQ(kind(Asked::page, 404, "version_pruned"), Kind::unreachable);
  EXPECT_EQ(kind(Asked::page, 410, "gone"), Kind::unreachable);
}

TEST(AptosRefusal, WithoutTheApisFormIsATroubleAndNoAnswer) {
  for (const Asked asked : {Asked::ledger, Asked::block, Asked::page, Asked::transaction})
    for (const std::string body : {"", "null", "[]", "{}", "<html>", R"({"error_code":404})", R"("transaction_not_found")"})
      EXPECT_EQ(refused(asked, 404, body).kind, Kind::unreachable) << body;
}

TEST(AptosRefusal, QuotesTheNodesWordsCutAndPrintable) {
  const std::string reason =
      refused(Asked::block, 500, R"({"error_code":"internal_error","message":"a\u0007b\n)" + std::string(500, 'x') + "\"}")
          .reason;
  EXPECT_EQ(reason, "answered HTTP 500: a?b?" + std::string(196, 'x'));
}

}  // namespace
}  // namespace bepusdt::chains::aptos
