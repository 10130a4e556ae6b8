// The table `wallets`. A wallet keeps its place in the order of addition when it is changed.
#include "base/assert.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/query.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {
namespace {

constexpr const char* kAll = "SELECT address, trade_type, active, from_file, added_at FROM wallets ORDER BY seq";
constexpr const char* kPut =
    "INSERT INTO wallets (address, trade_type, active, from_file, added_at) VALUES (?1, ?2, ?3, ?4, ?5) "
    "ON CONFLICT (address, trade_type) DO UPDATE SET active = ?3, from_file = ?4, added_at = ?5";

}  // namespace

std::vector<ports::Wallet> Session::wallets() const {
  std::vector<ports::Wallet> wallets;
  Query query(connection_, kAll);
  while (query.next()) {
    Columns c(query);
    ports::Wallet wallet;
    wallet.address = c.id<core::Address>();
    wallet.trade_type = c.trade_type();
    if (wallet.trade_type == nullptr) throw damaged("trade type", "");
    wallet.active = c.flag();
    wallet.from_file = c.flag();
    wallet.added_at = c.time();
    wallets.push_back(std::move(wallet));
  }
  return wallets;
}

void Session::put(const ports::Wallet& wallet) {
  BEPUSDT_ASSERT(wallet.trade_type != nullptr);
  Query(connection_, kPut)
      .bind(wallet.address, wallet.trade_type->name, wallet.active, wallet.from_file, wallet.added_at)
      .run();
}

}  // namespace bepusdt::store
