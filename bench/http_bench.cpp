// What the HTTP side costs, over loopback keep-alive connections, beside an empty Beast handler in the same run:
//   empty      Beast's own parser and serializer in a coroutine, the same request, a fixed answer
//   probe      our server, GET /healthz
//   create     our server, signed create-transaction through the queue to an accept loop that answers at once
// Each server runs on `threads` threads of this process, the load comes from one more. Rounds are interleaved and the median
// is printed, because a machine is never quiet.
//   http_bench [seconds per measurement = 2] [connections = 64] [server threads = 1] [rounds = 3] [only this row, 1 to 4, for a profiler]
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <cstdio>
#include <random>
#include <thread>

#include "base/digest.hpp"
#include "catalog/chains.hpp"
#include "http/feed_hub.hpp"
#include "http/server/server.hpp"
#include "http/service.hpp"

namespace bepusdt {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Clock = std::chrono::steady_clock;

constexpr std::string_view kToken = "7CD7A244B55D2E55D4A6A8F293767B86";

// ---- the empty handler -------------------------------------------------------------------------------------------------

using Stream = beast::basic_stream<asio::ip::tcp, asio::io_context::executor_type>;

http::Task<void> empty_session(Stream stream) {
  beast::flat_buffer buffer;
  for (;;) {
    beast::http::request<beast::http::string_body> request;
    const auto [read_error, read] = co_await beast::http::async_read(stream, buffer, request, http::kInCoroutine);
    if (read_error) co_return;
    beast::http::response<beast::http::string_body> response(beast::http::status::ok, request.version());
    response.set(beast::http::field::content_type, "application/json");
    response.keep_alive(request.keep_alive());
    response.body() = R"({"status":"ok"})";
    response.prepare_payload();
    const auto [write_error, written] = co_await beast::http::async_write(stream, response, http::kInCoroutine);
    if (write_error) co_return;
  }
}

class EmptyServer {
 public:
  explicit EmptyServer(unsigned threads) {
    for (unsigned i = 0; i < threads; ++i) contexts_.push_back(std::make_unique<asio::io_context>(1));
    acceptor_.emplace(*contexts_[0], asio::ip::tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0));
    asio::co_spawn(*contexts_[0], accept(), asio::detached);
    for (auto& context : contexts_) {
      guards_.emplace_back(context->get_executor());
      threads_.emplace_back([&context = *context] { context.run(); });
    }
  }
  ~EmptyServer() {
    for (auto& context : contexts_) context->stop();
    for (auto& thread : threads_) thread.join();
  }
  [[nodiscard]] std::uint16_t port() const { return acceptor_->local_endpoint().port(); }

 private:
  http::Task<void> accept() {
    for (std::size_t next = 0;; ++next) {
      auto& context = *contexts_[next % contexts_.size()];
      auto [error, socket] = co_await acceptor_->async_accept(context.get_executor(), http::kInCoroutine);
      if (error) co_return;
      socket.set_option(asio::ip::tcp::no_delay(true));
      asio::co_spawn(context, empty_session(Stream(std::move(socket))), asio::detached);
    }
  }

  std::vector<std::unique_ptr<asio::io_context>> contexts_;
  std::optional<asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type>> acceptor_;
  std::vector<asio::executor_work_guard<asio::io_context::executor_type>> guards_;
  std::vector<std::thread> threads_;
};

// ---- our server, with ports that do nothing -----------------------------------------------------------------------------

class NoStore final : public ports::Store {
 public:
  Result<void, ports::StoreError> write(const std::function<void(ports::Tx&)>&) override { return fail(ports::StoreError{}); }
  Result<void, ports::StoreError> read(const std::function<void(const ports::View&)>&) override {
    return fail(ports::StoreError{});
  }
  std::uint64_t foreign_changes() override { return 0; }
};

class OneMerchant final : public ports::Directory {
 public:
  OneMerchant() {
    auto snapshot = std::make_shared<ports::DirectorySnapshot>();
    snapshot->merchants.push_back({core::kDefaultMerchant, Secret(std::string(kToken)), "1000", {}});
    snapshot_ = std::move(snapshot);
  }
  std::shared_ptr<const ports::DirectorySnapshot> snapshot() const override { return snapshot_; }

 private:
  std::shared_ptr<const ports::DirectorySnapshot> snapshot_;
};

class SystemTime final : public ports::Clock {
 public:
  Time now() const override { return std::chrono::floor<Millis>(std::chrono::system_clock::now()); }
};

class Dice final : public ports::Random {
 public:
  void fill(std::span<std::uint8_t> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(engine_());
  }

 private:
  std::mt19937_64 engine_{1};
};

