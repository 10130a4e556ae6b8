// The database of a simulated gateway: the real SQLite store on a disk in memory, made once and copied for every seed.
#pragma once

#include "store/sqlite/sqlite_store.hpp"
#include "support/sim_disk.hpp"

namespace bepusdt::sim {

// A disk that holds a database with the schema and nothing in it. Thread-safe.
[[nodiscard]] const test::SimDisk::Image& empty_database();

// How the gateway opens it; its log is short, so that checkpoints happen.
[[nodiscard]] store::SqliteOptions database_on(const test::SimDisk& disk);

}  // namespace bepusdt::sim
