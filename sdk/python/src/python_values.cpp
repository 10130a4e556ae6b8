#include "python_values.hpp"

#include <charconv>
#include <cmath>

#include "sdk/cpp/src/refuse.hpp"

namespace bepusdt::python {
namespace {

[[noreturn]] void refuse_argument(const char* name, std::string_view zh, std::string_view en) {
  raise_error(sdk::refuse(name, zh, en));
}

[[noreturn]] void refuse_number(const char* name) { refuse_argument(name, "不是十进制数字", "is not a decimal number"); }

std::optional<std::string_view> utf8_of(py::handle text) {
  Py_ssize_t size = 0;
  const char* const data = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
  if (data == nullptr) {
    PyErr_Clear();
    return std::nullopt;
  }
  return std::string_view(data, static_cast<std::size_t>(size));
}

std::string checked_utf8_of(const char* name, py::handle text) {
  const auto utf8 = utf8_of(text);
  if (!utf8) refuse_argument(name, "不是有效的 UTF-8", "is not valid UTF-8");
  return std::string(*utf8);
}

bool given(py::handle value) {
  const int truth = PyObject_IsTrue(value.ptr());
  if (truth < 0) throw py::error_already_set();
  return truth != 0;
}

// The decimal module is not imported for this: without it there is no Decimal.
bool is_python_decimal(py::handle value) {
  static PyObject* const name = PyUnicode_InternFromString("decimal");
  const auto module = py::reinterpret_steal<py::object>(PyImport_GetModule(name));
  if (!module) {
    if (PyErr_Occurred()) throw py::error_already_set();
    return false;
  }
  return py::hasattr(module, "Decimal") && py::isinstance(value, module.attr("Decimal"));
}

// Digits of an int, or of what stands for one (numpy's integers).
std::optional<std::string> digits_of(py::handle value) {
  if (PyBool_Check(value.ptr()) || !PyIndex_Check(value.ptr())) return std::nullopt;
  const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
  if (!number) throw py::error_already_set();
  int overflow = 0;
  const long long small = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
  if (overflow == 0) return std::to_string(small);
  const auto text = py::reinterpret_steal<py::object>(PyNumber_ToBase(number.ptr(), 10));
  if (!text) {
    PyErr_Clear();  // more digits than Python writes
    return std::nullopt;
  }
  return std::string(*utf8_of(text));
}

std::optional<sdk::Decimal> number_of(py::handle value) {
  if (PyFloat_Check(value.ptr())) return sdk::Decimal::from_double(PyFloat_AS_DOUBLE(value.ptr()));
  if (const auto digits = digits_of(value)) return sdk::Decimal::parse(*digits);
  if (is_python_decimal(value)) return sdk::Decimal::parse(py::str(value).cast<std::string>());
  return std::nullopt;
}

}  // namespace

void raise_error(const sdk::ErrorInfo& info) {
  const py::object retry_after = info.retry_after ? py::object(py::int_(info.retry_after->count())) : py::object(py::none());
  const auto text = [](std::string_view bytes) {
    return py::reinterpret_steal<py::object>(
        PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "replace"));
  };
  const py::object error = py::module_::import("bepusdt.exceptions")
                               .attr("error_of_core")(text(sdk::name_of(info.kind)), text(info.message), info.status_code,
                                                      text(info.code), text(info.response), text(info.request_id),
                                                      text(info.field), text(info.location), retry_after, info.attempts);
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(error.ptr())), error.ptr());
  throw py::error_already_set();
}

std::string text_of(const char* name, py::handle value, bool also_integer) {
  if (PyUnicode_Check(value.ptr())) return checked_utf8_of(name, value);
  if (value.is_none()) refuse_argument(name, "不能为空", "must not be empty");
  if (also_integer)
    if (auto digits = digits_of(value)) return *std::move(digits);
  refuse_argument(name, "应为字符串", "must be a str");
}

std::string optional_text_of(const char* name, py::handle value) {
  return given(value) ? text_of(name, value) : std::string();
}

