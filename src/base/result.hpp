// Result: the return type of everything whose failure is an expected outcome.
// A failure carries an error value of the callee's own type; our own bugs are assertions (assert.hpp),
// and exceptions of foreign code are caught in the adapter that calls it.
#pragma once

#include <expected>
#include <utility>

namespace bepusdt {

template <class T, class E>
using Result = std::expected<T, E>;

template <class E>
[[nodiscard]] constexpr std::unexpected<std::decay_t<E>> fail(E&& error) {
  return std::unexpected<std::decay_t<E>>(std::forward<E>(error));
}

}  // namespace bepusdt