class Silence final : public ports::EventLog, public ports::Metrics {
 public:
  void write(ports::Severity, std::string_view, std::initializer_list<ports::Field>) override {}
  bool enabled(ports::Severity) const override { return false; }
  void add(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void set(std::string_view, double, std::initializer_list<std::string_view>) override {}
  void observe(std::string_view, double, std::initializer_list<std::string_view>) override {}
};

payment::Accepted accepted(const payment::CreateOrder& command, Time now) {
  payment::Accepted done;
  done.now = now;
  core::Order& order = done.order;
  order.trade_id = core::TradeId("0Ab3dE" "GhIjKlMnOpQr");
  order.merchant_id = command.merchant_id;
  order.order_id = command.order_id;
  order.fiat = command.fiat;
  order.fiat_amount = command.fiat_amount;
  order.name = command.name;
  order.notify_url = command.notify_url;
  order.redirect_url = command.redirect_url;
  order.parameters = command.parameters;
  order.created_at = now;
  order.deadline = now + command.timeout;
  core::Quote& quote = done.quote;
  quote.trade_id = order.trade_id;
  quote.chain = core::ChainName(std::string(command.trade_type->chain));
  quote.address = core::Address("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");
  quote.trade_type = command.trade_type;
  quote.units = 4'250'000;
  quote.deadline = order.deadline;
  return done;
}

class Gateway {
 public:
  explicit Gateway(unsigned threads) : feed_(silence_), service_(context()), server_(settings(threads), service_, ports()) {
    if (const auto open = server_.open(); !open) {
      fmt::print(stderr, "{}\n", open.error());
      std::exit(3);
    }
    server_.start();
    loop_ = std::thread([this] {
      for (auto batch = queue_.take(256); !batch.empty(); batch = queue_.take(256))
        for (auto& pending : batch)
          pending.done(accepted(std::get<payment::CreateOrder>(pending.command), clock_.now()));
    });
  }
  ~Gateway() {
    server_.stop(Millis(5'000));
    queue_.close();
    loop_.join();
  }
  [[nodiscard]] std::uint16_t port() const { return server_.port(); }

 private:
  http::Context context() {
    http::Context context{.store = store_, .directory = directory_, .queue = queue_, .clock = clock_, .log = silence_,
                          .metrics = silence_, .feed = feed_, .settings = {}, .why_url_forbidden = {}, .blocks_to_final = {},
                          .readiness = {}, .metrics_text = {}, .extra_routes = {}};
    context.settings.public_url = "https://pay.example.com";
    return context;
  }
  static http::ServerSettings settings(unsigned threads) {
    return {.listen = "127.0.0.1:0", .threads = threads, .limits = {}, .proxies = {}};
  }
  http::ServerPorts ports() { return {clock_, random_, silence_, silence_}; }

  NoStore store_;
  OneMerchant directory_;
  SystemTime clock_;
  Dice random_;
  Silence silence_;
  payment::AcceptQueue queue_{100'000};
  http::FeedHub feed_;
  http::Service service_;
  http::Server server_;
  std::thread loop_;
};

// ---- the load -----------------------------------------------------------------------------------------------------------

std::string create_request(int number) {
  const std::string id = fmt::format("20261123{:08}", number);
  const std::string amount = fmt::format("{}.{}", 10 + number % 300, 1 + number % 9);
  const std::string notify = "https://shop.example.com/notify";
  const std::string redirect = fmt::format("https://shop.example.com/order/{}", id);
  const std::string text = fmt::format("amount={}&notify_url={}&order_id={}&redirect_url={}&trade_type=usdt.erc20{}", amount, notify,
                                       id, redirect, kToken);
  const std::string body = fmt::format(
      R"({{"order_id":"{}","amount":{},"notify_url":"{}","redirect_url":"{}","trade_type":"usdt.erc20","signature":"{}"}})", id,
      amount, notify, redirect, to_hex(md5(text)));
  return fmt::format(
      "POST /api/v1/order/create-transaction HTTP/1.1\r\nHost: pay.example.com\r\nUser-Agent: python-requests/2.32.3\r\n"
      "Accept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n"
      "Content-Length: {}\r\n\r\n{}",
      body.size(), body);
}

std::string probe_request() {
  return "GET /healthz HTTP/1.1\r\nHost: pay.example.com\r\nUser-Agent: python-requests/2.32.3\r\n"
         "Accept-Encoding: gzip, deflate\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n";
}

struct Measured {
  double per_second = 0;
  double p50_micros = 0;
  double p99_micros = 0;
  double cpu_micros = 0;  // of the server's threads, for each request: what stays comparable on a busy machine
};

double cpu_seconds(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// Of all threads but the one that asks, which makes the load.
double server_cpu_seconds() { return cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_seconds(CLOCK_THREAD_CPUTIME_ID); }

// Whether `answer` is one whole HTTP 200; what is no 200 ends the program, since a fast refusal is no result.
bool is_complete(std::string_view answer) {
  const auto end = answer.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  constexpr std::string_view kLength = "Content-Length: ";
  const auto at = answer.find(kLength);
  const auto length = static_cast<std::size_t>(std::atoi(answer.data() + at + kLength.size()));
  if (answer.size() < end + 4 + length) return false;
  if (!answer.starts_with("HTTP/1.1 200") || answer.find("\"error\"") != std::string_view::npos) {
    fmt::print(stderr, "unexpected answer:\n{}\n", answer);
    std::exit(1);
  }
  return true;
}

Measured load(std::uint16_t port, const std::vector<std::string>& requests, int connections, double seconds) {
  struct Connection {
    int fd = -1;
    std::string answer;
    Clock::time_point sent;
  };
  std::vector<Connection> all(static_cast<std::size_t>(connections));
  const int poll = epoll_create1(0);
  std::size_t next = 0;
  const auto send_next = [&](Connection& connection) {
    const std::string& request = requests[next++ % requests.size()];
    connection.answer.clear();
    connection.sent = Clock::now();
    if (::send(connection.fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) std::exit(1);
  };
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(all[i].fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::exit(1);
    const int one = 1;
    ::setsockopt(all[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
    epoll_ctl(poll, EPOLL_CTL_ADD, all[i].fd, &event);
    send_next(all[i]);
  }
  std::vector<std::uint32_t> nanos;
  nanos.reserve(1'000'000);
  const auto warm = Clock::now() + std::chrono::milliseconds(200);
  const auto end = warm + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  const double cpu_before = server_cpu_seconds();
  std::size_t answered = 0;
  std::array<epoll_event, 64> events;
  std::array<char, 8192> chunk;
  for (auto now = Clock::now(); now < end;) {
    const int count = epoll_wait(poll, events.data(), static_cast<int>(events.size()), 1000);
    for (int i = 0; i < count; ++i) {
      Connection& connection = all[events[static_cast<std::size_t>(i)].data.u64];
      const ssize_t got = ::recv(connection.fd, chunk.data(), chunk.size(), 0);
      if (got <= 0) std::exit(1);
      connection.answer.append(chunk.data(), static_cast<std::size_t>(got));
      if (!is_complete(connection.answer)) continue;
      ++answered;
      now = Clock::now();
      if (now >= warm) nanos.push_back(static_cast<std::uint32_t>((now - connection.sent).count()));
      send_next(connection);
    }
    now = Clock::now();
  }
  for (Connection& connection : all) ::close(connection.fd);
  ::close(poll);
  Measured measured;
  measured.cpu_micros = (server_cpu_seconds() - cpu_before) * 1e6 / static_cast<double>(answered);
  measured.per_second = static_cast<double>(nanos.size()) / seconds;
  std::ranges::sort(nanos);
  measured.p50_micros = nanos[nanos.size() / 2] / 1000.0;
  measured.p99_micros = nanos[nanos.size() * 99 / 100] / 1000.0;
  return measured;
}

Measured median(std::vector<Measured> rounds) {
  std::ranges::sort(rounds, {}, &Measured::per_second);
  return rounds[rounds.size() / 2];
}

int run(double seconds, int connections, unsigned threads, int rounds, int only) {
  std::vector<std::string> creates;
  for (int i = 0; i < 20'000; ++i) creates.push_back(create_request(i));
  const std::vector<std::string> probes{probe_request()};

  if (only > 0) {
    const std::vector<std::string>& requests = only % 2 == 1 ? probes : creates;
    std::optional<EmptyServer> empty;
    std::optional<Gateway> gateway;
    if (only <= 2)
      empty.emplace(threads);
    else
      gateway.emplace(threads);
    const Measured one = load(empty ? empty->port() : gateway->port(), requests, connections, seconds);
    fmt::print("{:.0f}/s, {:.1f} us of processor each\n", one.per_second, one.cpu_micros);
    return 0;
  }

  std::array<std::vector<Measured>, 4> measured;
  for (int round = 0; round < rounds; ++round) {
    {
      const EmptyServer empty(threads);
      measured[0].push_back(load(empty.port(), probes, connections, seconds));
      measured[1].push_back(load(empty.port(), creates, connections, seconds));
    }
    const Gateway gateway(threads);
    measured[2].push_back(load(gateway.port(), probes, connections, seconds));
    measured[3].push_back(load(gateway.port(), creates, connections, seconds));
  }
  static constexpr std::array<std::string_view, 4> kNames{"empty Beast handler, GET", "empty Beast handler, POST of a create",
                                                          "our server, GET /healthz", "our server, create-transaction"};
  fmt::print("{} connections, {} server thread(s), median of {} rounds of {} s\n", connections, threads, rounds, seconds);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    const Measured result = median(measured[i]);
    const Measured bare = median(measured[i % 2]);
    fmt::print("{:<40} {:>8.0f}/s   p50 {:>6.0f} us   p99 {:>6.0f} us   processor {:>5.1f} us each", kNames[i], result.per_second,
               result.p50_micros, result.p99_micros, result.cpu_micros);
    if (i >= 2)
      fmt::print("   {:>4.0f} % of the empty handler's rate, {:.0f} % by processor time", 100 * result.per_second / bare.per_second,
                 100 * bare.cpu_micros / result.cpu_micros);
    fmt::print("\n");
  }
  return 0;
}

}  // namespace
}  // namespace bepusdt

int main(int argc, char** argv) {
  const auto argument = [&](int index, double fallback) { return argc > index ? std::atof(argv[index]) : fallback; };
  return bepusdt::run(argument(1, 2), static_cast<int>(argument(2, 64)), static_cast<unsigned>(argument(3, 1)),
                      static_cast<int>(argument(4, 3)), static_cast<int>(argument(5, 0)));
}
