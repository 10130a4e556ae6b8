#include "web/assets.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/assert.hpp"
#include "web/embedded.hpp"

namespace bepusdt::web {
namespace {

constexpr std::size_t kHashDigits = 16;

struct Kind {
  std::string_view extension;
  std::string_view content_type;
};
// Page templates (.html) are no assets: nobody may load them.
constexpr std::array<Kind, 3> kKinds{{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
}};

struct Row {
  std::string name;
  std::string path;
  std::string etag;
  Asset asset;
};

std::vector<Row> load() {
  std::vector<Row> rows;
  for (const EmbeddedFile& file : embedded_files())
    for (const Kind& kind : kKinds) {
      if (!file.name.ends_with(kind.extension)) continue;
      const std::string hash(file.sha256.substr(0, kHashDigits));
      rows.push_back({std::string(file.name),
                      std::string(kAssetPrefix) + hash + "/" + std::string(file.name),
                      "\"" + hash + "\"",
                      {{}, kind.content_type, file.content, {}}});
    }
  for (Row& row : rows) {  // only now that rows no longer move
    row.asset.path = row.path;
    row.asset.etag = row.etag;
  }
  return rows;
}

const std::vector<Row>& rows() {
  static const std::vector<Row> kRows = load();
  return kRows;
}

}  // namespace

const Asset* find_asset(std::string_view path) {
  const auto found = std::find_if(rows().begin(), rows().end(), [&](const Row& row) { return row.path == path; });
  return found == rows().end() ? nullptr : &found->asset;
}

std::string_view asset_path(std::string_view file) {
  const auto found = std::find_if(rows().begin(), rows().end(), [&](const Row& row) { return row.name == file; });
  BEPUSDT_ASSERT(found != rows().end());
  return found->path;
}

}  // namespace bepusdt::web
