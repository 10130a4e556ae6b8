// Every row: a good value from file, environment and flag is taken; a bad one is refused with key and place. A row without
// an entry here fails the test.
#include "catalog/setting_rows.hpp"

#include <gmock/gmock.h>

#include <set>

#include "catalog/setting_slots.hpp"
#include "unit/catalog/loading.hpp"

namespace bepusdt::catalog {
namespace {

using ::testing::HasSubstr;

struct Example {
  std::string key;               // concrete
  std::string good;              // as TOML
  std::string shown;             // as `config show` prints it; empty: the same
  std::string loose;             // as environment and flags say it
  std::vector<std::string> bad;  // as TOML
  std::vector<std::string> bad_loose;
};

const std::vector<Example>& examples() {
  static const std::vector<Example> all{
      {"auth_token", "\"a-very-good-token\"", "\"***\"", "a-very-good-token", {"5", "true", "[]"}, {"short"}},
      {"listen",
       "\"[::1]:80\"",
       "",
       "[::1]:80",
       {"\"8080\"", "\"localhost\"", "\"1.2.3:80\"", "\"[::1:80\"", "\":65536\"", "\"a.example:80\"", "\":-1\"", "80"},
       {":http", "1.2.3.4:"}},
      {"public_url",
       "\"https://x.example/pay\"",
       "",
       "https://x.example/pay",
       {"\"ftp://x.example\"", "\"x.example\"", "\"https://\"", "\"https://x.example/?a=1\"", "\"https://u:p@x.example\"",
        "\"https://x.example/#a\"", "\"https://x example\"", "1"},
       {"x"}},
      {"database",
       "\"sqlite:/srv/a.db\"",
       "",
       "sqlite:/srv/a.db",
       {"\"a.db\"", "\"sqlite:\"", "\"postgresql://u@h/n\"", "1"},
       {"mysql:x"}},
      {"language", "\"en\"", "", "en", {"\"fr\"", "\"\"", "1"}, {"EN"}},
      {"trusted_proxies",
       "[\"10.0.0.0/8\", \"::1\"]",
       "",
       "10.0.0.0/8,::1",
       {"\"10.0.0.1\"", "[\"10.0.0.0/33\"]", "[\"proxy\"]", "[1]"},
       {"10.0.0"}},
      {"public_nodes", "false", "", "false", {"\"false\"", "0"}, {"maybe"}},
      {"allow_weak_token", "true", "", "yes", {"\"true\""}, {"2"}},
      {"test_mode", "true", "", "1", {"1"}, {"t"}},
      {"log.format", "\"json\"", "", "json", {"\"xml\""}, {"JSON"}},
      {"log.level", "\"debug\"", "", "debug", {"\"trace\"", "3"}, {"warn"}},
      {"order.timeout", "60", "", "60", {"59", "86401", "60.5", "\"60\"", "true", "1979-05-27"}, {"1m", "59"}},
      {"order.grace", "0", "", "0", {"-1", "604801"}, {"-5"}},
      {"order.accept_late", "\"always\"", "", "always", {"\"sometimes\"", "true"}, {"yes"}},
      {"order.allow_open", "true", "", "on", {"\"yes\""}, {"x"}},
      {"order.open_min", "\"2.5\"", "", "2.5", {"\"0\"", "\"-1\"", "\"x\"", "true"}, {"1,5"}},
      {"order.max_steps", "5", "", "5", {"0", "1.5", "\"5\""}, {"1000001"}},
      {"order.min_amount", "\"0.5\"", "", "0.5", {"\"0\"", "nan", "inf"}, {"-1"}},
      {"order.max_amount", "\"99\"", "", "99", {"\"1e13\""}, {"x"}},
      {"order.step.USDT", "\"0.001\"", "", "0.001", {"\"0\"", "\"0.0000001\"", "\"-0.01\""}, {"0"}},
      {"rate.source", "\"okx\"", "", "okx", {"\"binance\""}, {"OKX"}},
      {"rate.url",
       "\"https://rates.example/v1?key=K\"",
       "\"rates.example\"",
       "https://rates.example/v1?key=K",
       {"\"rates.example\"", "\"ftp://x\"", "5"},
       {"rates"}},
      {"rate.max_age", "600", "", "600", {"59", "604801"}, {"1h"}},
      {"rate.max_jump", "\"0.5\"", "", "0.5", {"0", "\"a\"", "1001"}, {"20%"}},
      {"rate.poll", "30", "", "30", {"9", "3601"}, {"x"}},
      {"rate.fiats", "[\"HKD\"]", "", "HKD", {"[\"hkd\"]", "[\"HK\"]", "\"HKD\""}, {"hkd"}},
      {"rate.rule.USDT.CNY", "\"~1.02\"", "", "~1.02", {"\"*1\"", "\"0\"", "7"}, {"~"}},
      {"rate.fixed.USDT.CNY", "\"7.2\"", "", "7.2", {"\"0\"", "\"-7\"", "\"x\""}, {"0"}},
      {"callback.allow_http", "true", "", "true", {"1"}, {"2"}},
      {"callback.allow_private", "true", "", "true", {"\"on\""}, {"2"}},
      {"http.threads", "4", "", "4", {"0", "65"}, {"x"}},
      {"http.max_connections", "100", "", "100", {"15", "1000001"}, {"x"}},
      {"http.max_connections_per_address", "10", "", "10", {"0"}, {"x"}},
      {"http.idle_timeout", "30", "", "30", {"4"}, {"x"}},
      {"http.refusals_per_minute", "5", "", "5", {"0"}, {"x"}},
      {"scan.always_on", "true", "", "true", {"1"}, {"x"}},
      {"metrics.public", "true", "", "true", {"1"}, {"x"}},
      {"audit.interval", "60", "", "60", {"9"}, {"x"}},
      {"tls.ca_file", "\"/etc/ca.pem\"", "", "/etc/ca.pem", {"5"}, {}},
      {"chain.bsc.endpoints",
       "[\"https://u:p@n.example/KEY\", {url = \"http://127.0.0.1:8545\", key = \"K\", requests_per_second = 0.5, traces = "
       "true}]",
       "[\"n.example\", \"127.0.0.1:8545\"]",
       "https://u:p@n.example/KEY,http://127.0.0.1:8545",
       {"\"https://n.example\"", "[\"n.example\"]", "[\"ws://n.example\"]", "[\"https://n.example:0\"]",
        "[\"https://n.example:99999\"]", "[5]", "[{key = \"K\"}]", "[{url = \"https://n.example\", kee = 1}]",
        "[{url = \"https://n.example\", requests_per_second = -1}]", "[{url = \"https://n.example\", traces = 1}]",
        "[{url = \"https://n.example\", solidity = \"https://s.example\"}]",
        "[{url = \"https://n.example\", blocks = true}]", "[{url = 5}]", "[[]]", "[\"https://n.example/#f\"]",
        "[\"https://\"]"},
       {"n.example", "https://ok.example,nonsense"}},
      {"chain.bsc.finality", "\"safe\"", "", "safe", {"\"soon\"", "-1"}, {"latest"}},
      {"chain.bsc.cross_check", "\"required\"", "", "required", {"\"on\""}, {"true"}},
      {"chain.bsc.poll", "0.25", "", "0.25", {"0", "0.0001", "3601", "\"1\""}, {"1s"}},
      {"profile.actual_amount", "\"number\"", "", "number", {"\"int\""}, {"x"}},
      {"profile.number_text", "\"go\"", "", "go", {"\"php\""}, {"x"}},
      {"profile.events",
       "[\"paid\", \"waiting\"]",
       "",
       "paid,waiting",
       {"[\"expired\"]", "[]", "[\"paid\", \"error\"]", "\"paid\""},
       {"waiting"}},
      {"profile.ack", "\"any_200\"", "", "any_200", {"\"200\""}, {"x"}},
      {"profile.extra_fields", "[\"money\"]", "", "money", {"[\"tax\"]"}, {"x"}},
      {"profile.hash_before_payment", "\"trade_id\"", "", "trade_id", {"\"none\""}, {"x"}},
      {"profile.answer_amounts", "\"number\"", "", "number", {"\"x\""}, {"x"}},
      {"profile.errors", "\"http\"", "", "http", {"\"x\""}, {"x"}},
      {"profile.epay_may_set", "[\"rate\", \"timeout\"]", "", "rate,timeout", {"[\"name\"]"}, {"x"}},
  };
  return all;
}

// The file that says `key = value`, and what else the load needs to be right.
std::string file_with(const std::string& key, const std::string& value) {
  const auto dot = key.rfind('.');
  const std::string token = key == "auth_token" ? "" : kToken;
  if (dot == std::string::npos) return token + key + " = " + value + "\n";
  if (key.starts_with("rate.rule") || key.starts_with("rate.fixed")) {
    const auto first = key.rfind('.', dot - 1);
    return token + "[" + key.substr(0, first) + "]\n\"" + key.substr(first + 1) + "\" = " + value + "\n";
  }
  return token + "[" + key.substr(0, dot) + "]\n" + key.substr(dot + 1) + " = " + value + "\n";
}

std::string shown(const Result<LoadedSettings, RefusedSettings>& result, const std::string& key) {
  if (!result) return joined(errors_of(result));
  for (const auto& setting : result->shown)
    if (setting.key == key) return setting.toml + " from " + setting.place;
  return "not shown";
}

TEST(SettingRows, EveryRowHasAnExample) {
  std::set<const SettingRow*> seen;
  for (const Example& example : examples()) {
    const auto slot = find_slot(split_key(example.key));
    ASSERT_TRUE(slot) << example.key;
    EXPECT_TRUE(seen.insert(slot->row).second) << example.key;
  }
  EXPECT_EQ(seen.size(), general_rows().size() + profile_rows().size());
}

TEST(SettingRows, AGoodValueIsTakenFromEverySource) {
  for (const Example& example : examples()) {
    const std::string expected = example.shown.empty() ? example.good : example.shown;
    const int line = example.key == "auth_token" ? 1 : example.key.find('.') == std::string::npos ? 2 : 3;
    EXPECT_EQ(shown(load(file_with(example.key, example.good)), example.key),
              expected + " from conf.toml:" + std::to_string(line));
    const std::string variable = environment_name(example.key);
    EXPECT_EQ(shown(load(kToken, {{variable, example.loose}}), example.key), expected + " from environment " + variable);
    const std::string flag = flag_name(example.key);
    EXPECT_EQ(shown(load(kToken, {}, {{flag.substr(2), example.loose}}), example.key), expected + " from flag " + flag);
  }
}

TEST(SettingRows, ABadValueIsRefusedByKeyAndPlace) {
  for (const Example& example : examples()) {
    for (const std::string& bad : example.bad) {
      const auto errors = joined(errors_of(load(file_with(example.key, bad))));
      EXPECT_THAT(errors, HasSubstr(example.key + ": ")) << bad;
      EXPECT_THAT(errors, HasSubstr("conf.toml:")) << bad;
    }
    for (const std::string& bad : example.bad_loose) {
      const auto variable = environment_name(example.key), flag = flag_name(example.key);
      EXPECT_THAT(joined(errors_of(load(kToken, {{variable, bad}}))),
                  HasSubstr("environment " + variable + ": " + example.key + ": "))
          << bad;
      EXPECT_THAT(joined(errors_of(load(kToken, {}, {{flag.substr(2), bad}}))),
                  HasSubstr("flag " + flag + ": " + example.key + ": "))
          << bad;
    }
  }
}

TEST(SettingRows, EveryChoiceMeansItsEnumerator) {
  const auto with = [](const std::string& key, const std::string& value) {
    return good(load(kToken, {{environment_name(key), value}, {"BEPUSDT_RATE_FIXED_USDT_CNY", "7"}}));
  };
  using L = LogSettings;
  EXPECT_EQ(with("language", "zh").language, wire::Language::zh);
  EXPECT_EQ(with("language", "en").language, wire::Language::en);
  EXPECT_EQ(with("log.format", "text").log.format, L::Format::text);
  EXPECT_EQ(with("log.format", "json").log.format, L::Format::json);
  EXPECT_EQ(with("log.level", "debug").log.level, L::Level::debug);
  EXPECT_EQ(with("log.level", "info").log.level, L::Level::info);
  EXPECT_EQ(with("log.level", "warning").log.level, L::Level::warning);
  EXPECT_EQ(with("log.level", "error").log.level, L::Level::error);
  EXPECT_EQ(with("order.accept_late", "never").order.accept_late, core::AcceptLate::never);
  EXPECT_EQ(with("order.accept_late", "stablecoins").order.accept_late, core::AcceptLate::stablecoins);
  EXPECT_EQ(with("order.accept_late", "always").order.accept_late, core::AcceptLate::always);
  EXPECT_EQ(with("rate.source", "coingecko").rate.source, RateSettings::Source::coingecko);
  EXPECT_EQ(with("rate.source", "okx").rate.source, RateSettings::Source::okx);
  EXPECT_EQ(with("rate.source", "fixed").rate.source, RateSettings::Source::fixed);
  EXPECT_EQ(with("chain.base.cross_check", "when_healthy").chains.at("base").cross_check, CrossCheck::when_healthy);
  EXPECT_EQ(with("chain.base.cross_check", "required").chains.at("base").cross_check, CrossCheck::required);
  EXPECT_EQ(with("chain.base.cross_check", "off").chains.at("base").cross_check, CrossCheck::off);
}

TEST(SettingRows, ValuesArriveInTheirFields) {
  const Settings s = good(load(kToken, {{"BEPUSDT_LISTEN", ":80"},
                                        {"BEPUSDT_PUBLIC_URL", "https://x.example/pay//"},
                                        {"BEPUSDT_TEST_MODE", "true"},
                                        {"BEPUSDT_METRICS_PUBLIC", "true"},
                                        {"BEPUSDT_SCAN_ALWAYS_ON", "true"},
                                        {"BEPUSDT_AUDIT_INTERVAL", "77"},
                                        {"BEPUSDT_TLS_CA_FILE", "/ca.pem"},
                                        {"BEPUSDT_ORDER_GRACE", "60"},
                                        {"BEPUSDT_ORDER_ALLOW_OPEN", "true"},
                                        {"BEPUSDT_ORDER_OPEN_MIN", "3"},
                                        {"BEPUSDT_ORDER_MAX_STEPS", "7"},
                                        {"BEPUSDT_RATE_URL", "https://r.example"},
                                        {"BEPUSDT_RATE_MAX_AGE", "999"},
                                        {"BEPUSDT_RATE_MAX_JUMP", "0.3"},
                                        {"BEPUSDT_RATE_POLL", "20"},
                                        {"BEPUSDT_RATE_FIATS", "HKD, TWD"},
                                        {"BEPUSDT_CALLBACK_ALLOW_HTTP", "true"},
                                        {"BEPUSDT_CALLBACK_ALLOW_PRIVATE", "true"},
                                        {"BEPUSDT_HTTP_THREADS", "3"},
                                        {"BEPUSDT_HTTP_MAX_CONNECTIONS", "50"},
                                        {"BEPUSDT_HTTP_MAX_CONNECTIONS_PER_ADDRESS", "6"},
                                        {"BEPUSDT_HTTP_IDLE_TIMEOUT", "8"},
                                        {"BEPUSDT_HTTP_REFUSALS_PER_MINUTE", "9"},
                                        {"BEPUSDT_CHAIN_XLAYER_POLL", "0.75"}}));
  EXPECT_EQ(s.listen, ":80");
  EXPECT_EQ(s.public_url, "https://x.example/pay");
  EXPECT_TRUE(s.test_mode && s.metrics_public && s.scan_always_on && s.order.allow_open && s.callback.allow_http &&
              s.callback.allow_private);
  EXPECT_EQ(s.audit_interval, Seconds(77));
  EXPECT_EQ(s.ca_file, "/ca.pem");
  EXPECT_EQ(s.order.grace, Seconds(60));
  EXPECT_EQ(s.order.open_min, core::Decimal(3));
  EXPECT_EQ(s.order.max_steps, 7);
  EXPECT_EQ(s.rate.url, Secret("https://r.example"));
  EXPECT_EQ(s.rate.max_age, Seconds(999));
  EXPECT_EQ(s.rate.max_jump.to_string(), "0.3");
  EXPECT_EQ(s.rate.poll, Seconds(20));
  EXPECT_THAT(s.rate.fiats, ::testing::ElementsAre("HKD", "TWD"));
  EXPECT_EQ(s.http.threads, 3);
  EXPECT_EQ(s.http.max_connections, 50);
  EXPECT_EQ(s.http.max_connections_per_address, 6);
  EXPECT_EQ(s.http.idle_timeout, Seconds(8));
  EXPECT_EQ(s.http.refusals_per_minute, 9);
  EXPECT_EQ(s.chains.at("xlayer").poll, Millis(750));
}

TEST(SettingRows, AreCompleteAndTheirNamesAreUnambiguous) {
  std::set<std::string> variables, flags;
  for (const std::string& key : known_keys()) {
    EXPECT_TRUE(variables.insert(environment_name(key)).second) << key;
    EXPECT_TRUE(flags.insert(flag_name(key)).second) << key;
    EXPECT_EQ(find_slot_of_environment(environment_name(key).substr(8))->key, key);
    EXPECT_EQ(find_slot_of_flag(flag_name(key).substr(2))->key, key);
  }
  const auto complete = [](const SettingRow& row) {
    EXPECT_FALSE(row.zh.empty()) << row.key;
    EXPECT_FALSE(row.en.empty()) << row.key;
    EXPECT_FALSE(row.en.ends_with('.')) << row.key;
    EXPECT_FALSE(describe(row).zh.empty()) << row.key;
    const bool numeric = row.kind == SettingKind::integer || row.kind == SettingKind::seconds ||
                         row.kind == SettingKind::duration || row.kind == SettingKind::decimal;
    EXPECT_EQ(row.allowed.find("..") != std::string_view::npos, numeric) << row.key;  // every number has a range
    EXPECT_EQ(choices_of(row).size() >= 2,
              row.kind == SettingKind::choice || (row.kind == SettingKind::list && !row.allowed.empty()))
        << row.key;
  };
  for (const auto& bound : general_rows()) complete(bound.row);
  for (const auto& bound : profile_rows()) complete(bound.row);
  for (const auto& bound : merchant_rows()) complete(bound.row);
  for (const auto& bound : wallet_rows()) complete(bound.row);
  for (const auto& bound : endpoint_rows()) complete(bound.row);
}

}  // namespace
}  // namespace bepusdt::catalog
