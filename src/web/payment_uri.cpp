#include "web/payment_uri.hpp"

#include <fmt/format.h>

namespace bepusdt::web {
namespace {

std::string evm(const PaymentRequest& r) {
  // Plain digits, although the grammar also has "2.014e18": every wallet reads these.
  const std::string units = r.amount.units().str();
  if (r.contract.empty())
    return fmt::format("ethereum:{}@{}{}", r.address, r.chain_id, r.amount.is_zero() ? "" : "?value=" + units);
  return fmt::format("ethereum:{}@{}/transfer?address={}{}", r.contract, r.chain_id, r.address,
                     r.amount.is_zero() ? "" : "&uint256=" + units);
}

// The amount is in whole SOL or whole tokens, with a zero before the point, never with an exponent; the recipient is the
// owner, from whom the wallet derives the token account.
std::string solana(const PaymentRequest& r) {
  std::string uri = "solana:" + r.address;
  char separator = '?';
  if (!r.amount.is_zero()) {
    uri += "?amount=" + r.amount.to_string();
    separator = '&';
  }
  if (!r.contract.empty()) uri += fmt::format("{}spl-token={}", separator, r.contract);
  return uri;
}

std::string ton(const PaymentRequest& r) {
  std::string uri = "ton://transfer/" + r.address;
  char separator = '?';
  if (!r.contract.empty()) {
    uri += "?jetton=" + r.contract;
    separator = '&';
  }
  if (!r.amount.is_zero()) uri += fmt::format("{}amount={}", separator, r.amount.units().str());
  return uri;
}

}  // namespace

std::string payment_uri(const PaymentRequest& request) {
  switch (request.family) {
    case core::Family::evm: return evm(request);
    case core::Family::solana: return solana(request);
    case core::Family::ton: return ton(request);
    case core::Family::tron:
    case core::Family::aptos: return request.address;
  }
  return request.address;
}

}  // namespace bepusdt::web
