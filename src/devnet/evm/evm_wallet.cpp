#include "devnet/evm/evm_wallet.hpp"

#include <algorithm>

#include "devnet/evm/erc20_call.hpp"
#include "devnet/evm/evm_json.hpp"
#include "devnet/evm/evm_request.hpp"

namespace bepusdt::devnet {
namespace {

namespace dom = simdjson::dom;

// JSON-RPC's and, for a call that a contract refuses, Ethereum's.
constexpr int kInvalidParams = -32602;
constexpr int kRefused = -32003;
constexpr int kReverted = 3;

// The tag that may stand in that place: "latest" where there is none, empty for what is no tag.
std::string tag_in(const dom::array& params, std::size_t place) {
  dom::element tag;
  return params.at(place).get(tag) ? "latest" : text_of(tag);
}

std::string quoted_result(std::string_view text) { return result_text(in_quotes(text)); }
std::string only_newest() { return error_text(kInvalidParams, "only the newest state is known: latest"); }

}  // namespace

std::optional<std::string> EvmWallet::answer(std::string_view method, Params params) {
  if (method == "eth_accounts") return accounts();
  if (method == "eth_getBalance") return balance(params);
  if (method == "eth_getTransactionCount") return transaction_count(params);
  if (method == "eth_gasPrice") return quoted_result("0x0");
  if (method == "eth_estimateGas") return estimate(params);
  if (method == "eth_call") return call(params);
  if (method == "eth_sendTransaction") return send(params);
  if (method == "net_version") return quoted_result(std::to_string(chain_id_));
  if (method == "web3_clientVersion") return quoted_result("bepusdt-devnet/1");
  return std::nullopt;
}

std::string EvmWallet::accounts() const {
  std::string list;
  for (const std::string& account : accounts_) list += (list.empty() ? "" : ",") + in_quotes(account);
  return result_text("[" + list + "]");
}

std::string EvmWallet::balance(Params params) const {
  dom::element first;
  const auto holder = params.at(0).get(first) ? std::nullopt : address_of(text_of(first));
  if (!holder) return error_text(kInvalidParams, "an address that is none");
  if (tag_in(params, 1) != "latest") return only_newest();
  return quoted_result(evm_quantity(miner_.ledger().balance(*holder)));
}

std::string EvmWallet::transaction_count(Params params) const {
  dom::element first;
  const auto sender = params.at(0).get(first) ? std::nullopt : address_of(text_of(first));
  if (!sender) return error_text(kInvalidParams, "an address that is none");
  const std::string tag = tag_in(params, 1);
  if (tag == "latest") return quoted_result(evm_quantity(miner_.ledger().next_nonce(*sender)));
  if (tag == "pending") return quoted_result(evm_quantity(miner_.next_nonce(*sender)));
  return only_newest();
}

std::string EvmWallet::estimate(Params params) const {
  const auto request = read_request(params);
  if (!request) return error_text(kInvalidParams, request.error());
  return quoted_result(evm_quantity(std::uint64_t{request->input == "0x" ? 21'000U : 52'000U}));
}

std::string EvmWallet::call(Params params) const {
  const auto request = read_request(params);
  if (!request) return error_text(kInvalidParams, request.error());
  if (tag_in(params, 1) != "latest") return only_newest();
  const EvmToken* token = miner_.ledger().token(request->to);
  if (token == nullptr) return quoted_result("0x");  // as of every address without code
  const auto call = read_erc20_call(request->input);
  if (call && request->value == "0x0") switch (call->kind) {
      case Erc20Call::Kind::balance_of:
        return quoted_result(evm_word(miner_.ledger().balance(call->address, token->contract)));
      case Erc20Call::Kind::decimals: return quoted_result(evm_word(token->decimals));
      case Erc20Call::Kind::symbol: return quoted_result(abi_string(token->symbol));
      case Erc20Call::Kind::transfer:
        if (miner_.ledger().balance(request->from, token->contract) >= call->units) return quoted_result(evm_word(1));
        break;
    }
  return error_text(kReverted, "execution reverted");
}

std::string EvmWallet::send(Params params) {
  const auto request = read_request(params);
  if (!request) return error_text(kInvalidParams, request.error());
  if (std::ranges::find(accounts_, request->from) == accounts_.end())
    return error_text(kInvalidParams, "No Signer available");
  if (request->nonce && *request->nonce != miner_.next_nonce(request->from))
    return error_text(kRefused, "the next nonce is " + std::to_string(miner_.next_nonce(request->from)));
  EvmTx tx;
  tx.from = request->from;
  tx.to = request->to;
  tx.value = request->value;
  tx.input = request->input;
  tx.type = "0x2";
  const auto hash = miner_.send(std::move(tx));
  return hash ? quoted_result(*hash) : error_text(kRefused, "too many transactions wait for a block");
}

}  // namespace bepusdt::devnet
