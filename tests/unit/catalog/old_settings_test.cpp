// The conf.toml of BEpusdt up to 1.22 is read as it is (contract part 5 §1), each matter with its warning.
#include "catalog/old_settings.hpp"

#include <gmock/gmock.h>

#include "catalog/settings_text.hpp"
#include "unit/catalog/loading.hpp"

namespace bepusdt::catalog {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// The shape of a file that runs in thousands of places.
constexpr std::string_view kOld = R"toml(
app_uri = "https://token-pay.example.com/"
auth_token = "123234"
listen = ":8080"
static_path = ""
sqlite_path = "/var/lib/bepusdt/sqlite.db"
tron_grpc_node = "18.141.79.38:50051"
tron_api_key = "TRON-KEY"
output_log = "/var/log/bepusdt.log"
webhook_url = "https://hook.example.com/WEBHOOK-SECRET"

[pay]
usdt_atom = 0.01
usdc_atom = 0.001
trx_atom = 0.1
eth_atom = 0.000001
usdt_rate = "~0.98"
usdc_rate = "7.1"
trx_rate = "～0.95"
expire_time = 600
wallet_address = [
    "tron.trx:TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC",
    "usdt.bep20:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "usdt.aptos:0x357b0b74bc833e95a115ad22604854d6b0fca151cecd94111770e5d6ffc9dc2c",
]
trade_is_confirmed = false
payment_amount_min = 0.01
payment_amount_max = 99999
payment_amount_eth_min = 0.000001

[evm_rpc]
bsc = "https://bsc-dataseed.bnbchain.org/"
aptos = "https://aptos-rest.publicnode.com/"
xlayer = "https://xlayerrpc.okx.com/"
polygon = "https://polygon-rpc.com/"
arbitrum = "https://arb1.arbitrum.io/rpc"
plasma = "https://9745.rpc.thirdweb.com/"
ethereum = "https://ethereum.publicnode.com/NODE-KEY"
base = ""
solana = "https://solana-rpc.publicnode.com/"

[bot]
admin_id = 123456
group_id = ""
token = "BOT-TOKEN"
)toml";

Result<LoadedSettings, RefusedSettings> load_old(const std::string& text, Texts environment = {}, Texts flags = {}) {
  return load_settings({"/etc/bepusdt/conf.toml", text, std::move(environment), std::move(flags)});
}

TEST(OldSettings, AreRecognisedByTheirOwnKeys) {
  for (const std::string text : {"app_uri = \"\"", "sqlite_path = \"x\"", "tron_grpc_node = \"x:1\"", "[pay]", "[evm_rpc]",
                                 "[bot]", "static_path = \"\"", "output_log = \"\"", "webhook_url = \"\""}) {
    const auto loaded = load_old(kToken + text + "\n");
    good(loaded);
    EXPECT_TRUE(loaded->old_file) << text;
  }
  EXPECT_FALSE(load(kToken)->old_file);
}

