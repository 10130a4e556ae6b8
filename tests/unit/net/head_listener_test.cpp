// News of blocks over WebSocket: what wakes, how often at most, and that nothing which a server does there has another effect.
#include "net/head_listener.hpp"

#include <gtest/gtest.h>

#include <atomic>

#include "net/head_message.hpp"
#include "support/fakes.hpp"
#include "support/server/web_socket.hpp"
#include "support/temp_folder.hpp"

namespace bepusdt::net {
namespace {

using test::Conversation;
using test::LocalServer;
using test::text_frame;

constexpr std::string_view kSubscribed = R"({"jsonrpc":"2.0","id":1,"result":"0x9cef478923ff08bf67fde6c64013158d"})";
constexpr std::string_view kHead =
    R"({"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"0x9c","result":{"number":"0x1b4","hash":"0x0"}}})";

TEST(HeadMessages, ABlockIsToldOfOnlyInTheWordsOfASubscription) {
  EXPECT_EQ(read_head_message(kSubscribed), HeadMessage::subscribed);
  EXPECT_EQ(read_head_message(kHead), HeadMessage::new_head);
  EXPECT_EQ(read_head_message(R"({"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}})"), HeadMessage::refused);
  EXPECT_EQ(read_head_message(R"({"jsonrpc":"2.0","id":1,"result":null})"), HeadMessage::refused);
  for (const char* text : {"", "{", "[]", "null", "\"eth_subscription\"", R"({"id":2,"result":"0x1"})",
                           R"({"method":"eth_subscription"})", R"({"method":"eth_subscription","params":{"result":null}})",
                           R"({"method":"eth_subscription","params":{"result":{"number":7}}})",
                           R"({"method":"other","params":{"result":{"number":"0x7"}}})", "\xff\xfe", "<html></html>"})
    EXPECT_EQ(read_head_message(text), HeadMessage::nonsense) << text;
}

class HeadListening : public ::testing::Test {
 protected:
  HeadListening() {
    options.chain = "ethereum";
    options.least_gap = Millis(1);
    options.first_pause = Millis(5);
    options.longest_pause = Millis(20);
  }
  ~HeadListening() override { listener.reset(); }

  // The strict part: an upgrade at the right path, then the one question.
  static bool subscribe(Conversation& conversation) {
    if (conversation.request.target() != "/ws/sekrit-key?x=1" || !test::accept_web_socket(conversation)) return false;
    if (test::read_text_frame(conversation) != std::optional<std::string>(kSubscribeToHeads)) return false;
    return conversation.write(text_frame(kSubscribed));
  }
  void listen(LocalServer& server, const std::string& host = "127.0.0.1") {
    options.url = Secret("ws" + server.url("/ws/sekrit-key?x=1", host).substr(4));
    listener = std::make_unique<HeadListener>(
        options, [this] { ++heads; }, log);
    listener->start();
  }
  template <class Condition>
  static bool soon(Condition condition) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!condition() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(Millis(1));
    return condition();
  }

  test::KeptLog log;
  HeadListenerOptions options;
  std::atomic<int> heads = 0;
  std::unique_ptr<HeadListener> listener;
};

