#include "app/lite_server_lists.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "catalog/endpoint_url.hpp"
#include "catalog/lite_server_url.hpp"
#include "chains/ton/lite/global_config.hpp"

namespace bepusdt::app {
namespace {

std::string found_from(std::string_view file, const std::string& settings_file) {
  return (std::filesystem::path(settings_file).parent_path() / file).lexically_normal().string();
}

}  // namespace

Result<void, wire::Sentence> take_lite_server_lists(catalog::Settings& settings, const std::string& settings_file,
                                                    const FileText& file_text) {
  for (auto& [name, chain] : settings.chains) {
    std::vector<catalog::Endpoint> endpoints;
    for (const catalog::Endpoint& endpoint : chain.endpoints) {
      const auto file = catalog::lite_server_list(endpoint.url.reveal());
      if (!file) {
        endpoints.push_back(endpoint);
        continue;
      }
      const std::string path = found_from(*file, settings_file);
      const auto text = file_text(path);
      const auto urls = text ? chains::ton::listed_lite_servers(*text) : std::nullopt;
      if (!urls) {
        return fail(
            wire::Sentence{fmt::format("chain.{}.endpoints：{} {}", name, path,
                                       text ? "不是列有 lite-server 的 global.config.json" : "无法读取"),
                           fmt::format("chain.{}.endpoints: {} {}", name, path,
                                       text ? "is no global.config.json that lists lite-servers" : "cannot be read")});
      }
      for (const std::string& url : *urls) {
        catalog::Endpoint& listed = endpoints.emplace_back(endpoint);
        listed.url = Secret(url);
        listed.host = catalog::host_of(url);
      }
    }
    chain.endpoints = std::move(endpoints);
  }
  return {};
}

}  // namespace bepusdt::app
