// `config show`, the reference page, the fresh file; and that no secret is ever repeated, whatever is wrong with it.
#include "catalog/settings_text.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "catalog/setting_slots.hpp"
#include "catalog/toml_text.hpp"
#include "unit/catalog/loading.hpp"

namespace bepusdt::catalog {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kMark = "hunter2";  // stands in every secret below

const std::string kSecretive =
    "auth_token = \"hunter2-token-of-the-shop\"\n"
    "[rate]\nurl = \"https://rates.example/hunter2?key=hunter2\"\n"
    "[chain.ethereum]\nendpoints = [\"https://user:hunter2@node.example/v2/hunter2\", { url = "
    "\"https://b.example/?k=hunter2\", key = \"hunter2\" }]\n"
    "[chain.tron]\nendpoints = [{ url = \"grpcs://t.example:443\", key = \"hunter2\", solidity = "
    "\"https://s.example/hunter2\" }]\n"
    "[[merchant]]\nid = \"shop-2\"\ntoken = \"hunter2-token-of-another\"\n";

TEST(ShowSettings, HoldsNoSecret) {
  const auto loaded = load(kSecretive);
  good(loaded);
  const std::string shown = show_settings(*loaded);
  EXPECT_THAT(shown, Not(HasSubstr(std::string(kMark))));
  EXPECT_THAT(joined(warnings_of(loaded)), Not(HasSubstr(std::string(kMark))));
  EXPECT_THAT(shown, HasSubstr("auth_token = \"***\"  # conf.toml:1\n"));
  EXPECT_THAT(shown, HasSubstr("url = \"rates.example\"  # conf.toml:3\n"));
  EXPECT_THAT(shown, HasSubstr("endpoints = [\"node.example\", \"b.example\"]  # conf.toml:5\n"));
  EXPECT_THAT(shown, HasSubstr("[[merchant]]\nid = \"shop-2\"\ntoken = \"***\"\n"));
}

TEST(ShowSettings, IsTomlThatNamesEverySettingAndItsPlace) {
  const auto loaded = load(kToken +
                               "[order]\ntimeout = 300\n[[wallet]]\naddress = "
                               "\"0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed\"\ntrade_types = [\"usdt.erc20\"]\n",
                           {{"BEPUSDT_LANGUAGE", "en"}}, {{"log-level", "debug"}});
  good(loaded);
  const std::string shown = show_settings(*loaded);
  EXPECT_THAT(shown, HasSubstr("language = \"en\"  # environment BEPUSDT_LANGUAGE\n"));
  EXPECT_THAT(shown, HasSubstr("\n[order]\ntimeout = 300  # conf.toml:3\ngrace = 10800  # default\n"));
  EXPECT_THAT(shown, HasSubstr("level = \"debug\"  # flag --log-level\n"));
  EXPECT_THAT(shown, HasSubstr("address = \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"\n"));
  const auto parsed = parse_toml(shown, "shown");
  ASSERT_TRUE(parsed) << shown;
  for (const std::string& key : known_keys()) {
    const Value* at = &*parsed;
    for (const auto& name : split_key(key)) {
      at = at->member(name);
      if (at == nullptr) break;
    }
    EXPECT_NE(at, nullptr) << key;
  }
}

// What is shown can be loaded again and means the same, once the masked values are given.
TEST(ShowSettings, LoadsAgain) {
  const auto first = load(kToken +
                          "[rate]\nfiats = [\"HKD\"]\n[rate.rule]\n\"USDT.CNY\" = \"+0.1\"\n[order.step]\nSOL = "
                          "\"0.0001\"\n[chain.base]\nendpoints = []\nfinality = 7\npoll = 1.5\n"
                          "[profile]\nevents = [\"paid\", \"expired\"]\n"
                          "[[merchant]]\nid = \"b\"\ntoken = \"another-token-entirely\"\npid = "
                          "\"7\"\n[merchant.profile]\nack = \"any_200\"\nepay_may_set = [\"rate\"]\n");
  good(first);
  std::string shown = show_settings(*first);
  for (const Chain& chain : chains())  // hosts are no URLs
    for (const auto url : chain.public_endpoints) {
      const auto host = url.substr(url.find("//") + 2, url.find('/', url.find("//") + 2) - url.find("//") - 2);
      for (auto at = shown.find("\"" + std::string(host) + "\""); at != std::string::npos;
           at = shown.find("\"" + std::string(host) + "\"", at + url.size()))
        shown.replace(at + 1, host.size(), url);
    }
  std::size_t n = 0;
  for (auto at = shown.find("***"); at != std::string::npos; at = shown.find("***"))
    shown.replace(at, 3, "some-long-token-number-" + std::to_string(n++));
  const auto second = load(shown);
  const Settings s = good(second);
  ASSERT_TRUE(second) << shown;
  EXPECT_EQ(s.order.step, first->settings.order.step);
  EXPECT_EQ(s.rate.fiats, first->settings.rate.fiats);
  EXPECT_EQ(s.rate.rules.at({"USDT", "CNY"}).to_string(), "+0.1");
  EXPECT_FALSE(s.chains.at("base").on);
  EXPECT_EQ(s.chains.at("base").finality.blocks, 7);
  EXPECT_EQ(s.chains.at("base").poll, Millis(1500));
  EXPECT_TRUE(s.merchants[0].profile.send_expired);
  EXPECT_EQ(s.merchants[1].profile.ack, core::MerchantProfile::Ack::any_200);
  EXPECT_TRUE(s.merchants[1].profile.epay_may_set_rate);
  EXPECT_EQ(s.merchants[1].pid, "7");
}

TEST(Errors, NeverRepeatASecret) {
  const std::vector<std::string> files{
      "auth_token = [\"hunter2\"]\n",
      "auth_token = { hunter2 = \"hunter2\" }\n",
      "auth_token = \"hunter2\"\n",
      "auth_tokn = \"hunter2-and-more\"\n",
      "auth_token = hunter2\n",
      kToken +
          "listen = \"hunter2\"\npublic_url = \"https://u:hunter2@x.example\"\ndatabase = \"postgresql://u:hunter2@h/n\"\n",
      kToken + "database = \"mysql://u:hunter2@h/n\"\n",
      kToken + "[rate]\nurl = \"hunter2://x/?hunter2\"\n",
      kToken + "[rate]\nurl = 5\n",
      kToken + "[chain.ethereum]\nendpoints = [\"ftp://u:hunter2@x.example/hunter2\"]\n",
      kToken + "[chain.ethereum]\nendpoints = \"https://x.example/hunter2\"\n",
      kToken + "[chain.ethereum]\nendpoints = [{ url = \"https://x.example/hunter2\", key = [\"hunter2\"] }]\n",
      kToken + "[chain.ethereum]\nendpoints = [{ url = \"nohost-hunter2\" }]\n",
      kToken + "[chain.tron]\nendpoints = [{ url = \"grpc://t.example/hunter2\" }]\n",
      kToken + "[chain.tron]\nendpoints = [{ url = \"grpc://t.example:1\", solidity = \"x hunter2\" }]\n",
      kToken + "[[merchant]]\nid = \"a\"\ntoken = [\"hunter2\"]\n",
      kToken + "[[merchant]]\nid = \"a\"\ntoken = \"hunter2\"\n",
      kToken + "[[merchant]]\nid = \"a\"\ntokn = \"hunter2-hunter2-hunter2\"\n",
      "auth_token = \"hunter2-hunter2-hunter2\"\n[[merchant]]\nid = \"a\"\ntoken = \"hunter2-hunter2-hunter2\"\n",
      "auth_token = \"hunter2\"\napp_uri = \"u hunter2\"\ntron_grpc_node = \"hunter2\"\ntron_api_key = "
      "\"hunter2\"\n[bot]\ntoken = \"hunter2\"\n[evm_rpc]\nbsc = \"hunter2\"\n"};
  for (const auto& file : files) {
    const auto result = load(file);
    ASSERT_FALSE(result) << file;
    for (const auto& problem : result.error().errors)
      for (const auto language : {wire::Language::zh, wire::Language::en})
        EXPECT_THAT(problem.text(language), Not(HasSubstr("hunter2"))) << file;
    EXPECT_THAT(joined(warnings_of(result)), Not(HasSubstr("hunter2"))) << file;
  }
  for (const Texts& said :
       {Texts{{"AUTH_TOKEN", "hunter2"}}, Texts{{"AUTH_TOKN", "hunter2-hunter2-hunter2"}}, Texts{{"RATE_URL", "hunter2"}},
        Texts{{"CHAIN_BSC_ENDPOINTS", "https://ok.example/hunter2,hunter2"}}, Texts{{"DATABASE", "postgres://hunter2"}}}) {
    const auto& [name, value] = *said.begin();
    std::string flag;
    for (const char c : name) flag += c == '_' ? '-' : static_cast<char>(std::tolower(c));
    for (const auto& result : {load("", {{"BEPUSDT_" + name, value}}), load("", {}, {{flag, value}})}) {
      ASSERT_FALSE(result);
      EXPECT_THAT(joined(errors_of(result)), Not(HasSubstr("hunter2"))) << name;
    }
  }
}

TEST(SettingsReference, IsUpToDateInTheDocumentation) {
  std::ifstream file(BEPUSDT_SOURCE_DIR "/docs/ops/settings.md");
  const std::string committed{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(committed == settings_reference()) << "make it anew: bepusdt config reference > docs/ops/settings.md";
}

TEST(SettingsReference, ListsEveryRow) {
  const std::string page = settings_reference();
  for (const auto& bound : general_rows()) EXPECT_THAT(page, HasSubstr("| `" + std::string(bound.row.key) + "` |"));
  for (const auto& bound : profile_rows()) EXPECT_THAT(page, HasSubstr("| `" + std::string(bound.row.key) + "` |"));
  for (const auto& bound : endpoint_rows()) EXPECT_THAT(page, HasSubstr("| `" + std::string(bound.row.key) + "` |"));
  for (const auto& type : trade_types()) EXPECT_THAT(page, HasSubstr("| `" + std::string(type.name) + "` |"));
}

TEST(FreshSettingsFile, HoldsTheTokenOnceAndNothingElseThatMatters) {
  const std::string text = fresh_settings_file(Secret("abcDEF123-_xyz"));
  const auto parsed = parse_toml(text, "conf.toml");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->member("auth_token")->text, "abcDEF123-_xyz");
  EXPECT_EQ(parsed->members.size(), 2u);
  EXPECT_EQ(text.find("abcDEF123-_xyz"), text.rfind("abcDEF123-_xyz"));
}

TEST(FreshSettingsFileDeathTest, ATokenThatWouldNeedEscapingIsABug) {
  EXPECT_DEATH(static_cast<void>(fresh_settings_file(Secret("a\"b"))), "assertion failed");
}

}  // namespace
}  // namespace bepusdt::catalog
