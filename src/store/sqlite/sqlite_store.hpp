// SqliteStore: the port over one SQLite database in WAL mode with synchronous=FULL: what write() returned from survives a
// power cut. One connection writes, under a mutex; readers have connections of their own and never wait for the writer.
// Thread-safe. Other processes may have the same file open: their transactions are waited for, `busy_timeout` at most.
//
// Everything that was written goes to a log first and has to be copied into the database file at times. That is due when the
// log has `checkpoint_pages`, and somebody should then call checkpoint() from a thread of its own, beside the writers:
//     while (store.wait_for_checkpoint(stop)) store.checkpoint();
// Where nobody does, the writer does it itself at `log_limit_pages`, and the order that meets it waits for some 30 ms.
//
// A checkpoint whose sync fails is the last one of this store: what it copied may be lost though a later sync succeeds. Writes
// go on into the log, which is whole; the next process that opens the database copies all of it.
#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "ports/store.hpp"
#include "store/sqlite/open_database.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {

struct SqliteOptions : OpenOptions {
  int checkpoint_pages = 8'192;  // 32 MiB of log
  int log_limit_pages = 32'768;  // 128 MiB
};

class SqliteStore final : public ports::Store {
 public:
  [[nodiscard]] static Result<std::unique_ptr<SqliteStore>, OpenError> open(const SqliteOptions& options);
  ~SqliteStore() override;

  Result<void, ports::StoreError> write(const std::function<void(ports::Tx&)>& f) override;
  Result<void, ports::StoreError> read(const std::function<void(const ports::View&)>& f) override;
  std::uint64_t foreign_changes() override;

  // Copies the log into the database file when it is due, else does nothing. Writers wait only for its last few pages.
  Result<void, ports::StoreError> checkpoint();
  // Blocks until checkpoint() is due (true) or `stop` is requested (false).
  [[nodiscard]] bool wait_for_checkpoint(const std::stop_token& stop);
  // Pages in the log as of the last commit, less those of a log that was copied and begins anew with the next one.
  [[nodiscard]] int log_pages() const { return log_pages_; }

 private:
  // A connection with its tables. Its address is known to SQLite and the session, so it does not move.
  struct Desk {
    explicit Desk(Connection&& c) : connection(std::move(c)), session(connection) {}
    Connection connection;
    Session session;
  };

  SqliteStore(const SqliteOptions& options, Connection&& writer);

  [[nodiscard]] std::unique_ptr<Desk> take_reader();
  void give_back(std::unique_ptr<Desk> reader);
  static int log_grew(void* store, sqlite3*, const char*, int pages);
  // Copies what it can without waiting for anybody. Throws StoreFailure.
  void copy_log(Connection& connection);
  void put_checkpoint_off() { checkpoint_at_ = log_pages_ + options_.checkpoint_pages; }

  const SqliteOptions options_;

  std::mutex writer_mutex_;
  Desk writer_;
  std::uint64_t foreign_changes_ = 0;

  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Desk>> readers_;  // idle ones

  std::mutex checkpoint_mutex_;
  std::optional<Connection> checkpointer_;  // from the first checkpoint on

  std::atomic<int> log_pages_ = 0;
  std::atomic<int> checkpoint_at_;         // pages; higher than checkpoint_pages after a checkpoint that a reader held up
  std::atomic<bool> copies_lost_ = false;  // a checkpoint's sync failed
  std::mutex due_mutex_;
  std::condition_variable_any due_;
};

}  // namespace bepusdt::store
