// Callbacks as raw bodies, for bepusdt/callbacks.py.
#pragma once

#include <pybind11/pybind11.h>

namespace bepusdt::python {

void bind_callbacks(pybind11::module_& module);

}  // namespace bepusdt::python
