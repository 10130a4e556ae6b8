// The limits of the receiver, on real sockets; what it answers is tests/functional/listen_test.py's.
#include "app/listen/receiver.hpp"

#include <gtest/gtest.h>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace bepusdt::app {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

std::unique_ptr<Receiver> open(
    const ReceiverLimits& limits, std::function<void()> answered = [] {}) {
  auto receiver = Receiver::open(
      {asio::ip::address_v4::loopback(), 0}, nullptr,
      [](const ReceivedRequest& r) {
        return ReceiverAnswer{200, "text/plain", r.body, {}};
      },
      std::move(answered), limits);
  EXPECT_TRUE(receiver);
  return std::move(*receiver);
}

class Caller {
 public:
  explicit Caller(const Receiver& receiver) { socket_.connect(receiver.endpoint()); }
  void say(std::string_view text) { asio::write(socket_, asio::buffer(text)); }
  void stop() { socket_.shutdown(tcp::socket::shutdown_send); }
  // All that comes until the other end closes.
  std::string hear() {
    std::string all;
    boost::system::error_code error;
    asio::read(socket_, asio::dynamic_buffer(all), error);
    return all;
  }

 private:
  asio::io_context context_;
  tcp::socket socket_{context_};
};

constexpr std::string_view kPost = "POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 2\r\n\r\nhi";

TEST(Receiver, AnswersAndTellsThatItDid) {
  std::atomic<int> answered = 0;
  const auto receiver = open({}, [&answered] { ++answered; });
  Caller caller(*receiver);
  caller.say(kPost);
  EXPECT_TRUE(caller.hear().ends_with("\r\n\r\nhi"));
  EXPECT_EQ(answered, 1);
}

TEST(Receiver, AChunkedBodyWithoutChunksThatTricklesInEndsNothing) {
  const auto receiver = open({});
  Caller caller(*receiver);
  caller.say("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (const char c : std::string_view("0\r\n\r\n")) caller.say({&c, 1});
  EXPECT_TRUE(caller.hear().starts_with("HTTP/1.1 200"));
}

TEST(Receiver, KeepsAConnectionForSeveralRequests) {
  const auto receiver = open({});
  Caller caller(*receiver);
  caller.say("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nfirst");
  caller.say(kPost);
  const std::string heard = caller.hear();
  EXPECT_TRUE(heard.contains("first") && heard.ends_with("hi")) << heard;
}

TEST(Receiver, HangsUpOnWhoTakesTooLong) {
  ReceiverLimits limits;
  limits.request_time = Seconds(0);
  const auto receiver = open(limits);
  Caller caller(*receiver);
  EXPECT_EQ(caller.hear(), "") << "nothing was said, nothing is answered, and it ended";
}

TEST(Receiver, TakesNoMoreConnectionsThanItMay) {
  ReceiverLimits limits;
  limits.connections = 1;
  const auto receiver = open(limits);
  Caller first(*receiver);
  first.say("POST / HTTP/1.1\r\n");
  Caller second(*receiver);
  EXPECT_EQ(second.hear(), "");
}

TEST(Receiver, WhatIsNoHttpIsSaidToBe) {
  const auto receiver = open({});
  Caller caller(*receiver);
  caller.say("SSH-2.0-OpenSSH_9\r\n\r\n");
  caller.stop();
  const std::string heard = caller.hear();
  EXPECT_TRUE(heard.starts_with("HTTP/1.1 400")) << heard;
}

TEST(Receiver, ASecondOneAtTheSameAddressSaysWhy) {
  const auto receiver = open({});
  const auto second = Receiver::open(
      receiver->endpoint(), nullptr, [](const ReceivedRequest&) { return ReceiverAnswer{}; }, [] {});
  ASSERT_FALSE(second);
  EXPECT_TRUE(second.error().contains(std::to_string(receiver->endpoint().port())));
}

}  // namespace
}  // namespace bepusdt::app
