// The language in which a command speaks to the person at the terminal: LANG=zh_CN... is Chinese, all else English.
#pragma once

#include "wire/errors.hpp"

namespace bepusdt::app {

// The first that is set of LC_ALL, LC_MESSAGES and LANG, as POSIX orders them.
[[nodiscard]] wire::Language terminal_language();

}  // namespace bepusdt::app
