#include "devnet/evm/evm_commands.hpp"

#include "devnet/evm/evm_faults_json.hpp"
#include "devnet/evm/evm_json.hpp"

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;

constexpr int kInvalidParams = -32602;

// The number in the first place: 1 where there is nothing, nullopt for what is no number up to kMostBlocks.
std::optional<std::uint64_t> count_in(const dom::array& params) {
  dom::element first;
  std::uint64_t count = 0;
  if (params.at(0).get(first)) return 1;
  if (first.get(count) || count > EvmCommands::kMostBlocks) return std::nullopt;
  return count;
}

std::string no_number() {
  return error_text(kInvalidParams, "not a number up to " + std::to_string(EvmCommands::kMostBlocks));
}

}  // namespace

std::optional<std::string> EvmCommands::answer(std::string_view method, Params params) {
  const auto count = count_in(params);
  if (method == "devnet_mine") {
    if (!count) return no_number();
    miner_.mine(clock_.now(), *count);
    return newest();
  }
  if (method == "devnet_failNext") {
    if (!count) return no_number();
    miner_.fail_next(*count);
    return newest();
  }
  if (method == "devnet_fork") return fork(params);
  if (method == "devnet_setFaults") return set_faults(params);
  return std::nullopt;
}

std::string EvmCommands::fork(Params params) {
  bool again = false;
  const auto depth = count_in(params);
  if (!depth || params.size() == 0) return no_number();
  if (params.size() > 1 && params.at(1).get(again))
    return error_text(kInvalidParams, "the second parameter is true or false");
  if (!miner_.fork(clock_.now(), *depth, again)) return error_text(kInvalidParams, "there are not so many blocks");
  return newest();
}

std::string EvmCommands::set_faults(Params params) {
  dom::object object;
  if (params.at(0).get(object)) return error_text(kInvalidParams, "the first parameter is no object");
  EvmFaults none;
  none.chain_id = chain_id_;
  auto faults = read_faults(object, std::move(none));
  if (!faults) return error_text(kInvalidParams, faults.error());
  host_.faults = *std::move(faults);
  return newest();
}

std::string EvmCommands::newest() const { return result_text(in_quotes(evm_quantity(host_.chain->head()))); }

}  // namespace bepusdt::devnet
