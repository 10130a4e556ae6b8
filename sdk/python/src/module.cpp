// The extension module bepusdt._core: what the Python package takes from the C++ library. Not a public interface;
// bepusdt/_core.pyi says what is in it.
#include <bepusdt/qr_code.hpp>
#include <bepusdt/trade_type.hpp>

#include "callback_binding.hpp"
#include "client_binding.hpp"
#include "params_signature.hpp"
#include "python_values.hpp"

namespace bepusdt::python {
namespace {

void translate(std::exception_ptr thrown) {
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const sdk::Error& error) {
    try {
      raise_error(error.info());
    } catch (py::error_already_set& made) {
      made.restore();
    }
  }
}

}  // namespace

PYBIND11_MODULE(_core, module) {
  py::register_local_exception_translator(&translate);
  module.attr("version") = BEPUSDT_SDK_VERSION;
  py::list trade_types;
  for (const std::string_view name : sdk::trade_type::kAll) trade_types.append(name);
  module.attr("trade_types") = py::tuple(trade_types);
  module.def("decimal_text", [](const char* name, py::handle value) { return decimal_of(name, value).text(); });
  module.def("qr_png", [](const std::string& text, int box_size, int border) {
    return py::bytes(sdk::QrCode(text).png(box_size, border));
  });
  module.def("qr_svg", [](const std::string& text, int border) { return sdk::QrCode(text).svg(border); });
  if (PyModule_AddFunctions(module.ptr(), kParamsSignatureMethods) != 0) throw py::error_already_set();
  bind_client(module);
  bind_async_client(module);
  bind_callbacks(module);
}

}  // namespace bepusdt::python
