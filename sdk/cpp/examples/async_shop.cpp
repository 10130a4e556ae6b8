// Two orders at once on one thread, with Boost.Asio:
//
//   async_shop ORDER_ID AMOUNT NOTIFY_URL   makes ORDER_ID-a and ORDER_ID-b side by side and prints both
//
// BEPUSDT_API_URL and BEPUSDT_AUTH_TOKEN say which gateway.
#include <bepusdt/asio.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>

namespace {

namespace asio = boost::asio;

asio::awaitable<void> buy(const bepusdt::AsyncClient& client, std::string order_id, std::string amount,
                          std::string notify_url) {
  const bepusdt::CreateOrder wanted{.order_id = order_id,
                                    .amount = amount,
                                    .notify_url = notify_url,
                                    .trade_type = std::string(bepusdt::trade_type::kUsdtErc20)};
  const bepusdt::Order order = co_await client.create_order(wanted);
  std::cout << order.order_id << ' ' << order.trade_id << ' ' << order.actual_amount.text() << std::endl;
}

asio::awaitable<void> buy_two(const bepusdt::AsyncClient& client, char** argv) {
  using namespace asio::experimental::awaitable_operators;
  const std::string order_id = argv[1];
  auto first = buy(client, order_id + "-a", argv[2], argv[3]);
  auto second = buy(client, order_id + "-b", argv[2], argv[3]);
  auto both = std::move(first) && std::move(second);
  co_await std::move(both);
}

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::cerr << "async_shop ORDER_ID AMOUNT NOTIFY_URL\n";
    return 2;
  }
  asio::io_context loop;
  const bepusdt::AsyncClient client(
      loop.get_executor(), {.api_url = environment("BEPUSDT_API_URL"), .api_token = environment("BEPUSDT_AUTH_TOKEN")});
  int status = 0;
  asio::co_spawn(loop, buy_two(client, argv), [&status](std::exception_ptr failed) {
    if (!failed) return;
    status = 1;
    try {
      std::rethrow_exception(failed);
    } catch (const std::exception& error) {
      std::cerr << error.what() << '\n';
    }
  });
  loop.run();
  return status;
} catch (const bepusdt::Error& error) {
  std::cerr << name_of(error.kind()) << ": " << error.what() << '\n';
  return 1;
}
