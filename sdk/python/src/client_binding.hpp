// The two clients as Python sees them: Client blocks with the GIL released, AsyncClient makes calls that bepusdt/aio.py drives on
// asyncio. Both are immutable; client.py makes a new one when an attribute of its own has changed, over the same connections.
#pragma once

#include <pybind11/pybind11.h>

namespace bepusdt::python {

void bind_client(pybind11::module_& module);
void bind_async_client(pybind11::module_& module);

}  // namespace bepusdt::python
