// Batches of JSON-RPC and the reading of their answers.
#include "chains/json_rpc.hpp"

#include <gtest/gtest.h>

#include "chains/rpc_meaning.hpp"

namespace bepusdt::chains {
namespace {

struct Read {
  Result<std::vector<RpcOutcome>, BadAnswer> outcomes;
  std::vector<std::string> results;
};

Read read(std::string body, std::size_t calls, std::uint64_t first_id = 7) {
  simdjson::ondemand::parser parser;
  Read all{fail(BadAnswer{}), std::vector<std::string>(calls)};
  all.outcomes = read_batch(parser, body, first_id, calls,
                            [&](std::size_t i, simdjson::ondemand::value value) -> std::optional<std::string> {
                              std::string_view text;
                              if (value.get_string().get(text)) return "no text";
                              all.results[i] = text;
                              return std::nullopt;
                            });
  return all;
}

TEST(JsonRpc, OneCallIsAnObjectAndSeveralAreAnArray) {
  const std::vector<RpcCall> calls{{"eth_chainId", "[]"}, {"eth_getBlockByNumber", "[\"0x1\",false]"}};
  EXPECT_EQ(write_batch(std::span(calls).first(1), 7), R"({"jsonrpc":"2.0","id":7,"method":"eth_chainId","params":[]})");
  EXPECT_EQ(write_batch(calls, 7), R"([{"jsonrpc":"2.0","id":7,"method":"eth_chainId","params":[]},)"
                                   R"({"jsonrpc":"2.0","id":8,"method":"eth_getBlockByNumber","params":["0x1",false]}])");
}

TEST(JsonRpc, AnswersAreMatchedByIdInAnyOrderOfAnswersAndFields) {
  const Read all = read(
      R"([{"result":"c","id":9,"jsonrpc":"2.0"},{"jsonrpc":"2.0","id":7,"result":"a"},{"id":8,"error":null,"result":"b"}])",
      3);
  ASSERT_TRUE(all.outcomes) << all.outcomes.error().reason;
  EXPECT_EQ(all.results, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(JsonRpc, AnErrorObjectIsTheOutcomeOfItsCallOnly) {
  const Read all = read(R"([{"id":8,"error":{"code":-32005,"message":"too\u0000 many \u00e9"}},{"id":7,"result":"a"}])", 2);
  ASSERT_TRUE(all.outcomes);
  EXPECT_FALSE((*all.outcomes)[0].has_value());
  ASSERT_TRUE((*all.outcomes)[1].has_value());
  EXPECT_EQ((*all.outcomes)[1]->code, -32005);
  EXPECT_EQ((*all.outcomes)[1]->message, "too? many ??");
  EXPECT_EQ(all.results[0], "a");
}

TEST(JsonRpc, WhatIsNotAnAnswerToEveryCallIsAFailure) {
  const char* bodies[] = {
      "",
      " ",
      "<html>502</html>",
      "null",
      "7",
      "\"text\"",
      "[",
      "[]",
      "{}",
      "[{}]",
      "[{},{}]",
      "[null,null]",
      "[7,8]",
      R"([{"id":7,"result":"a"}])",                        // missing
      R"([{"id":7,"result":"a"},{"id":7,"result":"a"}])",  // twice
      R"([{"id":7,"result":"a"},{"id":8,"result":"b"},{"id":8,"result":"b"}])",
      R"([{"id":7,"result":"a"},{"id":9,"result":"b"}])",  // not asked
      R"([{"id":7,"result":"a"},{"id":6,"result":"b"}])",
      R"([{"id":7,"result":"a"},{"id":"8","result":"b"}])",
      R"([{"id":7,"result":"a"},{"id":8.0,"result":"b"}])",
      R"([{"id":7,"result":"a"},{"id":-8,"result":"b"}])",
      R"([{"id":7,"result":"a"},{"id":8}])",
      R"([{"id":7,"result":"a"},{"result":"b"}])",
      R"([{"id":7,"id":8,"result":"a"}])",
      R"([{"id":7,"result":"a"},{"id":8,"result":"b"})",  // cut off
      R"([{"id":7,"result":"a"},{"id":8,"result":"b)",
      R"([{"id":7,"result":"a"},{"id":8,"res)",
      R"([{"id":7,"result":"a"},{"id":8,"result":"b"}]])",
      R"([{"id":7,"result":"a"},{"id":8,"result":"b"}] {"more":1})",
      R"({"id":7,"result":"a"}{"id":8,"result":"b"})",
      R"({"id":7,"result":"a"})",
      R"([{"id":7,"result":"a"},{"id":8,"result":null}])",  // the reader wants a text
      R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"Invalid request"}})",
  };
  for (const char* body : bodies) {
    const Read all = read(body, 2);
    EXPECT_FALSE(all.outcomes.has_value()) << body;
    EXPECT_NE(all.outcomes ? "x" : all.outcomes.error().reason, "");
  }
}

TEST(JsonRpc, NoCutOfABodyIsTakenForAnAnswer) {
  const std::string body = R"([{"jsonrpc":"2.0","id":7,"result":"a"},{"jsonrpc":"2.0","id":8,"result":"b"}])";
  ASSERT_TRUE(read(body, 2).outcomes);
  for (std::size_t length = 0; length < body.size(); ++length)
    EXPECT_FALSE(read(body.substr(0, length), 2).outcomes) << length;
}

TEST(JsonRpc, ARefusalOfTheWholeBatchIsTold) {
  const Read all = read(R"({"jsonrpc":"2.0","error":{"code":-32600,"message":"batch too large"},"id":null})", 2);
  ASSERT_FALSE(all.outcomes);
  ASSERT_TRUE(all.outcomes.error().refusal);
  EXPECT_EQ(meaning_of(*all.outcomes.error().refusal), RpcMeaning::batch_too_large);
}

TEST(RpcErrors, MeanWhatNodesAndProvidersMeanByThem) {
  using enum RpcMeaning;
  const std::tuple<std::int64_t, const char*, RpcMeaning> rows[] = {
      {-32005, "limit exceeded", limit_exceeded},
      {-32005, "query returned more than 10000 results", range_too_large},
      {-32602, "Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range", range_too_large},
      {-32000, "exceed maximum block range: 5000", range_too_large},
      {-32614, "eth_getLogs is limited to a 10,000 range", range_too_large},
      {-32000, "query timeout exceeded", range_too_large},
      {-32005, "daily request count exceeded, request rate limited", rate_limited},
      {429, "anything", rate_limited},
      {-32000, "unknown block", block_unknown},
      {-32602, "BlockOutOfRangeError: block height is 0 but requested was 5", block_unknown},
      {-32000, "block range extends beyond current head block", block_unknown},
      {-32000, "invalid block range params", block_unknown},
      {-39001, "unknown", block_unknown},
      {-32000, "finalized block not found", block_unknown},
      {-32601, "Method not found", method_missing},
      {-32601, "the method eth_getBlockReceipts does not exist/is not available", method_missing},
      {-32000, "method eth_getLogs is disabled", method_missing},
      {-32602, "hex string without 0x prefix", bad_parameter},
      {-32602, "invalid argument 0: hex string without 0x prefix", bad_parameter},
      {-32603, "internal error", other},
      {-32000, "", other},
  };
  for (const auto& [code, message, meaning] : rows)
    EXPECT_EQ(meaning_of({code, message}), meaning) << code << " " << message;
}

}  // namespace
}  // namespace bepusdt::chains
