// A shop on the command line:
//
//   shop buy ORDER_ID AMOUNT NOTIFY_URL   makes an order and prints where to pay
//   shop status TRADE_ID                  asks how it is
//   shop paid < body                      verifies a callback's raw body; what a web framework calls for POST /paid
//
// BEPUSDT_API_URL and BEPUSDT_AUTH_TOKEN say which gateway. Exit status 0 done, 1 the gateway or the signature said no.
#include <bepusdt/bepusdt.hpp>

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>

namespace {

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value != nullptr ? value : "";
}

int paid(const std::string& token) {
  const std::string body(std::istreambuf_iterator<char>(std::cin), {});
  const auto callback = bepusdt::read_callback(body, token);
  if (!callback) {
    std::cerr << callback.error().message << '\n';
    return 1;
  }
  if (callback->status == bepusdt::OrderStatus::success)
    std::cout << "deliver " << callback->order_id << ": " << callback->actual_amount.text() << " arrived\n";
  return 0;  // answer HTTP 200 with the body `ok`
}

}  // namespace

int main(int argc, char** argv) try {
  const std::string command = argc > 1 ? argv[1] : "";
  const std::string token = environment("BEPUSDT_AUTH_TOKEN");
  if (command == "paid") return paid(token);

  const bepusdt::Client client({.api_url = environment("BEPUSDT_API_URL"), .api_token = token});
  if (command == "buy" && argc == 5) {
    const bepusdt::Order order = client.create_order({.order_id = argv[2],
                                                      .amount = argv[3],
                                                      .notify_url = argv[4],
                                                      .trade_type = std::string(bepusdt::trade_type::kUsdtErc20)});
    std::cout << order.trade_id << ' ' << order.actual_amount.text() << ' ' << order.token << ' ' << order.payment_url
              << '\n';
    return 0;
  }
  if (command == "status" && argc == 3) {
    std::cout << client.query_order(argv[2]).state << '\n';
    return 0;
  }
  std::cerr << "shop buy ORDER_ID AMOUNT NOTIFY_URL | shop status TRADE_ID | shop paid\n";
  return 2;
} catch (const bepusdt::Error& error) {
  std::cerr << name_of(error.kind()) << ": " << error.what() << '\n';
  return 1;
}