sdk::Decimal decimal_of(const char* name, py::handle value) {
  auto number = PyUnicode_Check(value.ptr()) ? sdk::Decimal::parse(checked_utf8_of(name, value)) : number_of(value);
  if (!number) refuse_number(name);
  return *std::move(number);
}

std::optional<std::chrono::seconds> optional_seconds_of(const char* name, py::handle value) {
  if (!given(value)) return std::nullopt;
  const std::string text = decimal_of(name, value).text();
  long seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (error != std::errc() || end != text.data() + text.size())
    refuse_argument(name, "应为整数秒", "must be a whole number of seconds");
  return std::chrono::seconds(seconds);
}

std::optional<sdk::Rate> optional_rate_of(py::handle value) {
  if (!given(value)) return std::nullopt;
  if (PyUnicode_Check(value.ptr())) return sdk::Rate(checked_utf8_of("rate", value));
  return sdk::Rate(decimal_of("rate", value));
}

sdk::Milliseconds milliseconds_of(const char* name, py::handle value) {
  constexpr double kLongest = 1e9;
  const auto number = number_of(value);
  if (!number) refuse_argument(name, "应为秒数", "must be a number of seconds");
  const double seconds = number->to_double();
  if (!(seconds >= 0 && seconds <= kLongest)) refuse_argument(name, "超出范围", "is out of range");
  return sdk::Milliseconds(static_cast<long long>(std::ceil(seconds * 1000 - 1e-6)));
}

sdk::Milliseconds timeout_of(py::handle value) {
  if (value.is_none()) return std::chrono::hours(24);
  if (!py::isinstance<py::tuple>(value)) return milliseconds_of("timeout", value);
  sdk::Milliseconds total(0);
  for (const py::handle part : value) total += part.is_none() ? std::chrono::hours(24) : milliseconds_of("timeout", part);
  return total;
}

std::chrono::seconds whole_seconds_of(const char* name, py::handle value) {
  constexpr long long kMost = 1'000'000'000'000'000;
  const auto digits = digits_of(value);
  long long seconds = 0;
  if (!digits) refuse_argument(name, "应为整数秒", "must be a whole number of seconds");
  if (std::from_chars(digits->data(), digits->data() + digits->size(), seconds).ec != std::errc() || seconds < -kMost ||
      seconds > kMost)
    refuse_argument(name, "超出范围", "is out of range");
  return std::chrono::seconds(seconds);
}

int count_of(const char* name, py::handle value) {
  const auto digits = digits_of(value);
  int count = 0;
  if (!digits || std::from_chars(digits->data(), digits->data() + digits->size(), count).ec != std::errc())
    refuse_argument(name, "应为整数", "must be an int");
  return count;
}

py::dict to_python(const sdk::Order& order) {
  const auto or_none = [](const std::string& text) {
    return text.empty() ? py::object(py::none()) : py::object(py::str(text));
  };
  const py::float_ amount(order.amount.to_double());
  const py::float_ actual_amount(order.actual_amount.to_double());
  py::dict attributes;
  attributes["trade_id"] = order.trade_id;
  attributes["order_id"] = order.order_id;
  attributes["amount"] = amount;
  attributes["actual_amount"] = actual_amount;
  attributes["token"] = order.token;
  attributes["expiration_time"] = order.expiration_time.count();
  attributes["payment_url"] = order.payment_url;
  attributes["fiat"] = or_none(order.fiat);
  attributes["status"] = order.status ? py::object(py::int_(static_cast<int>(*order.status))) : py::object(py::none());
  attributes["block_transaction_id"] = or_none(order.block_transaction_id);
  attributes["state"] = order.state;
  attributes["trade_type"] = order.trade_type;
  attributes["return_url"] = order.return_url;
  attributes["_came_as"] = py::make_tuple(amount, order.amount.text(), actual_amount, order.actual_amount.text());
  return attributes;
}

}  // namespace bepusdt::python
