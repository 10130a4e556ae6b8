// ChainLoop: what brings the next look at a chain forward, and what does not. The loop runs on its own thread and real time.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "app/loops.hpp"
#include "support/payment/payment_world.hpp"

namespace bepusdt::app {
namespace {

// The chain of the world, asked by the loop's thread alone; counts how often and can refuse.
class CountedReader final : public ports::ChainReader {
 public:
  explicit CountedReader(test::FakeChain& chain) : chain_(chain) {}

  std::atomic<int> asked = 0;
  std::atomic<bool> refuses = false;

  Result<core::BlockRef, ports::ReadError> head() override {
    return answer([&] { return chain_.head(); });
  }
  Result<std::optional<core::BlockRef>, ports::ReadError> block_at(std::uint64_t height) override {
    return answer([&] { return chain_.block_at(height); });
  }
  Result<std::variant<ports::Scanned, ports::Forked>, ports::ReadError> scan(const ports::ScanRequest& request) override {
    return answer([&] { return chain_.scan(request); });
  }
  Result<ports::TransferCheck, ports::ReadError> check(const core::Transfer& transfer) override {
    return answer([&] { return chain_.check(transfer); });
  }
  std::vector<ports::EndpointHealth> endpoints() const override { return {}; }

 private:
  template <class Ask>
  auto answer(Ask&& ask) -> decltype(ask()) {
    ++asked;
    if (refuses) return fail(ports::ReadError{ports::ReadError::Kind::unreachable, "refused", {}});
    return ask();
  }

  test::FakeChain& chain_;
};

class ChainLoopTest : public testing::Test {
 protected:
  void start() {
    const payment::Ports ports{*world.store, world.directory, world.clock, world.random,
                               world.log,    world.metrics,   world.feed};
    payment::ScanChain::Options options;
    options.always_on = true;
    loop.emplace(core::ChainName("ethereum"), Millis(3'600'000), ports, reader, options, [] {});
    loop->start();
  }
  // Until it has asked and pauses.
  int asked_before_the_pause() {
    int seen = 0;
    for (int same = 0; same < 10;) {
      std::this_thread::sleep_for(Millis(20));
      same = reader.asked == seen && seen > 0 ? same + 1 : 0;
      seen = reader.asked;
    }
    return seen;
  }
  bool asks_again(int than) {
    for (int i = 0; i < 3'000 && reader.asked <= than; ++i) std::this_thread::sleep_for(Millis(10));
    return reader.asked > than;
  }
  void tell_of_many_blocks() {
    for (int i = 0; i < 50; ++i) {
      loop->head_told();
      std::this_thread::sleep_for(Millis(2));
    }
  }

  test::PaymentWorld world;
  CountedReader reader{world.chain};
  std::optional<ChainLoop> loop;  // pauses for an hour between two looks
};

TEST_F(ChainLoopTest, NewsOfABlockBringTheNextLookForward) {
  start();
  const int asked = asked_before_the_pause();
  loop->head_told();
  EXPECT_TRUE(asks_again(asked));
}

TEST_F(ChainLoopTest, NewsOfABlockNeverShortenThePauseAfterAFailure) {
  reader.refuses = true;
  start();
  const int asked = asked_before_the_pause();
  tell_of_many_blocks();
  EXPECT_EQ(reader.asked, asked);
}

}  // namespace
}  // namespace bepusdt::app
