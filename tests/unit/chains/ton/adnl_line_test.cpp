// A lite-server asked over a real connection: what comes back, what breaks, and when a connection is made anew.
#include "chains/ton/lite/adnl_line.hpp"

#include <botan/base64.h>
#include <gtest/gtest.h>

#include <random>

#include "devnet/ton/adnl_server.hpp"

namespace bepusdt::chains::ton {
namespace {

using Kind = LiteFailure::Kind;

class RealClock final : public ports::Clock {
 public:
  [[nodiscard]] Time now() const override { return std::chrono::time_point_cast<Millis>(std::chrono::system_clock::now()); }
};

class SeededRandom final : public ports::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_{7};
};

class TonAdnlLine : public ::testing::Test {
 protected:
  TonAdnlLine() : server([this](std::string_view question) { return answer_to(std::string(question)); }) {
    limits.request_timeout = Millis(5'000);
  }
  void TearDown() override {
    for (const std::string& complaint : server.complaints()) ADD_FAILURE() << "the server complains: " << complaint;
  }

  std::optional<std::string> answer_to(const std::string& question) {
    if (question == "nothing") return std::nullopt;
    if (question == "much") return std::string(3'000'000, 'm');
    return "answer to " + question;
  }
  LiteLine& line() {
    if (!line_) {
      const std::string key = Botan::base64_encode(server.key().data(), server.key().size());
      line_ =
          adnl_line_maker(limits, random, clock)({"lite://127.0.0.1:" + std::to_string(server.port()) + "/" + key, {}, 0});
    }
    return *line_;
  }
  Result<std::vector<Bytes>, LiteFailure> ask(const std::vector<std::string>& questions) {
    std::vector<Bytes> all;
    for (const std::string& question : questions) all.emplace_back(question.begin(), question.end());
    return line().ask(all, clock.now() + Millis(20'000));
  }
  // The one answer, as text; what failed otherwise.
  std::string told(const std::string& question) {
    const auto answers = ask({question});
    return answers ? std::string(answers->front().begin(), answers->front().end()) : "failed: " + answers.error().reason;
  }
  Kind failure(const std::string& question) {
    const auto answers = ask({question});
    EXPECT_FALSE(answers);
    return answers ? Kind::out_of_time : answers.error().kind;
  }

  RealClock clock;
  SeededRandom random;
  AdnlLimits limits;
  devnet::AdnlServer server;
  std::unique_ptr<LiteLine> line_;
};

TEST_F(TonAdnlLine, AnswersStandInTheOrderOfTheQuestionsAndTheConnectionIsKept) {
  EXPECT_EQ(told("one"), "answer to one");
  const auto answers = ask({"a", "bb", "much", "ccc"});
  ASSERT_TRUE(answers) << answers.error().reason;
  ASSERT_EQ(answers->size(), 4u);
  EXPECT_EQ((*answers)[2].size(), 3'000'000u);
  EXPECT_EQ(std::string((*answers)[3].begin(), (*answers)[3].end()), "answer to ccc");
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(TonAdnlLine, AConnectionThatWasClosedMeanwhileIsMadeAnew) {
  EXPECT_EQ(told("one"), "answer to one");
  server.drop_connection();
  EXPECT_EQ(told("two"), "answer to two");
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(TonAdnlLine, ASilentConnectionIsPingedBeforeItIsUsed) {
  limits.silence = Millis(0);
  limits.ping_timeout = Millis(300);
  EXPECT_EQ(told("one"), "answer to one");
  EXPECT_EQ(told("two"), "answer to two");
  EXPECT_EQ(server.pings(), 1);
  EXPECT_EQ(server.connections(), 1);
  server.set_faults({.pong_missing = true});
  EXPECT_EQ(told("three"), "answer to three");
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(TonAdnlLine, APingIsAnsweredAndWhatNobodyAskedForIsPassedOver) {
  server.set_faults({.pings_first = true, .id_unknown = true});
  EXPECT_EQ(told("one"), "answer to one");
  EXPECT_EQ(told("two"), "answer to two");  // the server has read the pong by now
  EXPECT_GE(server.pongs(), 1);
}

TEST_F(TonAdnlLine, WhatBreaksIsUnreachableAndOverWhenItIsOver) {
  for (const devnet::AdnlFaults& faults :
       {devnet::AdnlFaults{.closes_at_once = true}, devnet::AdnlFaults{.closes_when_asked = true},
        devnet::AdnlFaults{.answer_cut = true}}) {
    server.set_faults(faults);
    EXPECT_EQ(failure("one"), Kind::unreachable);
    server.set_faults({});
    EXPECT_EQ(told("two"), "answer to two");
    server.drop_connection();
  }
}

TEST_F(TonAdnlLine, WhatNoServerSendsIsMalformedAndTheConnectionIsGivenUp) {
  for (const devnet::AdnlFaults& faults : {devnet::AdnlFaults{.hash_wrong = true}, devnet::AdnlFaults{.length_wrong = true},
                                           devnet::AdnlFaults{.message_unknown = true}}) {
    server.set_faults(faults);
    EXPECT_EQ(failure("one"), Kind::malformed);
    server.set_faults({});
    EXPECT_EQ(told("two"), "answer to two");
  }
}

TEST_F(TonAdnlLine, SilenceEndsInTime) {
  limits.request_timeout = Millis(200);
  EXPECT_EQ(failure("nothing"), Kind::unreachable);
  EXPECT_EQ(told("two"), "answer to two");  // over a new connection
  EXPECT_EQ(server.connections(), 2);
  server.set_faults({.welcome_missing = true});
  server.drop_connection();
  line_.reset();
  EXPECT_EQ(failure("three"), Kind::unreachable);
}

TEST_F(TonAdnlLine, AServerWithAnotherKeyIsNotSpokenTo) {
  Word other = server.key();
  other = sha256(other);
  other = sha256(other);
  const std::string key = Botan::base64_encode(other.data(), other.size());
  line_ = adnl_line_maker(limits, random, clock)({"lite://127.0.0.1:" + std::to_string(server.port()) + "/" + key, {}, 0});
  EXPECT_EQ(failure("one"), Kind::unreachable);
}

TEST_F(TonAdnlLine, NobodyThereIsUnreachableAndNoTimeIsNobodysFault) {
  const std::string key = Botan::base64_encode(server.key().data(), server.key().size());
  line_ = adnl_line_maker(limits, random, clock)({"lite://127.0.0.1:1/" + key, {}, 0});
  EXPECT_EQ(failure("one"), Kind::unreachable);
  const auto late = line().ask({Bytes{1}}, clock.now());
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().kind, Kind::out_of_time);
}

}  // namespace
}  // namespace bepusdt::chains::ton
