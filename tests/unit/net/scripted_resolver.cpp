#include "unit/net/scripted_resolver.hpp"

#include <dlfcn.h>
#include <netdb.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <string_view>

namespace bepusdt::test {
namespace {

struct Book {
  std::mutex mutex;
  std::condition_variable changed;
  std::map<std::string, std::vector<std::string>> addresses;
  std::set<std::string> hanging;
  int waiting = 0;
};

Book& book() {
  static auto* kept = new Book;  // resolver threads may outlive main
  return *kept;
}

}  // namespace

void resolve_to(const std::string& name, std::vector<std::string> addresses) {
  const std::lock_guard lock(book().mutex);
  book().addresses[name] = std::move(addresses);
}

HangingName::HangingName(std::string name) : name_(std::move(name)) {
  const std::lock_guard lock(book().mutex);
  book().hanging.insert(name_);
}

HangingName::~HangingName() {
  std::unique_lock lock(book().mutex);
  book().hanging.erase(name_);
  book().changed.notify_all();
  book().changed.wait(lock, [] { return book().waiting == 0; });
}

}  // namespace bepusdt::test

extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints, addrinfo** out) {
  using Real = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto real = reinterpret_cast<Real>(dlsym(RTLD_NEXT, "getaddrinfo"));
  if (node == nullptr || !std::string_view(node).ends_with(".test")) return real(node, service, hints, out);

  auto& book = bepusdt::test::book();
  std::vector<std::string> addresses;
  {
    std::unique_lock lock(book.mutex);
    ++book.waiting;
    book.changed.wait(lock, [&] { return !book.hanging.contains(node); });
    --book.waiting;
    book.changed.notify_all();
    if (const auto found = book.addresses.find(node); found != book.addresses.end()) addresses = found->second;
  }
  addrinfo* first = nullptr;
  addrinfo** last = &first;
  for (const std::string& address : addresses) {
    addrinfo numeric = hints != nullptr ? *hints : addrinfo{};
    numeric.ai_flags |= AI_NUMERICHOST;
    if (real(address.c_str(), service, &numeric, last) != 0) continue;
    while (*last != nullptr) last = &(*last)->ai_next;
  }
  if (first == nullptr) return EAI_NONAME;
  *out = first;
  return 0;
}
