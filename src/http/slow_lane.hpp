// SlowLane: runs a page that has to wait for somebody else (the demo's test chain) on a thread of its own, so that no
// connection's thread ever waits. The page works on copies; its answer is taken over only while the connection still waits.
// Thread-safe; the threads start with the first page.
#pragma once

#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <mutex>

#include "http/call.hpp"
#include "http/response.hpp"
#include "http/route.hpp"
#include "http/task.hpp"

namespace bepusdt::http {

class SlowLane {
 public:
  // Ends when the page has answered, however long that takes: pages bound their own waits.
  [[nodiscard]] Task<void> run(const SlowPage& page, const Call& call, Response& response);

 private:
  [[nodiscard]] asio::thread_pool& threads();

  std::mutex mutex_;
  std::unique_ptr<asio::thread_pool> threads_;
};

}  // namespace bepusdt::http
