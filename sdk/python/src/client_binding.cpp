#include "client_binding.hpp"

#include <bepusdt/client.hpp>

#include "client_options.hpp"
#include "gil.hpp"
#include "python_values.hpp"
#include "sdk/cpp/src/system_timer.hpp"

namespace bepusdt::python {
namespace {

using Clock = std::chrono::steady_clock;

// When this thread last looked for Ctrl-C.
thread_local Clock::time_point last_look;

// Ctrl-C, or any other signal whose handler raises: the exception stays set until the call has come back. The library asks at
// every turn; the GIL is taken only so often that other threads do not feel it.
bool interrupted() {
  constexpr std::chrono::milliseconds kPause{50};
  const Clock::time_point now = Clock::now();
  if (now - last_look < kPause) return false;
  last_look = now;
  const WithGil gil;
  return PyErr_CheckSignals() != 0;
}

struct BoundTransport {
  std::shared_ptr<sdk::Transport> transport;
};

class BoundClient {
 public:
  BoundClient(sdk::ClientOptions options, const BoundTransport& connections)
      : client_(std::move(options), connections.transport, std::make_shared<sdk::SystemTimer>(interrupted)) {}

  template <class Call>
  auto run(Call call) const {
    last_look = Clock::now();
    auto result = [&] {
      const WithoutGil released;
      return call(client_);
    }();
    if (PyErr_Occurred()) throw py::error_already_set();
    if (!result) raise_error(result.error());
    return *std::move(result);
  }

 private:
  const sdk::Client client_;
};

BoundTransport make_connections(py::handle proxy, py::handle ca_bundle) {
  sdk::TransportOptions options = transport_options(proxy, ca_bundle);
  options.cancelled = interrupted;
  return {sdk::make_transport(std::move(options))};
}

}  // namespace

void bind_client(py::module_& module) {
  py::class_<BoundTransport>(module, "Transport").def(py::init(&make_connections), py::arg("proxy"), py::arg("ca_bundle"));

  py::class_<BoundClient>(module, "Client")
      .def(py::init([](const BoundTransport& transport, py::handle api_url, py::handle api_token, py::handle merchant_id,
                       py::handle timeout, py::handle max_retries, py::handle retry_delay, py::handle deadline,
                       py::handle language, py::object on_retry, py::object on_request) {
        return std::make_unique<BoundClient>(
            client_options(api_url, api_token, merchant_id, timeout, max_retries, retry_delay, deadline, language,
                           std::move(on_retry), std::move(on_request)),
            transport);
      }))
      .def("create_order",
           [](const BoundClient& self, py::handle order_id, py::handle amount, py::handle notify_url,
              py::handle redirect_url, py::handle address, py::handle trade_type, py::handle timeout, py::handle rate,
              py::handle fiat, py::handle name) {
             const sdk::CreateOrder order =
                 create_order_of(order_id, amount, notify_url, redirect_url, address, trade_type, timeout, rate, fiat, name);
             return to_python(self.run([&](const sdk::Client& client) { return client.try_create_order(order); }));
           })
      .def("cancel_order",
           [](const BoundClient& self, py::handle trade_id) {
             const std::string id = text_of("trade_id", trade_id);
             return self.run([&](const sdk::Client& client) { return client.try_cancel_order(id); }).trade_id;
           })
      .def("query_order",
           [](const BoundClient& self, py::handle trade_id) {
             const std::string id = text_of("trade_id", trade_id);
             return to_python(self.run([&](const sdk::Client& client) { return client.try_query_order(id); }));
           })
      .def("get_order", [](const BoundClient& self, py::handle trade_id, py::handle order_id) {
        const sdk::GetOrder which = get_order_of(trade_id, order_id);
        return self.run([&](const sdk::Client& client) { return client.try_get_order(which); }).json;
      });
}

}  // namespace bepusdt::python
