#include "callback_binding.hpp"

#include <bepusdt/callback.hpp>

#include <pybind11/stl.h>

#include "python_values.hpp"

namespace bepusdt::python {
namespace {

// Secrets are converted here and not by pybind11, whose TypeError for a wrong argument quotes all the others.
std::vector<std::string> tokens_of(py::handle tokens) {
  std::vector<std::string> texts;
  for (const py::handle token : tokens) texts.push_back(text_of("api_token", token));
  return texts;
}

bool verify_body(const py::bytes& body, py::handle tokens) {
  return sdk::verify_callback(std::string_view(body), tokens_of(tokens));
}

// (trade_id, order_id, amount, actual_amount, token, block_transaction_id, status); amounts are texts.
py::tuple read_body(const py::bytes& body, py::handle tokens) {
  const auto callback = sdk::read_callback(std::string_view(body), tokens_of(tokens));
  if (!callback) raise_error(callback.error());
  return py::make_tuple(callback->trade_id, callback->order_id, callback->amount.text(), callback->actual_amount.text(),
                        callback->token, callback->block_transaction_id, static_cast<int>(callback->status));
}

// The outcome's name.
py::str check_hmac(const py::bytes& header, const py::bytes& body, py::handle tokens, py::handle tolerance, py::handle now) {
  const sdk::Headers headers{{"X-Bepusdt-Signature", std::string(header)}};
  return std::string(sdk::verify_callback_hmac(headers, std::string_view(body), tokens_of(tokens),
                                               whole_seconds_of("tolerance", tolerance),
                                               sdk::UnixTime(whole_seconds_of("now", now)))
                         .name());
}

// (headers as pairs, body)
py::tuple sign_body(py::handle trade_id, py::handle order_id, py::handle amount, py::handle actual_amount, py::handle token,
                    py::handle block_transaction_id, py::handle status, py::handle api_token, py::handle now) {
  const sdk::Callback callback{.trade_id = text_of("trade_id", trade_id),
                               .order_id = text_of("order_id", order_id, true),
                               .amount = decimal_of("amount", amount),
                               .actual_amount = decimal_of("actual_amount", actual_amount),
                               .token = text_of("token", token),
                               .block_transaction_id = optional_text_of("block_transaction_id", block_transaction_id),
                               .status = static_cast<sdk::OrderStatus>(count_of("status", status))};
  const auto made =
      sdk::sign_callback(callback, text_of("api_token", api_token), sdk::UnixTime(whole_seconds_of("now", now)));
  return py::make_tuple(made.headers, py::bytes(made.body));
}

}  // namespace

void bind_callbacks(py::module_& module) {
  module.def("verify_body", &verify_body);
  module.def("read_body", &read_body);
  module.def("check_hmac", &check_hmac);
  module.def("sign_body", &sign_body);
}

}  // namespace bepusdt::python
