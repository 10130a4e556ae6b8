// The C functions through which SQLite reaches a SimDisk (https://www.sqlite.org/c3ref/vfs.html).
#pragma once

#include <sqlite3.h>

namespace bepusdt::test {

class SimDisk;

// To be registered by the disk; both arguments must outlive it.
[[nodiscard]] sqlite3_vfs sim_vfs(SimDisk& disk, const char* name);

}  // namespace bepusdt::test