TEST_F(HeadListening, EveryBlockThatIsToldOfWakes) {
  LocalServer server([](Conversation& conversation) {
    if (!subscribe(conversation)) return;
    for (int i = 0; i < 3; ++i) conversation.write(text_frame(kHead));
    conversation.wait_for_hangup(Millis(60'000));
  });
  listen(server);
  EXPECT_TRUE(soon([&] { return heads == 3; }));
  EXPECT_EQ(server.connections(), 1);
  EXPECT_EQ(log.count("endpoint.heads_heard"), 1);
}

TEST_F(HeadListening, WhatIsNoNewsOfABlockWakesNobodyAndEndsTheConnection) {
  for (const std::string_view said : {std::string_view(R"({"method":"eth_subscription","params":{}})"), kSubscribed}) {
    LocalServer server([&](Conversation& conversation) {
      if (!subscribe(conversation)) return;
      for (int i = 0; i < 30; ++i) conversation.write(text_frame(said));
      conversation.wait_for_hangup(Millis(60'000));
    });
    const int lost = log.count("endpoint.heads_lost");
    listen(server);
    EXPECT_TRUE(soon([&] { return server.connections() > 2; })) << said;
    EXPECT_EQ(heads, 0);
    EXPECT_EQ(log.count("endpoint.heads_lost"), lost + 1) << "said once";
    listener.reset();
  }
}

TEST_F(HeadListening, ItConnectsAnewHoweverTheConnectionEnds) {
  const std::vector<std::function<void(Conversation&)>> ends{
      [](Conversation&) {},
      [](Conversation& c) { c.reset(); },
      [](Conversation& c) { c.write(std::string("\x88\x02\x03\xe8", 4)); },          // an orderly end
      [](Conversation& c) { c.write("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"); },  // no frame at all
      [](Conversation& c) { c.write(text_frame(std::string(100'000, 'x'))); },
      [](Conversation& c) { c.write(text_frame(R"({"id":1,"error":{}})")); },
      [](Conversation& c) { c.write(text_frame(kHead).substr(0, 20)); }};
  for (const auto& end : ends) {
    heads = 0;
    LocalServer server([&](Conversation& conversation) {
      if (!subscribe(conversation)) return;
      if (conversation.connection < 3) return end(conversation);
      conversation.write(text_frame(kHead));
      conversation.wait_for_hangup(Millis(60'000));
    });
    listen(server);
    EXPECT_TRUE(soon([&] { return heads == 1; })) << &end - ends.data();
    listener.reset();
  }
}

TEST_F(HeadListening, SilenceEndsAConnection) {
  options.silence = Millis(50);
  LocalServer server([](Conversation& conversation) {
    if (!subscribe(conversation)) return;
    if (conversation.connection == 2) conversation.write(text_frame(kHead));
    conversation.wait_for_hangup(Millis(60'000));
  });
  listen(server);
  EXPECT_TRUE(soon([&] { return server.connections() >= 4; }));
  EXPECT_EQ(heads, 1);
}

TEST_F(HeadListening, AServerThatNeverSpeaksIsGivenUp) {
  options.connect_timeout = Millis(50);
  LocalServer server([](Conversation& conversation) { conversation.wait_for_hangup(Millis(60'000)); });
  listen(server);
  EXPECT_TRUE(soon([&] { return server.connections() >= 2; }));
}

TEST_F(HeadListening, AFloodWakesNoMoreOftenThanTheGapAllows) {
  options.least_gap = Millis(50);
  std::atomic<int> sent = 0;
  LocalServer server([&](Conversation& conversation) {
    if (!subscribe(conversation)) return;
    while (conversation.write(text_frame(kHead))) ++sent;
  });
  const auto begun = std::chrono::steady_clock::now();
  listen(server);
  EXPECT_TRUE(soon([&] { return heads >= 5; }));
  const auto lasted = std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begun);
  EXPECT_LE(heads, 1 + lasted / options.least_gap);
  EXPECT_GT(sent, heads);
}

TEST_F(HeadListening, PausesGrowWhileNothingIsHeard) {
  options.first_pause = Millis(10);
  options.longest_pause = Millis(60'000);
  LocalServer server([](Conversation& conversation) { conversation.answer(403, "no"); });
  const auto begun = std::chrono::steady_clock::now();
  listen(server);
  EXPECT_TRUE(soon([&] { return server.connections() == 6; }));
  EXPECT_GE(std::chrono::steady_clock::now() - begun, Millis(10 + 20 + 40 + 80 + 160));
}

TEST_F(HeadListening, StoppingEndsAWaitAtOnce) {
  options.first_pause = Millis(3'600'000);
  LocalServer server([](Conversation& conversation) { conversation.answer(403, "no"); });
  listen(server);
  EXPECT_TRUE(soon([&] { return log.count("endpoint.heads_lost") == 1; }));
  listener->stop();
}

TEST_F(HeadListening, NothingOfTheUrlButItsHostIsLogged) {
  LocalServer server([](Conversation& conversation) {
    if (conversation.connection > 1) conversation.answer(403, "sekrit-key");
    if (conversation.connection > 1 || !subscribe(conversation)) return;
    conversation.write(text_frame(kHead));
    conversation.write(text_frame(R"({"id":1,"error":{"message":"sekrit-key"}})"));
    conversation.wait_for_hangup(Millis(60'000));
  });
  listen(server);
  EXPECT_TRUE(soon([&] { return server.connections() > 2; }));
  listener.reset();
  EXPECT_EQ(log.count("endpoint.heads_lost"), 1);
  for (const auto& line : log.lines())
    for (const auto& [key, value] : line.fields) EXPECT_EQ(value.find("sekrit"), std::string::npos) << value;
}

TEST_F(HeadListening, TlsIsVerified) {
  const test::TempFolder folder;
  const test::Identity authority = test::make_authority();
  test::write_pem(authority, folder.file("ca.pem"));
  const auto script = [](Conversation& conversation) {
    if (!subscribe(conversation)) return;
    conversation.write(text_frame(kHead));
    conversation.wait_for_hangup(Millis(60'000));
  };
  LocalServer good(script, test::make_server_identity(authority, "DNS:localhost"));
  LocalServer self_signed(script, test::make_self_signed("DNS:localhost"));
  LocalServer of_another_name(script, test::make_server_identity(authority, "DNS:elsewhere.example"));
  options.ca_file = folder.file("ca.pem");
  for (LocalServer* bad : {&self_signed, &of_another_name}) {
    listen(*bad, "localhost");
    EXPECT_TRUE(soon([&] { return bad->connections() > 1; }));
    listener.reset();
    EXPECT_EQ(bad->requests(), 0) << "no key goes to a stranger";
  }
  listen(good, "localhost");
  EXPECT_TRUE(soon([&] { return heads == 1; }));
}

}  // namespace
}  // namespace bepusdt::net
