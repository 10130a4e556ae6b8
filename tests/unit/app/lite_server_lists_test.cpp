// Endpoints that stand for all lite-servers of a file.
#include "app/lite_server_lists.hpp"

#include <gtest/gtest.h>

#include "catalog/load_settings.hpp"

namespace bepusdt::app {
namespace {

const std::string kList = R"({"liteservers":[
  {"ip":84478511,"port":19949,"id":{"@type":"pub.ed25519","key":"n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk="}},
  {"ip":-2018135749,"port":53312,"id":{"@type":"pub.ed25519","key":"3XO67K/qi+gu3T9v8G2hx1yNmWZhccL3O7SoosFo8G0="}}]})";

catalog::Settings settings_of(const std::string& endpoints, const std::string& more = {}) {
  catalog::SettingsInput input;
  input.file_name = "/etc/bepusdt/conf.toml";
  input.file_text =
      "auth_token = \"0123456789abcdef0123456789abcdef\"\n[chain.ton]\n" + more + "endpoints = " + endpoints + "\n";
  auto loaded = catalog::load_settings(input);
  EXPECT_TRUE(loaded) << loaded.error().errors.front().text(wire::Language::en);
  return loaded ? std::move(loaded->settings) : catalog::Settings{};
}

std::vector<std::string> hosts_of_ton(const catalog::Settings& settings) {
  std::vector<std::string> hosts;
  for (const catalog::Endpoint& endpoint : settings.chains.find("ton")->second.endpoints) hosts.push_back(endpoint.host);
  return hosts;
}

TEST(LiteServerLists, EachServerBecomesAnEndpointInItsListsPlace) {
  auto settings = settings_of(
      R"(["https://a.example/api/v3", {url = "lite+config:nets/main.json", requests_per_second = 5}, "https://b.example"])",
      "cross_check = \"required\"\n");
  std::vector<std::string> asked;
  const auto taken = take_lite_server_lists(settings, "/etc/bepusdt/conf.toml", [&](const std::string& path) {
    asked.push_back(path);
    return std::optional(kList);
  });
  ASSERT_TRUE(taken) << taken.error().en;
  EXPECT_EQ(asked, std::vector<std::string>{"/etc/bepusdt/nets/main.json"});
  EXPECT_EQ(hosts_of_ton(settings),
            (std::vector<std::string>{"a.example", "5.9.10.47:19949", "135.181.177.59:53312", "b.example"}));
  const auto& endpoints = settings.chains.find("ton")->second.endpoints;
  EXPECT_EQ(endpoints[1].url.reveal(), "lite://5.9.10.47:19949/n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk=");
  EXPECT_EQ(endpoints[2].requests_per_second.to_string(), "5");
}

TEST(LiteServerLists, AFileOfAnotherFolderIsTakenAsItIs) {
  auto settings = settings_of(R"(["lite+config:/srv/main.json"])");
  std::string asked;
  const auto taken = take_lite_server_lists(settings, "/etc/bepusdt/conf.toml", [&](const std::string& path) {
    asked = path;
    return std::optional(kList);
  });
  EXPECT_TRUE(taken);
  EXPECT_EQ(asked, "/srv/main.json");
}

TEST(LiteServerLists, OneThatIsNotThereOrIsNoneIsAnError) {
  for (const auto& text : {std::optional<std::string>(), std::optional<std::string>("{}")}) {
    auto settings = settings_of(R"(["lite+config:/srv/main.json"])");
    const auto taken = take_lite_server_lists(settings, "conf.toml", [&](const std::string&) { return text; });
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().en, text ? "chain.ton.endpoints: /srv/main.json is no global.config.json that lists lite-servers"
                                     : "chain.ton.endpoints: /srv/main.json cannot be read");
  }
}

TEST(LiteServerLists, WithoutOneNothingIsReadAndNothingChanges) {
  auto settings = settings_of(R"(["https://a.example/api/v3"])");
  const auto taken = take_lite_server_lists(settings, "conf.toml", [](const std::string&) -> std::optional<std::string> {
    ADD_FAILURE() << "a file is read";
    return std::nullopt;
  });
  EXPECT_TRUE(taken);
  EXPECT_EQ(hosts_of_ton(settings), std::vector<std::string>{"a.example"});
}

}  // namespace
}  // namespace bepusdt::app
