#include <bepusdt/client.hpp>

#include <pybind11/functional.h>

#include "client_binding.hpp"
#include "client_options.hpp"
#include "python_values.hpp"
#include "sdk/cpp/src/call_machine.hpp"
#include "sdk/cpp/src/curl_loop.hpp"
#include "sdk/cpp/src/operation.hpp"
#include "sdk/cpp/src/system_timer.hpp"

namespace bepusdt::python {
namespace {

// One call between its tries.
class Call {
 public:
  using Read = std::function<py::object(const sdk::HttpAnswer&)>;

  Call(sdk::HttpRequest request, sdk::Idempotency idempotency, const sdk::ClientOptions& options, Read read)
      : machine_(std::move(request), idempotency, options.retry, options.on_retry, sdk::random_chance, now()),
        read_(std::move(read)) {}

  [[nodiscard]] const sdk::HttpRequest& request() const { return machine_.request(); }
  // Seconds to wait before the next try, or None: there is a result.
  [[nodiscard]] py::object after(sdk::HttpOutcome outcome) {
    const auto wait = machine_.after(std::move(outcome), now());
    if (!wait) return py::none();
    return py::float_(std::chrono::duration<double>(*wait).count());
  }
  [[nodiscard]] bool resume() { return machine_.resume(now()); }
  [[nodiscard]] py::object result() {
    auto answer = std::move(machine_).result();
    if (!answer) raise_error(answer.error());
    return read_(*answer);
  }

 private:
  static sdk::Timer::TimePoint now() { return std::chrono::steady_clock::now(); }

  sdk::CallMachine machine_;
  Read read_;
};

class AsyncClient {
 public:
  explicit AsyncClient(sdk::ClientOptions options) : options_(std::move(options)), endpoint_(sdk::Endpoint::of(options_)) {}

  [[nodiscard]] const sdk::Endpoint& endpoint() const { return endpoint_; }

  template <class T, class Convert>
  [[nodiscard]] std::unique_ptr<Call> call(sdk::Operation<T> operation, Convert convert) const {
    if (!operation.request) raise_error(operation.request.error());
    return std::make_unique<Call>(*std::move(operation.request), operation.idempotency, options_,
                                  [read = operation.read, convert](const sdk::HttpAnswer& answer) -> py::object {
                                    auto result = read(answer);
                                    if (!result) raise_error(result.error());
                                    return convert(*result);
                                  });
  }

 private:
  const sdk::ClientOptions options_;
  const sdk::Endpoint endpoint_;
};

// The exchanges of one asyncio loop. `watch(socket, read, write)` and `set_timer(seconds or None)` are called from within
// libcurl, through which no exception may pass.
class Exchanges final : private sdk::LoopHost {
 public:
  Exchanges(sdk::TransportOptions options, py::object watch, py::object set_timer)
      : watch_(std::move(watch)), set_timer_(std::move(set_timer)), loop_(new sdk::CurlLoop(options, *this)) {}

  // `done(seconds to wait or None, exception or None)` is called once, unless the exchange is cancelled. An exception is what a
  // log's handler raised.
  std::uint64_t start(py::object call, py::object done) {
    auto& machine = call.cast<Call&>();
    return loop().start(machine.request(), [call = std::move(call), done = std::move(done)](sdk::HttpOutcome outcome) {
      guarded([&] {
        try {
          done(call.cast<Call&>().after(std::move(outcome)), py::none());
        } catch (py::error_already_set& error) {
          done(py::none(), error.value());
        }
      });
    });
  }
  void cancel(std::uint64_t id) {
    if (loop_) loop_->cancel(id);
  }
  void ready(int socket, bool readable, bool writable) {
    if (loop_) loop_->ready(socket, readable, writable);
  }
  void timer_due() {
    if (loop_) loop_->timer_due();
  }
  // Ends all exchanges and closes the connections.
  void close() {
    loop_.reset();
    watch_ = set_timer_ = py::none();
  }

 private:
  sdk::CurlLoop& loop() {
    if (!loop_) throw std::runtime_error("the client is closed");
    return *loop_;
  }
  void watch(int socket, bool read, bool write) override {
    guarded([&] { watch_(socket, read, write); });
  }
  void set_timer(std::optional<std::chrono::milliseconds> after) override {
    guarded([&] {
      if (after)
        set_timer_(std::chrono::duration<double>(*after).count());
      else
        set_timer_(py::none());
    });
  }
  template <class Act>
  static void guarded(Act act) noexcept {
    try {
      act();
    } catch (py::error_already_set& error) {
      error.discard_as_unraisable("bepusdt: asyncio's event loop");
    }
  }

  py::object watch_;
  py::object set_timer_;
  std::unique_ptr<sdk::CurlLoop> loop_;
};

}  // namespace

void bind_async_client(py::module_& module) {
  py::class_<Call>(module, "Call").def("resume", &Call::resume).def("result", &Call::result);

  const auto order = [](const sdk::Order& value) -> py::object { return to_python(value); };
  py::class_<AsyncClient>(module, "AsyncClient")
      .def(py::init([](py::handle api_url, py::handle api_token, py::handle merchant_id, py::handle timeout,
                       py::handle max_retries, py::handle retry_delay, py::handle deadline, py::handle language,
                       py::object on_retry, py::object on_request) {
        return std::make_unique<AsyncClient>(client_options(api_url, api_token, merchant_id, timeout, max_retries,
                                                            retry_delay, deadline, language, std::move(on_retry),
                                                            std::move(on_request)));
      }))
      .def("create_order",
           [order](const AsyncClient& self, py::handle order_id, py::handle amount, py::handle notify_url,
                   py::handle redirect_url, py::handle address, py::handle trade_type, py::handle timeout, py::handle rate,
                   py::handle fiat, py::handle name) {
             return self.call(sdk::create_order_operation(
                                  self.endpoint(), create_order_of(order_id, amount, notify_url, redirect_url, address,
                                                                   trade_type, timeout, rate, fiat, name)),
                              order);
           })
      .def("cancel_order",
           [](const AsyncClient& self, py::handle trade_id) {
             return self.call(sdk::cancel_order_operation(self.endpoint(), text_of("trade_id", trade_id)),
                              [](const sdk::CancelledOrder& value) -> py::object { return py::str(value.trade_id); });
           })
      .def("query_order",
           [order](const AsyncClient& self, py::handle trade_id) {
             return self.call(sdk::query_order_operation(self.endpoint(), text_of("trade_id", trade_id)), order);
           })
      .def("get_order", [](const AsyncClient& self, py::handle trade_id, py::handle order_id) {
        return self.call(sdk::get_order_operation(self.endpoint(), get_order_of(trade_id, order_id)),
                         [](const sdk::OrderDetails& value) -> py::object { return py::str(value.json); });
      });

  py::class_<Exchanges>(module, "Exchanges")
      .def(py::init([](py::handle proxy, py::handle ca_bundle, py::object watch, py::object set_timer) {
        return std::make_unique<Exchanges>(transport_options(proxy, ca_bundle), std::move(watch), std::move(set_timer));
      }))
      .def("start", &Exchanges::start)
      .def("cancel", &Exchanges::cancel)
      .def("ready", &Exchanges::ready)
      .def("timer_due", &Exchanges::timer_due)
      .def("close", &Exchanges::close);
}

}  // namespace bepusdt::python
