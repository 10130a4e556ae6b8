#include "devnet/tron/tron_commands.hpp"

#include "catalog/chains.hpp"
#include "core/address.hpp"
#include "devnet/tron/tron_faults_json.hpp"

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;

constexpr std::uint64_t kPayer = 1;  // tron_wallet()

// The number of that name: `absent` where there is none.
Result<std::uint64_t, std::string> count_in(const dom::object& fields, std::string_view name,
                                            std::optional<std::uint64_t> absent) {
  dom::element found;
  std::uint64_t count = 0;
  if (fields[name].get(found)) {
    if (absent) return *absent;
    return fail(std::string(name) + " is missing");
  }
  if (found.get(count) || count > TronCommands::kMostBlocks)
    return fail(std::string(name) + " is not a number up to " + std::to_string(TronCommands::kMostBlocks));
  return count;
}

}  // namespace

Result<std::string, std::string> TronCommands::answer(std::string_view method, Fields fields) {
  if (method == "pay") return pay(fields);
  if (method == "fork") return fork(fields);
  if (method == "setfaults") return set_faults(fields);
  if (method != "mine" && method != "failnext") return fail("no command has this name");
  const auto count = count_in(fields, method == "mine" ? "blocks" : "count", 1);
  if (!count) return fail(count.error());
  if (method == "mine")
    miner_.mine(clock_.now(), *count);
  else
    miner_.fail_next(*count);
  return height();
}

TronCommands::Answer TronCommands::pay(Fields fields) {
  std::string_view to, digits, contract;
  if (fields["to"].get(to)) return fail("to is missing");
  const auto address = core::parse_address(core::Family::tron, to);
  if (!address) return fail("to is no address of Tron");
  if (fields["amount"].get(digits)) return fail("amount is missing: base units, as a text");
  const auto units = core::units_from_digits(digits);
  if (!units || units->is_zero()) return fail("amount is not a number of base units");
  const bool of_token = !fields["contract"].get(contract);
  if (of_token && catalog::find_contract("tron", contract) == nullptr) return fail("contract is no token of the catalog");
  const std::string payer = tron_wallet(kPayer);
  if (!of_token && *units > std::numeric_limits<std::int64_t>::max()) return fail("amount is more than there is");
  TronTx tx = of_token ? host_.chain->token(std::string(contract), payer, address->value(), *units)
                       : host_.chain->coin(payer, address->value(), static_cast<std::uint64_t>(*units));
  const std::string txid = tx.hash;
  if (!miner_.send(std::move(tx))) return fail("too many transactions wait");
  return "{\"txid\":\"" + txid + "\"}";
}

TronCommands::Answer TronCommands::fork(Fields fields) {
  const auto depth = count_in(fields, "depth", std::nullopt);
  if (!depth) return fail(depth.error());
  bool again = false;
  dom::element found;
  if (!fields["again"].get(found) && found.get(again)) return fail("again is true or false");
  if (!miner_.fork(clock_.now(), *depth, again)) return fail("there are not so many blocks");
  return height();
}

TronCommands::Answer TronCommands::set_faults(Fields fields) {
  auto faults = read_tron_faults(fields);
  if (!faults) return fail(faults.error());
  host_.faults = *std::move(faults);
  return height();
}

std::string TronCommands::height() const { return "{\"height\":" + std::to_string(host_.chain->head()) + "}"; }

}  // namespace bepusdt::devnet
