#include "store/sqlite/query.hpp"

#include "base/assert.hpp"
#include "catalog/chains.hpp"
#include "store/sqlite/failure.hpp"

namespace bepusdt::store {

void Query::bind_one(int index, std::string_view text) {
  // A null pointer would bind NULL.
  check(sqlite3_bind_text64(statement_, index, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC,
                            SQLITE_UTF8));
}

void Query::bind_one(int index, const std::optional<Time>& value) {
  if (value)
    bind_one(index, *value);
  else
    check(sqlite3_bind_null(statement_, index));
}

template <class Number>
void Query::bind_number(int index, const Number& number) {
  BEPUSDT_ASSERT(numbers_ < numbers_room_.size());
  bind_one(index, write_number(numbers_room_[numbers_++], number));
}
template void Query::bind_number(int, const core::BaseUnits&);
template void Query::bind_number(int, const core::Decimal&);

bool Query::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.fail(code, sqlite3_sql(statement_));
  return false;
}

void Query::run() {
  const bool row = next();
  BEPUSDT_ASSERT(!row);
}

bool Query::run_unless_taken() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_CONSTRAINT_UNIQUE) return false;
  if (code != SQLITE_DONE) connection_.fail(code, sqlite3_sql(statement_));
  return true;
}

std::optional<Time> Columns::optional_time() {
  if (sqlite3_column_type(statement_, column_) == SQLITE_NULL) {
    ++column_;
    return std::nullopt;
  }
  return time();
}

std::string_view Columns::view() {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column_));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column_));
  ++column_;
  return text == nullptr ? std::string_view() : std::string_view(text, size);
}

const core::TradeType* Columns::trade_type() {
  const std::string_view name = view();
  if (name.empty()) return nullptr;
  const core::TradeType* found = catalog::find_trade_type(name);
  if (found == nullptr) throw damaged("trade type", name);
  return found;
}

}  // namespace bepusdt::store
