// The part of PlayChain that starts anvil and puts the play token there.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "app/demo/play_chain.hpp"
#include "app/demo/play_token_bytecode.hpp"
#include "devnet/evm/evm_chain.hpp"

namespace bepusdt::app {
namespace {

constexpr std::string_view kChain = "ethereum";
constexpr std::string_view kUsdt = "0xdac17f958d2ee523a2206206994597c13d831ec7";

}  // namespace

std::string PlayChain::find_anvil() {
  if (const char* named = std::getenv("BEPUSDT_ANVIL")) return named;
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  std::vector<std::filesystem::path> starts{std::filesystem::current_path(error), self.parent_path()};
  // The program itself where its package is at hand: npm's launcher would be one more process, which can die before it.
  constexpr std::array kPrograms{"@foundry-rs/anvil-linux-amd64/bin/anvil", "@foundry-rs/anvil-linux-arm64/bin/anvil",
                                 ".bin/anvil"};
  for (const char* program : kPrograms)
    for (auto folder : starts)
      for (; !folder.empty(); folder = folder.parent_path()) {
        const auto candidate = folder / "node_modules" / program;
        if (access(candidate.c_str(), X_OK) == 0) return candidate.string();
        if (folder == folder.root_path()) break;
      }
  return "anvil";
}

Result<std::unique_ptr<PlayChain>, std::string> PlayChain::on_anvil(ports::HttpClient& client) {
  const auto port = free_loopback_port();
  if (!port) return fail(std::string("no free TCP port on the loopback"));
  const std::string anvil = find_anvil();
  auto node = ChildProcess::start(
      {anvil, "--host", "127.0.0.1", "--port", std::to_string(*port), "--chain-id", "1", "--block-time", "1", "--silent"});
  if (!node)
    return fail(fmt::format(
        "--node anvil needs anvil, which `./dev` installs (npm package @foundry-rs/anvil); {} could not be started", anvil));
  std::unique_ptr<PlayChain> chain(new PlayChain(client));
  chain->anvil_.emplace(*std::move(node));
  chain->urls_[std::string(kChain)] = fmt::format("http://127.0.0.1:{}", *port);

  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!chain->call(kChain, "eth_chainId", "[]")) {
    if (!chain->anvil_->running()) return fail(fmt::format("{} ended at once", anvil));
    if (std::chrono::steady_clock::now() > patience) return fail(std::string("anvil does not answer"));
    std::this_thread::sleep_for(Millis(20));
  }
  const auto placed = chain->call(kChain, "anvil_setCode", fmt::format(R"(["{}","{}"])", kUsdt, demo::kPlayTokenRuntime));
  if (!placed) return fail(placed.error());
  const auto minted = chain->send(
      kChain, std::string(kUsdt), 0,
      fmt::format("{}{}{}", demo::kPlayTokenMint, devnet::evm_topic(std::string(devnet::evm_accounts()[0])).substr(2),
                  devnet::evm_word(core::BaseUnits("1000000000000000")).substr(2)));
  if (!minted) return fail(minted.error());
  return chain;
}

}  // namespace bepusdt::app
