// The header of the database file, on its first page: written anew as it is, to see whether the disk takes a page.
#include <fmt/format.h>

#include "store/sqlite/open_database.hpp"
#include "store/sqlite/session.hpp"

namespace bepusdt::store {

// A commit that changed no page writes nothing. A row written as it stands changes none either: SQLite compares first. A value
// of the header is written without a look at what is there (https://www.sqlite.org/fileformat.html#the_database_header).
void Session::touch() {
  static const std::string kSameMark = fmt::format("PRAGMA application_id = {}", kApplicationId);
  connection_.execute(kSameMark.c_str());
}

}  // namespace bepusdt::store
