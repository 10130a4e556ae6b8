// What nodes answer and what it is taken for: the EVM reader over nodes that misbehave, and under the steps that use it.
#include <regex>

#include "core/order_state.hpp"
#include "defects/one_wallet.hpp"
#include "unit/chains/evm/reader_world.hpp"

namespace bepusdt::chains::evm {
namespace {

using core::OrderState;
using std::chrono::seconds;

class NodeAnswers : public ReaderWorld {
 protected:
  NodeAnswers() {
    chain.mine({chain.token(kUsdt, kPayer, kWallet, 5)});
    chain.mine_empty(2);
  }
};

// Each of them holds a block with a payment, and each is asked about it: what is no answer is no progress, and afterwards
// nothing is missing.
TEST_F(NodeAnswers, AnHttpErrorAnErrorObjectNullOrHtmlFromANodeIsNeverAnEmptyBlock) {
  std::vector<devnet::EvmFaults> troubles;
  const auto add = [&](auto&& make) { make(troubles.emplace_back()); };
  for (const int status : {400, 401, 403, 404, 429, 500, 502, 503})
    add([&](devnet::EvmFaults& f) { f.http_status = status; });
  for (const int status : {200, 502})
    add([&](devnet::EvmFaults& f) {
      f.html = true;
      f.http_status = status;
    });
  for (const char* method : {"eth_getBlockByNumber", "eth_getLogs", "eth_getTransactionReceipt"}) {
    add([&](devnet::EvmFaults& f) { f.null_method = method; });
    add([&](devnet::EvmFaults& f) { f.drop_method = method; });
    for (const char* error :
         {R"({"code":-32000,"message":"internal trouble"})", R"({"code":-32005,"message":"limit exceeded"})", "null", "{}"})
      add([&](devnet::EvmFaults& f) {
        f.error_method = method;
        f.error = error;
      });
  }
  for (std::size_t i = 0; i < troubles.size(); ++i) {
    a() = troubles[i];
    const Scan answer = scan(at(0));
    if (answer) {
      const auto* found = std::get_if<ports::Scanned>(&*answer);
      ASSERT_NE(found, nullptr) << "trouble " << i << " is no fork";
      // It may find what it seeks in another way; it may not pass over it.
      EXPECT_TRUE(found->last == at(0) || plain(found->transfers) == expected()) << "trouble " << i;
    }
    a() = {};
    clock.advance(Millis(700'000));
    EXPECT_EQ(plain(scanned(at(0)).transfers), expected()) << "trouble " << i;
  }
}

TEST_F(NodeAnswers, NoRetryStormAfter429Or503) {
  for (const int status : {429, 503})
    for (const char* retry_after : {"", "0", "60", "soon"}) {
      a().http_status = status;
      a().retry_after = retry_after;
      const int before = node.host("a").requests;
      // Ten minutes in which the scanner looks ten times a second.
      for (int look = 0; look < 6'000; ++look) {
        EXPECT_FALSE(scan(at(0)));
        clock.advance(Millis(100));
      }
      EXPECT_LE(node.host("a").requests - before, 30) << status << " " << retry_after;
      a() = {};
      clock.advance(Millis(600'000));
      EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
    }
}

// Answers the n-th request with `body`, or each of its calls with `result`, and all others as the node does.
struct OneAnswerReplaced : ports::HttpClient {
  explicit OneAnswerReplaced(devnet::EvmNode& n) : node(n) {}
  Result<ports::HttpAnswer, ports::HttpError> send(const ports::HttpRequest& request) override {
    auto answer = node.send(request);
    if (answer && count++ == replaced) answer->body = result.empty() ? body : with_results(request.body);
    return answer;
  }
  // Under the ids of the request, so that it is its answer.
  [[nodiscard]] std::string with_results(const std::string& asked) const {
    const std::regex id("\"id\":\\s*(\\d+)");
    std::string all;
    for (auto found = std::sregex_iterator(asked.begin(), asked.end(), id); found != std::sregex_iterator(); ++found)
      all += (all.empty() ? "" : ",") + std::string(R"({"jsonrpc":"2.0","id":)") + (*found)[1].str() + result + "}";
    return asked.starts_with('[') ? "[" + all + "]" : all;
  }
  devnet::EvmNode& node;
  int count = 0;
  int replaced = 0;
  std::string body;
  std::string result;
};

TEST_F(NodeAnswers, ANodesEmptyAnswerNeverCrashesTheProcess) {
  const core::Transfer known = scanned(at(0)).transfers.at(0);
  const auto everything_is_asked = [&](auto&& replace) {
    for (int replaced = 0; replaced < 8; ++replaced) {
      OneAnswerReplaced client(node);
      client.replaced = replaced;
      replace(client);
      EvmReader fresh(config, client, clock, log, metrics);
      (void)fresh.head();
      clock.advance(Millis(700'000));
      (void)fresh.block_at(1);
      clock.advance(Millis(700'000));
      const Scan answer = fresh.scan({at(0), 100, &watch});
      if (answer && std::holds_alternative<ports::Scanned>(*answer)) {
        const auto& found = std::get<ports::Scanned>(*answer);
        EXPECT_TRUE(found.last == at(0) || plain(found.transfers) == expected())
            << client.body << client.result << " as answer " << replaced;
      }
      clock.advance(Millis(700'000));
      (void)fresh.check(known);
      (void)fresh.endpoints();
    }
  };
  for (const char* body : {"", " ", "\n", "null", "[]", "{}", "[null]", "[{}]", "[[]]", "0", "\"\"", R"({"result":null})"})
    everything_is_asked([&](OneAnswerReplaced& client) { client.body = body; });
  for (const char* result : {" ", R"(,"result":null)", R"(,"result":[])", R"(,"result":{})", R"(,"result":"")",
                             R"(,"result":"0x")", R"(,"result":"0x0")", R"(,"result":0)", R"(,"result":[null])",
                             R"(,"result":[{}])", R"(,"error":null)", R"(,"error":{})", R"(,"result":null,"error":null)"})
    everything_is_asked([&](OneAnswerReplaced& client) { client.result = result; });
  EXPECT_EQ(plain(scanned(at(0)).transfers), expected());
}

TEST_F(NodeAnswers, AnEmptyLogAnswerFromALaggingNodeLosesNothing) {
  // One name, several nodes: the block is there, its logs are not indexed yet at whoever answers.
  for (const std::uint64_t lag : {1, 3, 8}) {
    const core::BlockRef before = tip();
    for (int i = 0; i < 4; ++i) chain.mine({chain.token(kUsdt, kPayer, kWallet, 100 + i)});
    a().empty_logs_within = lag;
    core::BlockRef after = before;
    std::vector<devnet::EvmTransfer> all;
    for (int look = 0; look < 20; ++look) {
      const Scan answer = scan(after);
      if (answer) {
        const auto& found = std::get<ports::Scanned>(*answer);
        for (const auto& transfer : plain(found.transfers)) all.push_back(transfer);
        after = found.last;
      }
      clock.advance(Millis(700'000));
      if (look == 10) a() = {};  // it catches up at last
    }
    EXPECT_EQ(after, tip());
    EXPECT_EQ(all, expected(before.height)) << lag;
  }
}

// The steps on the real reader: a wallet of the payment world, watched on this chain.
class ReaderUnderTheSteps : public ReaderWorld {
 protected:
  ReaderUnderTheSteps() : evm(1'795'443'499), reader_(config, evm_node, world.clock, log, metrics) {
    evm_node.host("a").chain = &evm;
    evm.mine_empty(50);
    const core::ChainName name("ethereum");
    const payment::Ports ports{*world.store, world.directory, world.clock, world.random,
                               world.log,    world.metrics,   world.feed};
    world.scan = std::make_unique<payment::ScanChain>(name, ports, reader_, payment::ScanChain::Options{});
    world.confirm = std::make_unique<payment::ConfirmPayment>(name, ports, reader_);
  }
  void settle() {
    world.clock.set(std::max(world.clock.now(), Time(from_unix_seconds(evm.tip().time))));
    world.settle();
  }
  devnet::EvmTx payment_of(const payment::Accepted& made) {
    return evm.token(kUsdt, kPayer, made.quote.address.value(), made.quote.units);
  }

  test::OneWallet world;
  devnet::EvmChain evm;
  devnet::EvmNode evm_node;

 private:
  EvmReader reader_;
};

TEST_F(ReaderUnderTheSteps, TheSameTransactionMinedAgainAtAnotherLogIndexIsTheSameTransfer) {
  const auto made = *world.create("O1", "10");
  settle();
  const devnet::EvmTx payment = payment_of(made);
  evm.mine({payment});
  settle();
  ASSERT_EQ(world.state(made), OrderState::confirming);
  evm.fork(1);
  // Behind a stranger's transfers, so that each of its logs has another number in the block.
  evm.mine({evm.token(kUsdt, kPayer, kStranger, 7), evm.token(kUsdt, kPayer, kStranger, 8), payment});
  evm.mine_empty(14);
  settle();
  EXPECT_EQ(world.state(made), OrderState::paid);
  EXPECT_EQ(world.transfers_of(made.order.trade_id).size(), 1U);
  std::size_t rows = 0;
  ASSERT_TRUE(world.store->read([&](const ports::View& view) { rows = view.transfers_after({}, 100).size(); }));
  EXPECT_EQ(rows, 1U) << "one row for ever";
  EXPECT_EQ(world.callbacks_of(made.order.trade_id).size(), 1U);
}

TEST_F(ReaderUnderTheSteps, AFailedTransactionMustNotPayNeitherSticksTheOrderNorBlocksItsAmount) {
  world.directory.now.policy.grace = seconds(600);
  const auto made = *world.create("O1", "10");
  const auto native = *world.create("O2", "10", "ethereum.eth");
  settle();
  devnet::EvmTx failed = payment_of(made);
  failed.ok = false;
  devnet::EvmTx failed_coin = evm.coin(kPayer, native.quote.address.value(), native.quote.units);
  failed_coin.ok = false;
  evm.mine({failed, failed_coin});
  evm.mine_empty(14);
  settle();
  for (const auto& order : {made, native}) {
    EXPECT_EQ(world.state(order), OrderState::waiting);
    EXPECT_TRUE(world.transfers_of(order.order.trade_id).empty());
  }
  // The payer tries again and it pays; the other order ends and its amount is offered again in its time.
  evm.mine({payment_of(made)});
  evm.mine_empty(14);
  settle();
  EXPECT_EQ(world.state(made), OrderState::paid);
  while (evm.tip().time < std::chrono::floor<Seconds>(native.quote.held_until).time_since_epoch().count() + 400)
    evm.mine_empty(1);
  settle();
  EXPECT_EQ(world.state(native), OrderState::expired);
  const auto next = *world.create("O3", "10", "ethereum.eth");
  EXPECT_TRUE(test::same_offer(next.quote, native.quote));
}

}  // namespace
}  // namespace bepusdt::chains::evm
