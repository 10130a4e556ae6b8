#include "store/sqlite/serve_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace bepusdt::store {
namespace {

// Who holds it, as the holder wrote it: for people only.
std::string holder(int descriptor) {
  std::array<char, 20> text;
  const ssize_t size = ::pread(descriptor, text.data(), text.size(), 0);
  std::string id;
  for (ssize_t i = 0; i < size && text[static_cast<std::size_t>(i)] >= '0' && text[static_cast<std::size_t>(i)] <= '9'; ++i)
    id += text[static_cast<std::size_t>(i)];
  return id.empty() ? "?" : id;
}

// The file's own name, whatever links and relative paths lead to it: two ways to one database are one lock.
std::string own_name(const std::string& path) {
  std::error_code error;
  const std::filesystem::path found = std::filesystem::weakly_canonical(path, error);
  return error ? path : found.string();
}

// https://www.sqlite.org/howtocorrupt.html, "Multiple links to the same file": the log lies beside one name, and who opens
// the file by another neither sees it nor is kept apart by it.
bool has_other_names(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && found.st_nlink > 1;
}

}  // namespace

Result<ServeLock, ServeLockError> ServeLock::take(const std::string& database_path) {
  const std::string path = own_name(database_path) + ".lock";
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    const std::string reason = std::strerror(errno);
    return fail(ServeLockError{ServeLockError::Kind::broken, fmt::format("无法打开锁文件 {}：{}", path, reason),
                               fmt::format("cannot open the lock file {}: {}", path, reason)});
  }
  ServeLock lock(descriptor);
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    if (error == EWOULDBLOCK) {
      const std::string process = holder(descriptor);
      return fail(ServeLockError{
          ServeLockError::Kind::taken, fmt::format("另一个网关进程（{}）正在使用数据库 {}", process, database_path),
          fmt::format("another gateway process ({}) is serving the database {}", process, database_path)});
    }
    return fail(ServeLockError{ServeLockError::Kind::broken, fmt::format("无法锁定 {}：{}", path, std::strerror(error)),
                               fmt::format("cannot lock {}: {}", path, std::strerror(error))});
  }
  if (has_other_names(database_path))
    return fail(ServeLockError{
        ServeLockError::Kind::broken,
        fmt::format("数据库 {} 还有别的硬链接名，经由两个名字使用会损坏数据：请先移除多余的名字（备份请复制，不要用硬链接）",
                    database_path),
        fmt::format("the database {} has another name (a hard link), and using it by two names would damage it: remove the "
                    "other name first (a backup is a copy, not a link)",
                    database_path)});
  const std::string id = std::to_string(::getpid()) + "\n";
  // Only a note for people: the lock holds without it.
  if (::ftruncate(descriptor, 0) == 0) [[maybe_unused]]
    const ssize_t written = ::pwrite(descriptor, id.data(), id.size(), 0);
  return lock;
}

ServeLock::~ServeLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace bepusdt::store
