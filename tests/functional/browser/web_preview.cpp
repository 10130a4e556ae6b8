// web_preview FOLDER: writes every page in every state and both languages as files, with the assets at the paths that the
// pages name and each state's event as JSON, for the page tests in a browser and for looking at them.
//   <state>.<lang>.html  <state>.event.json  assets/<hash>/<file>  headers.json
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "unit/web/sample_views.hpp"
#include "web/assets.hpp"
#include "web/message_page.hpp"
#include "web/page_headers.hpp"
#include "wire/json_writer.hpp"

namespace {

using bepusdt::wire::Language;
namespace web = bepusdt::web;
namespace fs = std::filesystem;

bool write(const fs::path& path, std::string_view content) {
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file.write(content.data(), static_cast<std::streamsize>(content.size()));
  return file.good();
}

std::string headers_json() {
  std::string out;
  bepusdt::wire::JsonWriter json(out);
  json.begin_object();
  for (const auto& [name, value] : web::kPageHeaders) json.key(name).text(value);
  json.end_object();
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: web_preview FOLDER\n", stderr);
    return 2;
  }
  const fs::path folder = argv[1];
  bool good = write(folder / "headers.json", headers_json());
  for (const Language language : {Language::zh, Language::en}) {
    const std::string tail = language == Language::zh ? ".zh.html" : ".en.html";
    for (const auto& [name, view] : web::samples::checkouts(language)) {
      good = write(folder / (name + tail), web::render_checkout(view)) && good;
      good = write(folder / (name + ".event.json"), web::render_state_event(view.live)) && good;
    }
    for (const auto& [name, view] : web::samples::shops(language))
      good = write(folder / (name + tail), web::render_shop(view)) && good;
    good = write(folder / ("not_found" + tail), web::render_not_found(language)) && good;
    good = write(folder / ("error" + tail), web::render_error(language, "req-7f3a9c")) && good;
  }
  for (const char* file : {"app.css", "app.js", "icon.svg"}) {
    const web::Asset* asset = web::find_asset(web::asset_path(file));
    good = write(folder / asset->path.substr(1), asset->content) && good;
  }
  return good ? 0 : 3;
}
