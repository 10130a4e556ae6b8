#include "sys/process.hpp"

#include <unistd.h>

#include <fstream>

namespace bepusdt::sys {

std::optional<std::uint64_t> resident_memory_bytes() {
  // proc(5), /proc/pid/statm: size and resident, in pages.
  std::ifstream statm("/proc/self/statm");
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  if (!(statm >> size >> resident)) return std::nullopt;
  const long page = sysconf(_SC_PAGESIZE);
  if (page <= 0) return std::nullopt;
  return resident * static_cast<std::uint64_t>(page);
}

}  // namespace bepusdt::sys
