#include "web/assets.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"
#include "web/embedded.hpp"

namespace bepusdt::web {
namespace {

TEST(Assets, ThePathHoldsTheContentsHash) {
  for (const char* file : {"app.css", "app.js", "icon.svg"}) {
    const Asset* asset = find_asset(asset_path(file));
    ASSERT_NE(asset, nullptr) << file;
    const std::string hash = to_hex(sha256(bytes_of(asset->content))).substr(0, 16);
    EXPECT_EQ(asset->path, "/assets/" + hash + "/" + file);
    EXPECT_EQ(asset->etag, "\"" + hash + "\"");
    EXPECT_FALSE(asset->content.empty());
  }
}

TEST(Assets, EachHasItsType) {
  EXPECT_EQ(find_asset(asset_path("app.css"))->content_type, "text/css; charset=utf-8");
  EXPECT_EQ(find_asset(asset_path("app.js"))->content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(find_asset(asset_path("icon.svg"))->content_type, "image/svg+xml");
}

TEST(Assets, OnlyTheExactPathIsFound) {
  const std::string path(asset_path("app.css"));
  EXPECT_EQ(find_asset(path + "x"), nullptr);
  EXPECT_EQ(find_asset(path.substr(1)), nullptr);
  EXPECT_EQ(find_asset("/assets/0000000000000000/app.css"), nullptr);
  EXPECT_EQ(find_asset("/assets/../app.css"), nullptr);
  EXPECT_EQ(find_asset(""), nullptr);
}

TEST(Assets, PageTemplatesAreNotServed) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.ends_with(".html")) continue;
    EXPECT_EQ(find_asset("/assets/" + std::string(file.sha256.substr(0, 16)) + "/" + std::string(file.name)), nullptr);
  }
}

TEST(Assets, TheEmbeddedBytesAreTheFilesBytes) {
  for (const EmbeddedFile& file : embedded_files())
    EXPECT_EQ(to_hex(sha256(bytes_of(file.content))), file.sha256) << file.name;
}

}  // namespace
}  // namespace bepusdt::web
