// Indexes of TON that fail, lie, lag or are of another network, and what is told of them; and what holds for lite-servers as well.
#include "chains/ton/decode_json.hpp"
#include "devnet/ton/ton_json.hpp"
#include "endpoint_world.hpp"

namespace bepusdt::chains::ton {
namespace {

using Kind = ports::ReadError::Kind;

template <class Kind>
class TonEndpointsOfEitherKind : public EndpointWorld<Kind> {};
TYPED_TEST_SUITE(TonEndpointsOfEitherKind, Kinds, KindName);

TYPED_TEST(TonEndpointsOfEitherKind, BlocksThatComeInTheMidstOfAScanDoNotDisturbIt) {
  this->node.before_answer = [&](const std::string&, const std::string&) {
    if (this->chain.head() < 60)
      this->chain.mine({this->chain.coin(kPayer, kWallet, 3), this->chain.token(kPayer, kWallet, 4)});
  };
  core::BlockRef after = this->at(1);
  std::vector<core::Transfer> all;
  for (int i = 0; i < 6; ++i) {
    auto found = this->scanned(after);
    after = found.last;
    std::ranges::move(found.transfers, std::back_inserter(all));
  }
  this->node.before_answer = {};
  std::ranges::move(this->scanned(after).transfers, std::back_inserter(all));
  EXPECT_EQ(this->plain(all), this->expected());
  EXPECT_GT(all.size(), 20u);
}

TYPED_TEST(TonEndpointsOfEitherKind, OneOfAnotherNetworkIsNotBelieved) {
  devnet::TonChain other(-3);
  other.mine({other.token(kPayer, kWallet, 1'000'000)});
  this->node.host("a").chain = &other;
  EXPECT_EQ(this->error(this->at(1)).kind, Kind::malformed);
  EXPECT_EQ(this->log.count("endpoint.wrong_chain"), 1);
  this->fresh_reader();
  this->second_endpoint();
  EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
  EXPECT_FALSE(this->health(0).healthy);
}

TYPED_TEST(TonEndpointsOfEitherKind, OneWhoseLimitLeavesNoTimeComesAfterTheOthersForAWhile) {
  this->config.endpoints[0].requests_per_second = 0.1;
  this->second_endpoint();
  for (int i = 0; i < 3; ++i) {
    const Time begun = this->clock.now();
    EXPECT_EQ(this->plain(this->scanned(this->at(1)).transfers), this->expected());
    EXPECT_EQ(this->clock.now() > begun, i == 0);
  }
  EXPECT_TRUE(this->health(0).healthy);
  const int asked = this->node.host("a").requests;
  this->clock.advance(Millis(600'000));
  this->scanned(this->at(1));
  EXPECT_GT(this->node.host("a").requests, asked);
}

TYPED_TEST(TonEndpointsOfEitherKind, ALongWayIsGoneWithOneQuestionASecond) {
  this->config.endpoints[0].requests_per_second = 1;
  this->chain.set_shards(4);
  this->chain.mine_empty(10);
  this->chain.mine({this->chain.coin(kPayer, kWallet, 3)});
  EXPECT_EQ(this->scan_all(this->at(1)), this->expected());
  EXPECT_EQ(this->failed_scans, 0);
}

class TonEndpoints : public EndpointWorld<Family> {};
class TonTrouble : public TroubleWorld<Family> {};

TEST_P(TonTrouble, IsAnErrorAndNeverAnEmptyBlockAndTheNextEndpointIsAsked) { is_an_error_and_the_next_endpoint_is_asked(); }
TEST_P(TonTrouble, IsOverWhenItIsOver) { is_over_when_it_is_over(); }

using Faults = devnet::TonFaults;
INSTANTIATE_TEST_SUITE_P(
    Each, TonTrouble,
    ::testing::Values(
        Trouble<Family>{"down", [](Faults& f) { f.down = true; }, Kind::unreachable},
        Trouble<Family>{"slow", [](Faults& f) { f.times_out = true; }, Kind::unreachable},
        Trouble<Family>{"html", [](Faults& f) { f.html = true; }, Kind::malformed},
        Trouble<Family>{"too_many_requests", [](Faults& f) { f.http_status = 429; }, Kind::unreachable},
        Trouble<Family>{"no_such_key", [](Faults& f) { f.http_status = 401; }, Kind::unreachable},
        Trouble<Family>{"server_error", [](Faults& f) { f.http_status = 500; }, Kind::unreachable},
        Trouble<Family>{"truncated", [](Faults& f) { f.truncated_body = true; }, Kind::malformed},
        Trouble<Family>{"null_head", [](Faults& f) { f.null_method = "masterchainInfo"; }, Kind::malformed},
        Trouble<Family>{"no_head", [](Faults& f) { f.empty_method = "masterchainInfo"; }, Kind::malformed},
        Trouble<Family>{"null_transactions", [](Faults& f) { f.null_method = "transactions"; }, Kind::malformed},
        Trouble<Family>{"no_transactions", [](Faults& f) { f.empty_method = "transactions"; }, Kind::lagging},
        Trouble<Family>{"no_blocks", [](Faults& f) { f.empty_method = "blocks"; }, Kind::lagging},
        Trouble<Family>{"no_shards", [](Faults& f) { f.empty_method = "masterchainBlockShardState"; }, Kind::lagging},
        Trouble<Family>{"no_accounts", [](Faults& f) { f.empty_method = "accountStates"; }, Kind::lagging},
        Trouble<Family>{"null_accounts", [](Faults& f) { f.null_method = "accountStates"; }, Kind::malformed},
        Trouble<Family>{"error_for_transactions", [](Faults& f) { f.error_method = "transactions"; }, Kind::unreachable},
        Trouble<Family>{"error_for_head", [](Faults& f) { f.error_method = "masterchainInfo"; }, Kind::unreachable},
        Trouble<Family>{"cut_page", [](Faults& f) { f.rows_cut = true; }, Kind::lagging},
        Trouble<Family>{"lost_row", [](Faults& f) { f.rows_lost = true; }, Kind::lagging},
        Trouble<Family>{"missing_shard", [](Faults& f) { f.shard_lost = true; }, Kind::lagging},
        Trouble<Family>{"missing_shard_block", [](Faults& f) { f.shard_block_lost = true; }, Kind::lagging},
        Trouble<Family>{"missing_shard_rows", [](Faults& f) { f.shard_rows_lost = true; }, Kind::lagging},
        Trouble<Family>{"no_bodies", [](Faults& f) { f.bodies_left_out = true; }, Kind::lagging}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(TonEndpoints, AnIndexBehindTheOneThatToldTheHeadIsSeenToBe) {
  int asked = 0;
  node.before_answer = [&](const std::string&, const std::string& method) {
    asked += method == "transactions";
    a().lags = {method == "transactions" ? 1U : 0U};
  };
  EXPECT_EQ(error(at(1)).kind, Kind::lagging);
  EXPECT_EQ(asked, 1);
  node.before_answer = {};
  a().lags.clear();
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonEndpoints, WhatIsOnlyGuessedIsNotCounted) {
  a().emulated_too = true;
  EXPECT_EQ(plain(scanned(at(1)).transfers), expected());
}

TEST_F(TonEndpoints, TheKeyIsSentAndNeverShown) {
  config.endpoints[0].key = Secret("0000-my-toncenter-key");
  node.host("a").key = "0000-my-toncenter-key";
  scanned(at(1));
  a().error_method = "masterchainInfo";
  a().error = "no such key 0000-my-toncenter-key";
  const ports::ReadError failure = error(at(1));
  EXPECT_EQ(failure.reason.find("my-toncenter-key"), std::string::npos) << failure.reason;
  for (const auto& line : log.lines())
    for (const auto& [key, value] : line.fields) EXPECT_EQ(value.find("my-toncenter-key"), std::string::npos) << value;
  EXPECT_EQ(health(0).trouble.find("my-toncenter-key"), std::string::npos);
}

TEST_F(TonEndpoints, AnEndpointsLimitIsKeptByWaiting) {
  for (const double limit : {1.0, 10.0}) {
    fresh_reader();
    config.endpoints[0].requests_per_second = limit;
    node.host("a").per_second = limit;
    const Time begun = clock.now();
    const int asked = node.host("a").requests;
    core::BlockRef after = at(1);
    for (int i = 0; i < 10; ++i) {
      after = scanned(after).last;
      chain.mine({chain.coin(kPayer, kWallet, 3)});
    }
    // No faster than allowed, and not much slower either.
    const auto took = static_cast<double>((clock.now() - begun).count()) / 1'000;
    const int requests = node.host("a").requests - asked;
    EXPECT_GE(took, (requests - 1) / limit);
    EXPECT_LE(took, (requests + 1) / limit);
    clock.advance(Millis(2'000));
  }
}

// What each of them did next is one question, not one for each.
TEST_F(TonEndpoints, ManyAccountsThatWentOnAreReadWithinALimit) {
  std::vector<devnet::TonTx> payments;
  for (std::uint64_t n = 100; n < 200; ++n) {
    watch.addresses.emplace_back(devnet::ton_wallet(n));
    payments.push_back(chain.coin(kPayer, devnet::ton_wallet(n), 2));
  }
  std::ranges::sort(watch.addresses);
  for (int i = 0; i < 3; ++i) chain.mine(payments);
  config.endpoints[0].requests_per_second = node.host("a").per_second = 1;
  const auto found = scanned(at(3), 1);
  EXPECT_EQ(found.last.height, 4u);
  EXPECT_EQ(found.transfers.size(), payments.size());
}

// Some fill the page on which the others were asked for, too.
TEST_F(TonEndpoints, AnAccountThatDoesALotHidesNoOther) {
  const core::BlockRef after = tip();
  chain.mine({chain.coin(kPayer, kWallet, 2), chain.coin(kPayer, kOtherWallet, 2)});
  std::vector<devnet::TonTx> many;
  for (int i = 0; i < 15; ++i) many.push_back(chain.coin(kPayer, kWallet, 2));
  for (int i = 0; i < 4; ++i) chain.mine(many);
  chain.mine({chain.coin(kPayer, kOtherWallet, 2)});
  const auto found = scanned(after, 1);
  EXPECT_EQ(found.last.height, after.height + 1);
  EXPECT_EQ(found.transfers.size(), 2u);
  EXPECT_EQ(called("a", "transactions"), 3);
}

// 64 MB of empty rows would be gigabytes of what is kept of each.
TEST(TonIndexAnswer, OfMoreRowsThanAnyPageHasIsRefused) {
  const std::string row = R"({"address":"0:)" + std::string(64, 'A') + R"(","last_transaction_lt":"5"},)";
  const auto decoded = [&](int count) {
    std::string text = R"({"accounts":[)";
    for (int i = 0; i < count; ++i) text += row;
    text.back() = ']';
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    EXPECT_FALSE(parser.parse(simdjson::padded_string(text + "}")).get(object));
    return decode_last_times(object).has_value();
  };
  EXPECT_TRUE(decoded(5'000));
  EXPECT_FALSE(decoded(5'001));
}

// Each cell of a few bytes takes some two hundred.
TEST(TonIndexAnswer, OfABodyTheFirstCellIsKeptAndOneOfTooManyCellsRefused) {
  const auto tree = [](const auto& self, int depth) -> devnet::TonCell {
    devnet::TonCell cell = devnet::TonCell().add(static_cast<std::uint64_t>(depth), 8);
    for (int i = 0; i < 4 && depth > 0; ++i) cell.add_ref(self(self, depth - 1));
    return cell;
  };
  const auto decoded = [&](int depth) {
    devnet::TonChain chain;
    const devnet::TonBlock& block = chain.mine({chain.coin(kPayer, kWallet, 1, tree(tree, depth))});
    std::string text;
    for (const auto& [name, each] : chain.blocks())
      for (const devnet::TonTx& tx : each.txs)
        if (each.master == block.master && tx.account == kWallet) text = devnet::ton_tx_json(each, tx, false, true);
    simdjson::dom::parser parser;
    simdjson::dom::object object;
    EXPECT_FALSE(parser.parse(simdjson::padded_string("{\"transactions\":[" + text + "]}")).get(object));
    return decode_transactions(object);
  };
  const auto rows = decoded(6);  // 5,461 cells
  ASSERT_TRUE(rows) << rows.error().reason;
  ASSERT_EQ(rows->size(), 1u);
  const CellPtr& body = rows->front().transaction.in->body;
  EXPECT_EQ(to_hex(body->data()), "06");
  EXPECT_TRUE(body->refs().empty());
  EXPECT_FALSE(decoded(7));  // 21,845
}

TEST_F(TonEndpoints, AClockThatIsSetBackStopsNoEndpointThatHasALimit) {
  config.endpoints[0].requests_per_second = 1;
  scanned(at(1));
  clock.advance(Millis(-1'800'000));
  EXPECT_EQ(scanned(at(1)).last.hash, tip().hash);
}

TEST_F(TonEndpoints, ALimitThatEatsTheWholeCallEndsItInTime) {
  config.endpoints[0].requests_per_second = 0.1;
  const Time begun = clock.now();
  const ports::ReadError failure = error(at(1));
  EXPECT_NE(failure.reason.find("limit of 0.1 requests a second"), std::string::npos) << failure.reason;
  EXPECT_LE(clock.now() - begun, config.limits.call_budget + Millis(10'000));
}

}  // namespace
}  // namespace bepusdt::chains::ton
