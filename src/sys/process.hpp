// What the operating system says about this process. nullopt: /proc is not there or not readable. Any thread.
#pragma once

#include <cstdint>
#include <optional>

namespace bepusdt::sys {

// Bytes of memory that are resident now.
[[nodiscard]] std::optional<std::uint64_t> resident_memory_bytes();

}  // namespace bepusdt::sys
