#include "client_options.hpp"

#include "gil.hpp"
#include "python_values.hpp"

namespace bepusdt::python {
namespace {

// A Python callable that may be copied and dropped without the GIL.
std::shared_ptr<py::object> shared(py::object callable) {
  return {new py::object(std::move(callable)), [](py::object* held) {
            const WithGil gil;
            delete held;
          }};
}

}  // namespace

sdk::ClientOptions client_options(py::handle api_url, py::handle api_token, py::handle merchant_id, py::handle timeout,
                                  py::handle max_retries, py::handle retry_delay, py::handle deadline, py::handle language,
                                  py::object on_retry, py::object on_request) {
  sdk::ClientOptions options;
  options.api_url = text_of("api_url", api_url);
  options.api_token = text_of("api_token", api_token);
  options.merchant_id = optional_text_of("merchant_id", merchant_id);
  options.timeout = timeout_of(timeout);
  options.retry.max_retries = count_of("max_retries", max_retries);
  options.retry.delay = milliseconds_of("retry_delay", retry_delay);
  // A delay of the caller's own choosing is never cut.
  options.retry.longest_wait = std::max(options.retry.longest_wait, options.retry.delay);
  if (!deadline.is_none()) options.retry.deadline = milliseconds_of("deadline", deadline);
  options.language = optional_text_of("language", language);
  options.user_agent = "bepusdt-python/" BEPUSDT_SDK_VERSION;
  options.exact_status_codes = false;  // the status codes that callers of the first generation know
  options.on_retry = [callable = shared(std::move(on_retry))](const sdk::RetryNotice& notice) {
    const WithGil gil;
    unless_python_ends([&] {
      (*callable)(sdk::name_of(notice.error.kind), notice.error.message, std::chrono::duration<double>(notice.wait).count(),
                  notice.retry, notice.max_retries);
    });
  };
  if (!on_request.is_none())
    options.on_request = [callable = shared(std::move(on_request))](std::string_view path, std::string_view body) {
      const WithGil gil;
      unless_python_ends([&] { (*callable)(path, body); });
    };
  return options;
}

sdk::TransportOptions transport_options(py::handle proxy, py::handle ca_bundle) {
  sdk::TransportOptions options;
  options.proxy = optional_text_of("proxy", proxy);
  options.ca_bundle = optional_text_of("ca_bundle", ca_bundle);
  return options;
}

sdk::CreateOrder create_order_of(py::handle order_id, py::handle amount, py::handle notify_url, py::handle redirect_url,
                                 py::handle address, py::handle trade_type, py::handle timeout, py::handle rate,
                                 py::handle fiat, py::handle name) {
  return {.order_id = text_of("order_id", order_id, true),
          .amount = decimal_of("amount", amount),
          .notify_url = text_of("notify_url", notify_url),
          .redirect_url = optional_text_of("redirect_url", redirect_url),
          .trade_type = optional_text_of("trade_type", trade_type),
          .address = optional_text_of("address", address),
          .timeout = optional_seconds_of("timeout", timeout),
          .rate = optional_rate_of(rate),
          .fiat = optional_text_of("fiat", fiat),
          .name = optional_text_of("name", name)};
}

sdk::GetOrder get_order_of(py::handle trade_id, py::handle order_id) {
  return {.trade_id = optional_text_of("trade_id", trade_id),
          .order_id = order_id.is_none() ? std::string() : text_of("order_id", order_id, true)};
}

}  // namespace bepusdt::python
