// ServeLock: only one process serves a database at a time; command-line tools work beside it without this lock.
// It is a lock of the operating system (flock) on `<database>.lock`, so it ends with the process, however that ends. The file
// itself stays: removing it would let two processes lock two files of one name. Links and relative paths to one database are
// one lock; a database with a second hard link is refused.
#pragma once

#include <string>

#include "base/result.hpp"

namespace bepusdt::store {

struct ServeLockError {
  enum class Kind { taken, broken };
  Kind kind = Kind::broken;
  std::string zh;  // one sentence each
  std::string en;
};

class ServeLock {
 public:
  [[nodiscard]] static Result<ServeLock, ServeLockError> take(const std::string& database_path);

  ServeLock(ServeLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  ServeLock& operator=(ServeLock&&) = delete;
  ServeLock(const ServeLock&) = delete;
  ServeLock& operator=(const ServeLock&) = delete;
  ~ServeLock();

 private:
  explicit ServeLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace bepusdt::store
