// Python values as the library takes them, and the library's errors as Python's exceptions. What cannot be right is a
// bepusdt.ValidationError that names the argument. Everything here wants the GIL.
#pragma once

#include <bepusdt/error.hpp>
#include <bepusdt/order.hpp>
#include <bepusdt/retry.hpp>

#include <pybind11/pybind11.h>

#include <optional>
#include <string>

namespace bepusdt::python {

namespace py = pybind11;

// Throws py::error_already_set with the child of BEpusdtError that belongs to the kind.
[[noreturn]] void raise_error(const sdk::ErrorInfo& info);

// A text; `also_integer`: or an int, which stands for its digits.
[[nodiscard]] std::string text_of(const char* name, py::handle value, bool also_integer = false);
// Whatever is false in Python (None, "", 0) means: not given.
[[nodiscard]] std::string optional_text_of(const char* name, py::handle value);

// int, float, Decimal, or a strictly decimal text. A float is rounded to the 15 digits that it holds; bool is no number.
[[nodiscard]] sdk::Decimal decimal_of(const char* name, py::handle value);
[[nodiscard]] std::optional<std::chrono::seconds> optional_seconds_of(const char* name, py::handle value);
// A number is the rate itself, a text follows the rules of Rate.
[[nodiscard]] std::optional<sdk::Rate> optional_rate_of(py::handle value);

// Seconds as int or float.
[[nodiscard]] sdk::Milliseconds milliseconds_of(const char* name, py::handle value);
// The same for a time-out as `requests` takes it too: None is no limit (a day), (connect, read) their sum.
[[nodiscard]] sdk::Milliseconds timeout_of(py::handle value);
// Seconds as an int, far within what chrono holds.
[[nodiscard]] std::chrono::seconds whole_seconds_of(const char* name, py::handle value);
[[nodiscard]] int count_of(const char* name, py::handle value);

// The attributes of a models.Order, for its of_core. Amounts are floats and, in `_came_as`, texts; what is empty where a gateway
// may leave it out is None, and so is an unknown status.
[[nodiscard]] py::dict to_python(const sdk::Order& order);

}  // namespace bepusdt::python
