// What ThreadSanitizer need not report of these tests: Boost.Asio counts the references of an executor with a release and an
// atomic_thread_fence(acquire) (boost/asio/detail/atomic_count.hpp), and the sanitizer knows nothing of fences.
extern "C" const char* __tsan_default_suppressions();
extern "C" const char* __tsan_default_suppressions() {
  return "race:boost::asio::execution::detail::shared_target_executor\n";
}
