// What a call of the client library costs, over one loopback connection to a server that answers a fixed order, beside the bare
// libraries that it stands on, in the same run:
//   bare libcurl     the same request over one kept handle, the answer not read
//   Client           create_order: checked, signed, sent, read
//   AsyncClient      the same, 32 at once on one thread
//   bare MD5         of the text that a callback's signature covers
//   verify_callback  the raw body of a callback
// CPU time is that of the calling thread alone; allocations are counted by replacing operator new (libcurl's own use malloc and
// are not among them). Rounds are interleaved and the median is printed, because a machine is never quiet.
//   sdk_bench [seconds per measurement = 1] [rounds = 5]
#include <bepusdt/asio.hpp>
#include <bepusdt/callback.hpp>

#include <curl/curl.h>
#include <fmt/format.h>
#include <time.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <optional>

#include "base/digest.hpp"
#include "empty_server.hpp"

namespace {

thread_local std::uint64_t allocations = 0;

}  // namespace

#pragma GCC diagnostic ignored "-Wmismatched-new-delete"  // g++ 12 sees only one half of the pair where it inlines
void* operator new(std::size_t size) {
  ++allocations;
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace bepusdt {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kAnswer =
    R"({"status_code":200,"message":"success","data":{"trade_id":"0zTkUFwdyfgoDGD00a","order_id":"20220201030210321","trade_type":"usdt.trc20","fiat":"CNY","status":1,"state":"waiting","amount":"28.8","actual_amount":"4","token":"TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj","expiration_time":1199,"payment_url":"https://pay.example.com/pay/checkout-counter/0zTkUFwdyfgoDGD00a"},"request_id":"r-1"})";
constexpr const char* kToken = "7CD7A244B55D2E55D4A6A8F293767B86";

struct Figure {
  double per_second = 0;
  double cpu_micros = 0;   // of this thread, a call
  double allocations = 0;  // of this thread, a call
};

double cpu_seconds() {
  timespec at{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
  return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) / 1e9;
}

// `some` makes a few calls and says how many.
template <class Some>
Figure measure(double seconds, Some some) {
  some();
  const auto begin = Clock::now();
  const double cpu = cpu_seconds();
  const std::uint64_t before = allocations;
  std::uint64_t calls = 0;
  std::chrono::duration<double> passed{};
  do {
    calls += some();
    passed = Clock::now() - begin;
  } while (passed.count() < seconds);
  const auto count = static_cast<double>(calls);
  return {count / passed.count(), (cpu_seconds() - cpu) * 1e6 / count, static_cast<double>(allocations - before) / count};
}

sdk::CreateOrder wanted() {
  return {.order_id = "20220201030210321", .amount = "28.8", .notify_url = "https://shop.example.com/paid"};
}

// The bare library: one handle, the same headers and a body of the same length.
class BareCurl {
 public:
  explicit BareCurl(const std::string& url) : easy_(curl_easy_init()) {
    headers_ = curl_slist_append(headers_, "Content-Type: application/json");
    headers_ = curl_slist_append(headers_, "Expect:");
    curl_easy_setopt(easy_, CURLOPT_URL, (url + "/api/v1/order/create-transaction").c_str());
    curl_easy_setopt(easy_, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDSIZE, static_cast<long>(body_.size()));
    curl_easy_setopt(easy_, CURLOPT_POSTFIELDS, body_.data());
    curl_easy_setopt(
        easy_, CURLOPT_WRITEFUNCTION, +[](char*, std::size_t size, std::size_t count, void*) { return size * count; });
  }
  ~BareCurl() {
    curl_easy_cleanup(easy_);
    curl_slist_free_all(headers_);
  }
  BareCurl(const BareCurl&) = delete;
  BareCurl& operator=(const BareCurl&) = delete;

  void post() {
    if (curl_easy_perform(easy_) != CURLE_OK) throw std::runtime_error("libcurl cannot reach the server");
  }

 private:
  CURL* easy_;
  curl_slist* headers_ = nullptr;
  std::string body_ = std::string(250, 'x');
};

Figure async_client(double seconds, const sdk::ClientOptions& options) {
  constexpr int kAtOnce = 32;
  boost::asio::io_context loop(1);
  const sdk::AsyncClient client(loop.get_executor(), options);
  const sdk::CreateOrder order = wanted();
  return measure(seconds, [&]() -> std::uint64_t {
    for (int i = 0; i < kAtOnce; ++i)
      boost::asio::co_spawn(
          loop,
          [&]() -> boost::asio::awaitable<void> {
            for (int call = 0; call < 8; ++call) static_cast<void>(co_await client.create_order(order));
          },
          [](std::exception_ptr failed) {
            if (failed) std::rethrow_exception(failed);
          });
    loop.restart();
    loop.run();
    return kAtOnce * 8;
  });
}

Figure median(std::vector<Figure> rounds) {
  std::ranges::sort(rounds, {}, &Figure::cpu_micros);
  return rounds[rounds.size() / 2];
}

int run(double seconds, int rounds) {
  bench::EmptyServer server(1, kAnswer);
  const std::string url = "http://127.0.0.1:" + std::to_string(server.port());
  const sdk::ClientOptions options{.api_url = url, .api_token = kToken};
  const sdk::Client client(options);
  BareCurl bare(url);
  const sdk::CreateOrder order = wanted();
  const sdk::Callback paid{.trade_id = "0zTkUFwdyfgoDGD00a",
                           .order_id = "20220201030210321",
                           .amount = "28.8",
                           .actual_amount = "4",
                           .token = "TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj",
                           .block_transaction_id = std::string(64, 'a')};
  const std::string body = sdk::sign_callback(paid, kToken).body;
  const std::string text = "actual_amount=4&amount=28.8&block_transaction_id=" + std::string(64, 'a') +
                           "&order_id=20220201030210321&status=2&token=TXLAQ63Xg1NAzckPwKHvzw7CSEmLMEqcdj&"
                           "trade_id=0zTkUFwdyfgoDGD00a" +
                           kToken;

  struct Row {
    const char* name;
    std::function<Figure()> measured;
    int baseline;  // the row that it is compared with
    std::vector<Figure> rounds{};
  };
  const auto many = [](auto call) {
    return [call]() -> std::uint64_t {
      for (int i = 0; i < 100; ++i) call();
      return 100;
    };
  };
  std::vector<Row> rows;
  rows.push_back({"bare libcurl", [&] { return measure(seconds, many([&] { bare.post(); })); }, 0});
  rows.push_back({"Client::create_order",
                  [&] { return measure(seconds, many([&] { static_cast<void>(client.create_order(order)); })); }, 0});
  rows.push_back({"AsyncClient::create_order, 32 at once", [&] { return async_client(seconds, options); }, 0});
  rows.push_back({"bare MD5",
                  [&] {
                    return measure(seconds, many([&] {
                                     const Digest16 digest = md5(text);
                                     asm volatile("" : : "r"(&digest) : "memory");
                                   }));
                  },
                  3});
  rows.push_back({"verify_callback",
                  [&] {
                    return measure(seconds, many([&] {
                                     if (!sdk::verify_callback(body, kToken)) throw std::runtime_error("not verified");
                                   }));
                  },
                  3});
  for (int round = 0; round < rounds; ++round)
    for (Row& row : rows) row.rounds.push_back(row.measured());

  fmt::print("{:38} {:>12} {:>12} {:>8} {:>12}\n", "", "calls/s", "CPU us/call", "ratio", "allocations");
  for (const Row& row : rows) {
    const Figure figure = median(row.rounds);
    const Figure baseline = median(rows[static_cast<std::size_t>(row.baseline)].rounds);
    fmt::print("{:38} {:12.0f} {:12.2f} {:8.2f} {:12.1f}\n", row.name, figure.per_second, figure.cpu_micros,
               figure.cpu_micros / baseline.cpu_micros, figure.allocations);
  }
  return 0;
}

}  // namespace
}  // namespace bepusdt

int main(int argc, char** argv) {
  return bepusdt::run(argc > 1 ? std::atof(argv[1]) : 1, argc > 2 ? std::max(1, std::atoi(argv[2])) : 5);
}
