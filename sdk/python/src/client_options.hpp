// ClientOptions from the attributes of a Python client.
#pragma once

#include <bepusdt/client.hpp>

#include <pybind11/pybind11.h>

namespace bepusdt::python {

// on_retry(kind, message, wait, retry, max_retries) and on_request(path, body) are called with the GIL held; on_request may be None.
[[nodiscard]] sdk::ClientOptions client_options(pybind11::handle api_url, pybind11::handle api_token,
                                                pybind11::handle merchant_id, pybind11::handle timeout,
                                                pybind11::handle max_retries, pybind11::handle retry_delay,
                                                pybind11::handle deadline, pybind11::handle language,
                                                pybind11::object on_retry, pybind11::object on_request);

[[nodiscard]] sdk::TransportOptions transport_options(pybind11::handle proxy, pybind11::handle ca_bundle);

[[nodiscard]] sdk::CreateOrder create_order_of(pybind11::handle order_id, pybind11::handle amount,
                                               pybind11::handle notify_url, pybind11::handle redirect_url,
                                               pybind11::handle address, pybind11::handle trade_type,
                                               pybind11::handle timeout, pybind11::handle rate, pybind11::handle fiat,
                                               pybind11::handle name);

[[nodiscard]] sdk::GetOrder get_order_of(pybind11::handle trade_id, pybind11::handle order_id);

}  // namespace bepusdt::python
