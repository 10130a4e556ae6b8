// fork(): a process that has kept connections makes a child, and both go on calling. The child begins with connections of its own.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "sdk/cpp/src/curl_transport.hpp"
#include "support/server/local_server.hpp"
#include "support/temp_folder.hpp"
#include "unit/sdk/fake_transport.hpp"

namespace bepusdt::test {
namespace {

using namespace sdk;

// Which connection served the call; 0 where none did.
int connection_of(Transport& transport, const std::string& url) {
  const HttpOutcome outcome = transport.send({.method = "GET", .url = url, .timeout = std::chrono::seconds(60)});
  const auto* const answer = std::get_if<HttpAnswer>(&outcome);
  return answer != nullptr ? std::atoi(answer->body.c_str()) : 0;
}

void both_go_on_calling(LocalServer& server, TransportOptions options) {
  auto transport = std::make_unique<CurlTransport>(std::move(options));
  ASSERT_EQ(connection_of(*transport, server.url()), 1);
  int report[2];
  ASSERT_EQ(::pipe(report), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    // No test assertion works here: the outcome goes to the parent.
    std::array<int, 2> served{};
    for (int& one : served) one = connection_of(*transport, server.url());
    transport.reset();  // says no goodbye in the parent's connection
    const bool told = ::write(report[1], served.data(), sizeof served) == sizeof served;
    ::_exit(told ? 0 : 1);
  }
  std::array<int, 2> childs{};
  EXPECT_EQ(::read(report[0], childs.data(), sizeof childs), static_cast<ssize_t>(sizeof childs));
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
  EXPECT_EQ(childs, (std::array{2, 2}));
  for (int call = 0; call < 3; ++call) EXPECT_EQ(connection_of(*transport, server.url()), 1);
  EXPECT_EQ(server.connections(), 2);
  ::close(report[0]);
  ::close(report[1]);
}

void answer_with_its_number(Conversation& c) { c.answer(200, std::to_string(c.connection)); }

TEST(CurlFork, ParentAndChildGoOnCallingOverHttp) {
  LocalServer server(answer_with_its_number);
  both_go_on_calling(server, {.proxy = "none"});
}

TEST(CurlFork, ParentAndChildGoOnCallingOverHttps) {
  const TempFolder folder;
  const Identity authority = make_authority();
  write_pem(authority, folder.file("authority.pem"));
  LocalServer server(answer_with_its_number, make_server_identity(authority, "IP:127.0.0.1"));
  both_go_on_calling(server, {.ca_bundle = folder.file("authority.pem"), .proxy = "none"});
}

// Not under a sanitizer: g++ 12's runtimes hold locks of their own over fork(), which their child then waits for.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(CurlFork, AChildIsNotHeldUpByWhatTheThreadsOfItsParentWereDoing) {
  CurlTransport transport({.proxy = "none"});
  const auto call = [&] { return transport.send({.method = "GET", .url = "http://127.0.0.1:1/"}); };
  std::atomic<bool> enough = false;
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 8; ++thread)
    threads.emplace_back([&] {
      while (!enough) static_cast<void>(call());
    });
  int status = 0;
  for (int fork = 0; fork < 100 && status == 0; ++fork) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::alarm(20);
      static_cast<void>(call());
      ::_exit(0);
    }
    if (::waitpid(child, &status, 0) != child) status = -1;
  }
  enough = true;
  EXPECT_EQ(status, 0);  // SIGALRM: it waited for a lock that nobody holds
}
#endif

}  // namespace
}  // namespace bepusdt::test