TEST(OldSettings, AreReadAsTheyAre) {
  const auto loaded = load_old(std::string(kOld));
  const Settings s = good(loaded);
  EXPECT_TRUE(loaded->old_file);
  EXPECT_EQ(s.public_url, "https://token-pay.example.com");
  EXPECT_EQ(s.merchants.front().token, Secret("123234"));
  EXPECT_EQ(s.listen, ":8080");
  EXPECT_EQ(s.database, "/var/lib/bepusdt/sqlite.bepusdt.db");
  EXPECT_EQ(s.old_database, "/var/lib/bepusdt/sqlite.db");
  EXPECT_EQ(s.order.step.at("USDT").to_string(), "0.01");
  EXPECT_EQ(s.order.step.at("USDC").to_string(), "0.001");
  EXPECT_EQ(s.order.step.at("TRX").to_string(), "0.1");
  EXPECT_EQ(s.order.step.at("ETH").to_string(), "0.000001");
  EXPECT_EQ(s.rate.rules.at({"USDT", "CNY"}).to_string(), "~0.98");
  EXPECT_EQ(s.rate.rules.at({"USDC", "CNY"}).to_string(), "7.1");
  EXPECT_EQ(s.rate.rules.at({"TRX", "CNY"}).to_string(), "~0.95");
  EXPECT_EQ(s.order.timeout, Seconds(600));
  EXPECT_EQ(s.order.min_amount.to_string(), "0.01");
  EXPECT_EQ(s.order.max_amount.to_string(), "99999");
  EXPECT_TRUE(s.callback.allow_http);
  EXPECT_TRUE(s.callback.allow_private);
  ASSERT_EQ(s.wallets.size(), 3u);
  EXPECT_EQ(s.wallets[0].trade_type->name, "tron.trx");
  EXPECT_EQ(s.wallets[0].address.value(), "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC");
  EXPECT_EQ(s.wallets[1].address.value(), "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
  EXPECT_EQ(s.chains.at("bsc").endpoints.at(0).url, Secret("https://bsc-dataseed.bnbchain.org/"));
  EXPECT_EQ(s.chains.at("ethereum").endpoints.at(0).host, "ethereum.publicnode.com");
  EXPECT_EQ(s.chains.at("solana").endpoints.at(0).host, "solana-rpc.publicnode.com");
  EXPECT_EQ(s.chains.at("tron").endpoints.at(0).host, "18.141.79.38:50051");
  EXPECT_EQ(s.chains.at("tron").endpoints.at(0).key, Secret("TRON-KEY"));
  EXPECT_TRUE(s.chains.at("base").uses_public_nodes);  // empty meant the default
  for (const auto& [name, chain] : s.chains) {
    if (name == "solana") continue;
    EXPECT_EQ(chain.finality, (Finality{Finality::Kind::blocks, 0})) << name;
  }
  EXPECT_EQ(s.chains.at("solana").finality.kind, Finality::Kind::finalized);  // nothing else is read there
}

TEST(OldSettings, EachMatterHasItsWarning) {
  const auto warnings = warnings_of(load_old(std::string(kOld)));
  for (const std::string expected :
       {"an old BEpusdt file", "auth_token: stands in public documentation", "callback.allow_http: is on",
        "callback.allow_private: is on", "output_log: has no counterpart", "webhook_url: has no counterpart",
        "bot: has no counterpart", "a reorganisation can undo it",
        "pay.payment_amount_min: used to limit the coins received",
        "pay.payment_amount_eth_min: is no setting of the old program"})
    EXPECT_THAT(warnings, Contains(HasSubstr(expected))) << joined(warnings);
  EXPECT_THAT(warnings, Not(Contains(HasSubstr("static_path"))));  // empty: it says nothing
}

TEST(OldSettings, AShortTokenIsTakenWithAWarning) {
  const auto loaded = load_old("auth_token = \"abc\"\n[pay]\n");
  EXPECT_EQ(good(loaded).merchants.front().token, Secret("abc"));
  EXPECT_THAT(warnings_of(loaded), Contains(HasSubstr("conf.toml:1: auth_token: is below 16 characters")));
}

TEST(OldSettings, AMissingTokenIsNeverReplacedByTheOldProgramsPublicOne) {
  for (const std::string text : {"app_uri = \"\"\n", "auth_token = \"\"\napp_uri = \"\"\n"})
    EXPECT_THAT(only_error(load_old(text)), HasSubstr("auth_token: is missing")) << text;
}

TEST(OldSettings, DefaultsOfTheOldProgramStayWhereTheFileIsSilent) {
  const Settings s =
      good(load_old(kToken + "[pay]\nusdt_atom = 0\nusdt_rate = \"\"\nexpire_time = 0\npayment_amount_max = 0\n"));
  EXPECT_EQ(s.listen, ":8080");
  EXPECT_EQ(s.old_database, "/var/lib/bepusdt/sqlite.db");
  EXPECT_EQ(s.database, "/var/lib/bepusdt/sqlite.bepusdt.db");
  EXPECT_EQ(s.order.timeout, Seconds(1200));
  EXPECT_EQ(s.order.step.at("USDT").to_string(), "0.01");
  EXPECT_TRUE(s.rate.rules.empty());
  EXPECT_EQ(s.chains.at("ethereum").finality, (Finality{Finality::Kind::blocks, 12}));  // not said: the safe one
}

TEST(OldSettings, ARelativeDatabaseLiesBesideTheFile) {
  const Settings s = good(load_old(kToken + "sqlite_path = \"data/shop.db\"\n"));
  EXPECT_EQ(s.old_database, "/etc/bepusdt/data/shop.db");
  EXPECT_EQ(s.database, "/etc/bepusdt/data/shop.bepusdt.db");
}

TEST(OldSettings, ConfirmedTradesKeepTodaysFinality) {
  const auto loaded = load_old(kToken + "[pay]\ntrade_is_confirmed = true\n");
  EXPECT_EQ(good(loaded).chains.at("bsc").finality.kind, Finality::Kind::finalized);
  EXPECT_THAT(warnings_of(loaded), Not(Contains(HasSubstr("finality = 0"))));
}

TEST(OldSettings, TimeoutsOutsideTheRangeAreTakenToItsEnds) {
  const auto shorter = load_old(kToken + "[pay]\nexpire_time = 30\n"),
             longer = load_old(kToken + "[pay]\nexpire_time = 864000\n");
  EXPECT_EQ(good(shorter).order.timeout, Seconds(60));
  EXPECT_THAT(warnings_of(shorter),
              Contains(HasSubstr("conf.toml:3 (pay.expire_time): order.timeout: is outside 60..86400; 60 is taken")));
  EXPECT_EQ(good(longer).order.timeout, Seconds(86'400));
}

TEST(OldSettings, WrongValuesNameTheOldKeyAndItsLine) {
  const auto errors = errors_of(
      load_old(kToken + "[pay]\nusdt_rate = \"x\"\nusdt_atom = -1\nexpire_time = \"soon\"\n"
                        "wallet_address = [\"usdt.trc20:T123\", \"TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC\", \"foo.bar:x\"]\n"
                        "trade_is_confirmed = 1\n[evm_rpc]\nbsc = \"nonsense\"\n"));
  for (const std::string expected :
       {"conf.toml:3 (pay.usdt_rate): rate.rule.USDT.CNY: must be a rate rule",
        "conf.toml:4 (pay.usdt_atom): order.step.USDT: must be", "conf.toml:5 (pay.expire_time): order.timeout: must be",
        "conf.toml:6 (pay.wallet_address): wallet.address: \"T123\" is not an address of TRON",
        "conf.toml:6: pay.wallet_address: must be written trade_type:address",
        "conf.toml:6 (pay.wallet_address): wallet.trade_types: there is no trade type \"foo.bar\"",
        "conf.toml:7: pay.trade_is_confirmed: must be true or false",
        "conf.toml:9 (evm_rpc.bsc): chain.bsc.endpoints: endpoint 1: is not a URL"})
    EXPECT_THAT(errors, Contains(HasSubstr(expected))) << joined(errors);
  EXPECT_EQ(errors.size(), 8u) << joined(errors);
  EXPECT_THAT(only_error(load_old(kToken + "[pay]\nwallet_address = \"usdt.trc20:T\"\n")),
              HasSubstr("pay.wallet_address: must be a list"));
}

TEST(OldSettings, UnknownKeysArePassedOverAsTheOldProgramDid) {
  const auto loaded = load_old(kToken + "nonsense = 1\n[pay]\nfoo = 1\n[evm_rpc]\nmoonbeam = \"https://x.example\"\n");
  good(loaded);
  for (const std::string key : {"nonsense", "pay.foo", "evm_rpc.moonbeam"})
    EXPECT_THAT(warnings_of(loaded), Contains(HasSubstr(key + ": is no setting of the old program and passed over")));
}

TEST(OldSettings, TodaysNamesMayStandBesideButNotTwice) {
  const auto mixed = load_old(kToken +
                              "app_uri = \"\"\ndatabase = \"sqlite:new.db\"\nallow_weak_token = false\n[order]\ngrace = "
                              "60\n[callback]\nallow_private = false\n"
                              "[chain.base]\nfinality = 3\n[pay]\ntrade_is_confirmed = false\n");
  const Settings s = good(mixed);
  EXPECT_EQ(s.database, "/etc/bepusdt/new.db");
  EXPECT_EQ(s.order.grace, Seconds(60));
  EXPECT_FALSE(s.callback.allow_private);
  EXPECT_TRUE(s.callback.allow_http);
  EXPECT_EQ(s.chains.at("base").finality.blocks, 3);
  EXPECT_EQ(s.chains.at("bsc").finality, (Finality{Finality::Kind::blocks, 0}));
  EXPECT_EQ(only_error(load_old(kToken + "[order]\ntimeout = 600\n[pay]\nexpire_time = 700\n")),
            "/etc/bepusdt/conf.toml:5 (pay.expire_time): order.timeout: is given twice, by its old and by its new name");
}

TEST(OldSettings, EnvironmentAndFlagsStillWin) {
  const Settings s = good(load_old(std::string(kOld), {{"BEPUSDT_ORDER_TIMEOUT", "900"}}, {{"listen", "127.0.0.1:9090"}}));
  EXPECT_EQ(s.order.timeout, Seconds(900));
  EXPECT_EQ(s.listen, "127.0.0.1:9090");
}

TEST(OldSettings, AreShownInTodaysNamesWithoutTheirSecrets) {
  const auto loaded = load_old(std::string(kOld));
  good(loaded);
  const std::string shown = show_settings(*loaded);
  EXPECT_THAT(shown, HasSubstr("timeout = 600  # /etc/bepusdt/conf.toml:20 (pay.expire_time)"));
  EXPECT_THAT(shown, HasSubstr("\"USDT.CNY\" = \"~0.98\""));
  EXPECT_THAT(shown, HasSubstr("endpoints = [\"ethereum.publicnode.com\"]"));
  const std::string everything = shown + joined(warnings_of(loaded));
  for (const std::string secret : {"123234", "TRON-KEY", "NODE-KEY", "BOT-TOKEN", "WEBHOOK-SECRET"})
    EXPECT_THAT(everything, Not(HasSubstr(secret)));
}

}  // namespace
}  // namespace bepusdt::catalog
