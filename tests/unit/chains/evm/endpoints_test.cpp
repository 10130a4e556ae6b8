// Several endpoints of one chain: what counts as a failure, who is asked next, how long one is left alone (part 4 §4).
#include "reader_world.hpp"

namespace bepusdt::chains::evm {
namespace {

class EvmEndpoints : public ReaderWorld {
 protected:
  EvmEndpoints() {
    chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
    chain.mine_empty(2);
  }
  // Of the requests that the node keeps: calls, each an object, filters among them.
  std::ptrdiff_t largest_batch() const {
    std::ptrdiff_t largest = 0;
    for (const auto& request : node.requests) largest = std::max(largest, std::ranges::count(request.body, '{'));
    return largest;
  }
  // The one endpoint fails as told; nothing is covered, and once the fault is over nothing is missing.
  void expect_failure(ports::ReadError::Kind kind, const char* what) {
    const ports::ReadError why = error(at(0));
    EXPECT_EQ(why.kind, kind) << what << ": " << why.reason;
    a() = {};
    clock.advance(Millis(700'000));
    EXPECT_EQ(plain(scanned(at(0)).transfers), expected()) << what;
  }
};

TEST_F(EvmEndpoints, NothingThatIsNoAnswerIsTakenForAnEmptyBlock) {
  using Kind = ports::ReadError::Kind;
  reader().head().value();
  a().down = true;
  expect_failure(Kind::unreachable, "connection refused");
  a().times_out = true;
  expect_failure(Kind::unreachable, "time-out");
  a().html = true;
  expect_failure(Kind::malformed, "HTML with 200");
  a().html = true;
  a().http_status = 502;
  expect_failure(Kind::unreachable, "HTML with 502");
  a().http_status = 500;
  expect_failure(Kind::unreachable, "a good body with 500");
  a().http_status = 403;
  expect_failure(Kind::unreachable, "a good body with 403");
  a().truncated_body = true;
  expect_failure(Kind::malformed, "truncated body");
  a().repeat_an_answer = true;
  expect_failure(Kind::malformed, "two answers to one call");
  a().string_ids = true;
  expect_failure(Kind::malformed, "ids that are not ours");
  for (const char* method : {"eth_getBlockByNumber", "eth_getLogs", "eth_getTransactionReceipt"}) {
    a().drop_method = method;
    expect_failure(Kind::malformed, method);
    a().error_method = method;
    expect_failure(Kind::unreachable, method);
  }
  a().null_method = "eth_getLogs";
  expect_failure(Kind::malformed, "null logs");
  a().null_method = "eth_getBlockByNumber";
  expect_failure(Kind::lagging, "null block");
  a().null_method = "eth_getTransactionReceipt";
  expect_failure(Kind::lagging, "null receipt");
}

TEST_F(EvmEndpoints, AnswersAreMatchedByIdInWhateverOrderTheyCome) {
  for (const bool in_order : {false, true})
    for (const bool id_last : {false, true}) {
      a().in_order = in_order;
      a().id_last = id_last;
      EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
    }
}

TEST_F(EvmEndpoints, TheNextEndpointStepsIn) {
  second_endpoint();
  a().html = true;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  const int asked = node.host("a").requests;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
  EXPECT_EQ(node.host("a").requests, asked) << "it is left alone";
  EXPECT_EQ(log.count("endpoint.down"), 1);
  const auto health = reader().endpoints();
  ASSERT_EQ(health.size(), 2u);
  EXPECT_FALSE(health[0].healthy);
  EXPECT_EQ(health[0].host, "a:80");
  EXPECT_NE(health[0].trouble, "");
  EXPECT_TRUE(health[1].healthy);
  EXPECT_EQ(health[1].height, 3u);
}

TEST_F(EvmEndpoints, TheFirstEndpointIsAskedAgainOnceItsRestIsOver) {
  second_endpoint();
  a().down = true;
  scanned(at(0));
  a().down = false;
  clock.advance(Millis(1'000));
  const int asked = node.host("b").requests;
  scanned(at(0));
  EXPECT_EQ(node.host("b").requests, asked);
  EXPECT_EQ(log.count("endpoint.up"), 1);
}

TEST_F(EvmEndpoints, RestsDoubleUpToACapAndEndWithTheFirstAnswer) {
  a().down = true;
  std::vector<std::int64_t> rests;
  for (int i = 0; i < 9; ++i) {
    const ports::ReadError why = error(at(0));
    ASSERT_TRUE(why.retry_after.has_value());
    rests.push_back(why.retry_after->count());
    clock.advance(*why.retry_after);
  }
  EXPECT_EQ(rests, (std::vector<std::int64_t>{1'000, 2'000, 4'000, 8'000, 16'000, 32'000, 60'000, 60'000, 60'000}));
  a().down = false;
  scanned(at(0));
  a().down = true;
  EXPECT_EQ(error(at(0)).retry_after, Millis(1'000));
}

TEST_F(EvmEndpoints, WhileAllRestNobodyIsAskedAndTheTimeToComeBackIsTold) {
  second_endpoint();
  a().down = b().down = true;
  error(at(0));
  const std::size_t asked = node.requests.size();
  clock.advance(Millis(400));
  const ports::ReadError why = error(at(0));
  EXPECT_EQ(why.kind, ports::ReadError::Kind::unreachable);
  EXPECT_EQ(why.retry_after, Millis(600));
  EXPECT_EQ(node.requests.size(), asked);
}

TEST_F(EvmEndpoints, RetryAfterIsObeyedAfter429And503) {
  for (const int status : {429, 503}) {
    a() = {};
    a().http_status = status;
    a().retry_after = "120";
    EXPECT_EQ(error(at(0)).retry_after, Millis(120'000));
    const int asked = node.host("a").requests;
    clock.advance(Millis(119'999));
    error(at(0));
    EXPECT_EQ(node.host("a").requests, asked) << "no retry storm";
    clock.advance(Millis(1));
    a() = {};
    scanned(at(0));
  }
}

TEST_F(EvmEndpoints, ARetryAfterThatIsAbsurdOrNoNumberDoesNotRuleUs) {
  a().http_status = 429;
  a().retry_after = "4000000000";
  EXPECT_EQ(error(at(0)).retry_after, Millis(600'000));
  clock.advance(Millis(600'000));
  a().retry_after = "soon";
  EXPECT_EQ(error(at(0)).retry_after, Millis(2'000));
}

TEST_F(EvmEndpoints, ARateLimitSaidByAnErrorObjectIsBackedOff) {
  for (const char* words : {R"({"code":429,"message":"Your app has exceeded its compute units per second capacity"})",
                            R"({"code":-32005,"message":"daily request count exceeded, request rate limited"})",
                            R"({"code":-32000,"message":"Too Many Requests"})"}) {
    a().error_method = "eth_getLogs";
    a().error = words;
    const ports::ReadError why = error(at(0));
    EXPECT_EQ(why.kind, ports::ReadError::Kind::unreachable);
    EXPECT_FALSE(reader().endpoints()[0].healthy);
    a() = {};
    clock.advance(Millis(60'000));
    scanned(at(0));
  }
}

TEST_F(EvmEndpoints, AnEndpointOfAnotherChainIsNeverUsedAndIsReported) {
  second_endpoint();
  a().chain_id = 56;
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
    clock.advance(Millis(300'000));
  }
  for (const std::string& method : node.host("a").methods) EXPECT_EQ(method, "eth_chainId");
  const auto health = reader().endpoints();
  EXPECT_FALSE(health[0].healthy);
  EXPECT_NE(health[0].trouble.find("56"), std::string::npos);
  EXPECT_EQ(log.count("endpoint.wrong_chain"), 1);
}

TEST_F(EvmEndpoints, AChainOfWrongEndpointsOnlyIsNotRead) {
  a().chain_id = 56;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::malformed);
  EXPECT_FALSE(reader().head().has_value());
  EXPECT_FALSE(reader().block_at(1).has_value());
}

TEST_F(EvmEndpoints, TheChainIdIsAskedOncePerEndpoint) {
  for (int i = 0; i < 5; ++i) scanned(at(0));
  EXPECT_EQ(called("a", "eth_chainId"), 1);
}

TEST_F(EvmEndpoints, BatchesShrinkToWhatTheNodeTakes) {
  chain.mine_empty(40);
  a().most_batch = 3;
  EXPECT_EQ(scanned(at(0)).last, tip());
  EXPECT_TRUE(reader().endpoints()[0].healthy);
}

TEST_F(EvmEndpoints, ANodeWithoutBatchesIsAskedOneByOne) {
  a().most_batch = 1;
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(EvmEndpoints, ABatchThatIsRefusedInWhateverWordsIsHalvedAndTheSizeRemembered) {
  chain.mine_empty(40);
  const std::vector<std::pair<int, const char*>> refusals{{200, ""},
                                                          {413, "{}"},
                                                          {400, R"({"code":0,"message":"no"})"},
                                                          {200, R"("Batch of more than 5 requests are not allowed")"},
                                                          {200, R"({"code":-32600,"message":"Invalid request"})"},
                                                          {200, R"({"code":-32005,"message":"batch item count exceeded"})"}};
  for (const auto& [status, words] : refusals) {
    fresh_reader();
    a().most_batch = 5;
    a().batch_status = status;
    a().batch_error = words;
    EXPECT_EQ(scanned(at(0)).last, tip()) << words;
    EXPECT_TRUE(reader().endpoints()[0].healthy);
    const int shrunk = log.count("endpoint.batch_shrunk");
    EXPECT_GT(shrunk, 0) << words;
    scanned(at(0));
    EXPECT_EQ(log.count("endpoint.batch_shrunk"), shrunk) << "it is remembered";
  }
}

TEST_F(EvmEndpoints, ALimitThatMayBeOfCallsOrOfTimeIsBackedOffAndTheNextBatchIsSmaller) {
  chain.mine_empty(40);
  a().most_batch = 3;
  a().batch_error = R"({"code":-32005,"message":"limit exceeded"})";
  int failures = 0;
  while (failures < 10) {
    const Scan answer = scan(at(0));
    if (answer) break;
    ++failures;
    EXPECT_GE(answer.error().retry_after.value(), Millis(1'000));
    clock.advance(*answer.error().retry_after);
  }
  EXPECT_GT(failures, 0);
  EXPECT_LT(failures, 6);
}

// It may have been too many, or an outage: fewer are asked at once, and after a minute more again.
TEST_F(EvmEndpoints, ABatchThatWasNotAnsweredInTimeIsHalvedAndGrowsAgainSoon) {
  chain.mine_empty(40);
  a().slow_batch = 5;
  core::BlockRef after = at(0);
  for (int scans = 0; scans < 20 && after != tip(); ++scans) {
    const Scan answer = scan(after);
    if (answer)
      after = std::get<ports::Scanned>(*answer).last;
    else
      clock.advance(answer.error().retry_after.value());
  }
  EXPECT_EQ(after, tip());
  a() = {};
  chain.mine_empty(200);
  for (int minutes = 0; minutes < 20; ++minutes) {
    node.requests.clear();
    scanned(at(0));
    clock.advance(Millis(60'000));
  }
  EXPECT_GT(largest_batch(), 12);  // calls and their filters
}

TEST_F(EvmEndpoints, ABatchThatWasHalvedGrowsAgainSlowlyAndGoesBackToWhatWasTaken) {
  chain.mine_empty(40);
  a().most_batch = 7;
  scanned(at(0));
  for (int hours = 0; hours < 12; ++hours) {
    node.requests.clear();
    for (int i = 0; i < 4; ++i) {
      scanned(at(0));
      clock.advance(Millis(900'000));
    }
  }
  EXPECT_GE(largest_batch(), 7);
  const int shrunk = log.count("endpoint.batch_shrunk");
  EXPECT_LT(shrunk, 20) << "a firm limit costs a refusal an hour";
  a().most_batch = 0;
  for (int hours = 0; hours < 24; ++hours) {
    node.requests.clear();
    scanned(at(0));
    clock.advance(Millis(3'600'000));
  }
  EXPECT_GT(largest_batch(), 15);
  EXPECT_EQ(log.count("endpoint.batch_shrunk"), shrunk);
}

TEST_F(EvmEndpoints, TheKeyIsSentAsAHeaderAndNothingOfItOrTheUrlIsShown) {
  config.endpoints[0].key = Secret("sekrit-0123456789");
  a().error_method = "eth_getBlockByNumber";
  a().error = R"({"code":-32000,"message":"key sekrit-0123456789 on /v3/0123456789abcdef is out of credit"})";
  const ports::ReadError why = error(at(0));
  EXPECT_EQ(node.requests.back().headers.back(),
            (std::pair<std::string, std::string>("Authorization", "Bearer sekrit-0123456789")));
  std::string shown = why.reason + reader().endpoints()[0].host + reader().endpoints()[0].trouble;
  for (const auto& line : log.lines())
    for (const auto& [key, value] : line.fields) shown += value;
  EXPECT_EQ(shown.find("sekrit"), std::string::npos) << shown;
  EXPECT_EQ(shown.find("0123456789abcdef"), std::string::npos) << shown;
}

TEST_F(EvmEndpoints, RequestsPerSecondAreKeptOnAverage) {
  config.endpoints[0].requests_per_second = 4;
  const Time begin = clock.now();
  int done = 0;
  while (done < 20) {
    const Scan answer = scan(at(2));
    if (answer)
      ++done;
    else
      clock.advance(answer.error().retry_after.value());
  }
  const double seconds = static_cast<double>((clock.now() - begin).count()) / 1000.0;
  EXPECT_LE(static_cast<double>(node.host("a").calls), 4 * seconds + 8);
  EXPECT_GE(static_cast<double>(node.host("a").calls), 4 * seconds - 8);
  for (const auto& request : node.requests) EXPECT_LE(std::ranges::count(request.body, '{'), 8);
}

TEST_F(EvmEndpoints, AnEndpointThatStandsStillIsOvertaken) {
  second_endpoint();
  devnet::EvmChain old = chain;
  node.host("a").chain = &old;
  EXPECT_EQ(scanned(at(2)).last, at(3));
  chain.mine({chain.token(kUsdt, kPayer, kWallet, 9)});
  clock.advance(Millis(130'000));
  EXPECT_EQ(scanned(at(3)).transfers.size(), 1u);
  const int asked = node.host("a").requests;
  scanned(at(4));
  EXPECT_EQ(node.host("a").requests, asked) << "the one that stood still comes last";
}

TEST_F(EvmEndpoints, AChainThatStandsStillEverywhereIsNoError) {
  second_endpoint();
  scanned(at(3));
  clock.advance(Millis(130'000));
  EXPECT_EQ(scanned(at(3)).last, at(3));
  const int asked = node.host("b").requests;
  scanned(at(3));
  EXPECT_EQ(node.host("b").requests, asked) << "the other is not asked every time";
}

TEST_F(EvmEndpoints, WithoutEndpointsTheReaderSaysSo) {
  config.endpoints.clear();
  const ports::ReadError why = error(at(0));
  EXPECT_EQ(why.kind, ports::ReadError::Kind::unreachable);
  EXPECT_FALSE(why.retry_after.has_value());
  EXPECT_TRUE(reader().endpoints().empty());
}

TEST_F(EvmEndpoints, AnAnswerLongerThanTheLimitIsAFailure) {
  config.limits.rpc.max_answer_bytes = 600;
  EXPECT_EQ(error(at(0)).kind, ports::ReadError::Kind::unreachable);
}

TEST_F(EvmEndpoints, ACallEndsWhenItsTimeIsOverAndWhatWasCoveredCounts) {
  chain.mine_empty(400);
  node.before_answer = [&](const std::string&) { clock.advance(Millis(2'000)); };
  config.finality = {Finality::Kind::finalized, 0};  // null: every block is read one by one
  const Time begin = clock.now();
  const ports::Scanned found = scanned(at(0), 400);
  EXPECT_GT(found.last.height, 0u);
  EXPECT_LT(found.last.height, 400u);
  EXPECT_LE(clock.now() - begin, config.limits.call_budget + Millis(10'000));
}

}  // namespace
}  // namespace bepusdt::chains::evm
