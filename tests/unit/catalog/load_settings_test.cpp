// Loading settings: the contract's own file, precedence, every error at once, suggestions, wallets, merchants, tokens.
#include "catalog/load_settings.hpp"

#include <gmock/gmock.h>

#include <random>

#include "catalog/settings_text.hpp"
#include "unit/catalog/loading.hpp"
#include "wire/utf8_text.hpp"

namespace bepusdt::catalog {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

core::Decimal d(std::string_view text) { return *core::Decimal::parse(text); }

// Contract part 5 §1, whole, with real values where it prints an ellipsis.
constexpr std::string_view kContractSample = R"toml(
auth_token  = "your-api-token"          # signs the default merchant's requests and callbacks; below 16 characters a warning, below 8 refused unless `allow_weak_token = true`
listen      = "127.0.0.1:8080"
public_url  = "https://pay.example.com" # payment_url begins with it; without it the request's own Host, X-Forwarded-* only from trusted_proxies
database    = "sqlite:bepusdt.db"       # or postgresql://user@host/name (later); relative to the file's folder
language    = "zh"                      # zh | en, for what has no Accept-Language
trusted_proxies = ["127.0.0.1/32"]      # default: none
public_nodes = true                     # chains without endpoints use the public ones of the catalog, with a warning

[log]
format = "text"                         # text | json, always to stdout
level  = "info"

[order]
timeout = 1200                          # seconds
grace   = 10800                         # seconds a quote stays reserved after the deadline (contract part 1 §3)
accept_late = "stablecoins"             # never | stablecoins | always
allow_open = false                      # orders without an amount
open_min = "1"                          # smallest payment for these, fiat
max_steps = 1000
min_amount = "0.01"                     # fiat
max_amount = "1000000000"
[order.step]                            # precision of quotes
USDT = "0.01"
USDC = "0.01"
TRX = "0.01"
GRAM = "0.01"
ETH = "0.000001"
BNB = "0.00001"

[rate]
source  = "coingecko"                   # coingecko | okx | fixed
url     = ""                            # another base address for the source
max_age = 7200                          # seconds; older: rate_unavailable
max_jump = 0.2                          # a quote further from the last good one counts only when a second look agrees
[rate.rule]                             # default rule per pair, the five syntaxes of contract part 1
"USDT.CNY" = "~1"
[rate.fixed]                            # what source = "fixed" quotes
"USDT.CNY" = "7.2"

[callback]
allow_http    = false
allow_private = false                   # loopback, private and link-local targets, for development

[chain.ethereum]
endpoints = ["https://node.example.com", { url = "https://other.example.com", key = "node-key", requests_per_second = 5 }]
finality  = 12                          # finalized | safe | a number of blocks on top (0: as soon as seen)
cross_check = "when_healthy"            # required | off
poll      = 3.0                         # seconds between looks when nothing wakes the scanner

[[wallet]]
address     = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
trade_types = ["usdt.erc20", "ethereum.eth"]

[[merchant]]                            # further merchants; the default one is auth_token's
id = "shop-2"
token = "another-token-of-the-second-shop"
pid = "1001"                            # epay
[merchant.profile]                      # rows of contract part 1 §1a; the default merchant's stand under [profile]
actual_amount = "string"                # string | number
number_text = "plain"                   # plain | go
events = ["paid"]
ack = "ok"                              # ok | any_200
extra_fields = []
hash_before_payment = "empty"           # empty | trade_id
answer_amounts = "string"               # string | number
errors = "status_code"                  # status_code | http
epay_may_set = []                       # rate, address, timeout
)toml";

TEST(ContractSample, LoadsAsItIs) {
  const auto result = load(std::string(kContractSample));
  const Settings s = good(result);
  EXPECT_EQ(s.merchants.size(), 2u);
  EXPECT_EQ(s.merchants[0].id, core::kDefaultMerchant);
  EXPECT_EQ(s.merchants[0].token, Secret("your-api-token"));
  EXPECT_EQ(s.merchants[0].pid, "1000");
  EXPECT_EQ(s.merchants[1].id, core::MerchantId("shop-2"));
  EXPECT_EQ(s.merchants[1].token, Secret("another-token-of-the-second-shop"));
  EXPECT_EQ(s.merchants[1].pid, "1001");
  EXPECT_EQ(s.listen, "127.0.0.1:8080");
  EXPECT_EQ(s.public_url, "https://pay.example.com");
  EXPECT_EQ(s.database, "bepusdt.db");
  EXPECT_EQ(s.language, wire::Language::zh);
  EXPECT_THAT(s.trusted_proxies, ElementsAre("127.0.0.1/32"));
  EXPECT_EQ(s.order.step.at("ETH"), d("0.000001"));
  EXPECT_EQ(s.rate.rules.at({"USDT", "CNY"}).to_string(), "~1");
  EXPECT_EQ(s.rate.fixed.at({"USDT", "CNY"}), d("7.2"));
  const ChainSettings& ethereum = s.chains.at("ethereum");
  EXPECT_TRUE(ethereum.on);
  EXPECT_FALSE(ethereum.uses_public_nodes);
  ASSERT_EQ(ethereum.endpoints.size(), 2u);
  EXPECT_EQ(ethereum.endpoints[0].url, Secret("https://node.example.com"));
  EXPECT_EQ(ethereum.endpoints[1].host, "other.example.com");
  EXPECT_EQ(ethereum.endpoints[1].key, Secret("node-key"));
  EXPECT_EQ(ethereum.endpoints[1].requests_per_second, d("5"));
  EXPECT_EQ(ethereum.finality, (Finality{Finality::Kind::blocks, 12}));
  EXPECT_EQ(ethereum.poll, Millis(3'000));
  ASSERT_EQ(s.wallets.size(), 2u);
  EXPECT_EQ(s.wallets[0].address, core::Address("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"));
  EXPECT_EQ(s.wallets[0].trade_type, find_trade_type("usdt.erc20"));
  EXPECT_EQ(s.wallets[1].trade_type, find_trade_type("ethereum.eth"));
}

// What stands in the contract's sample are the defaults, unless the sample says otherwise.
TEST(ContractSample, ShowsTheDefaults) {
  const Settings sample = good(load(std::string(kContractSample)));
  const Settings plain = good(load(kToken));
  EXPECT_EQ(plain.listen, sample.listen);
  EXPECT_EQ(plain.database, sample.database);
  EXPECT_EQ(plain.language, sample.language);
  EXPECT_EQ(plain.public_nodes, sample.public_nodes);
  EXPECT_EQ(plain.log.format, sample.log.format);
  EXPECT_EQ(plain.log.level, sample.log.level);
  EXPECT_EQ(plain.order.timeout, sample.order.timeout);
  EXPECT_EQ(plain.order.grace, sample.order.grace);
  EXPECT_EQ(plain.order.accept_late, sample.order.accept_late);
  EXPECT_EQ(plain.order.allow_open, sample.order.allow_open);
  EXPECT_EQ(plain.order.open_min, sample.order.open_min);
  EXPECT_EQ(plain.order.max_steps, sample.order.max_steps);
  EXPECT_EQ(plain.order.min_amount, sample.order.min_amount);
  EXPECT_EQ(plain.order.max_amount, sample.order.max_amount);
  EXPECT_EQ(plain.order.step, sample.order.step);
  EXPECT_EQ(plain.rate.source, sample.rate.source);
  EXPECT_EQ(plain.rate.max_age, sample.rate.max_age);
  EXPECT_EQ(plain.rate.max_jump, sample.rate.max_jump);
  EXPECT_EQ(plain.callback.allow_http, sample.callback.allow_http);
  EXPECT_EQ(plain.callback.allow_private, sample.callback.allow_private);
  EXPECT_EQ(plain.chains.at("ethereum").finality, sample.chains.at("ethereum").finality);
  EXPECT_EQ(plain.chains.at("ethereum").cross_check, sample.chains.at("ethereum").cross_check);
  EXPECT_EQ(plain.chains.at("ethereum").poll, sample.chains.at("ethereum").poll);
  EXPECT_THAT(plain.trusted_proxies, IsEmpty());
  EXPECT_EQ(plain.public_url, "");
}

TEST(Settings, ProfileDefaultsOfRowsAndOfTheTypeAgree) {
  const core::MerchantProfile loaded = good(load(kToken)).merchants.front().profile;
  const core::MerchantProfile made;
  EXPECT_EQ(loaded.actual_amount, made.actual_amount);
  EXPECT_EQ(loaded.number_text, made.number_text);
  EXPECT_EQ(loaded.send_expired, made.send_expired);
  EXPECT_EQ(loaded.send_waiting, made.send_waiting);
  EXPECT_EQ(loaded.ack, made.ack);
  EXPECT_EQ(loaded.extra_money, made.extra_money);
  EXPECT_EQ(loaded.extra_buyer, made.extra_buyer);
  EXPECT_EQ(loaded.hash_before_payment, made.hash_before_payment);
  EXPECT_EQ(loaded.answer_amounts, made.answer_amounts);
  EXPECT_EQ(loaded.errors, made.errors);
  EXPECT_EQ(loaded.epay_may_set_rate, made.epay_may_set_rate);
  EXPECT_EQ(loaded.epay_may_set_address, made.epay_may_set_address);
  EXPECT_EQ(loaded.epay_may_set_timeout, made.epay_may_set_timeout);
}

TEST(Settings, AFreshFileLoads) {
  const Secret token("GJx3vN7yQ0sT2uWc5dEfAg");
  const auto result = load(fresh_settings_file(token));
  EXPECT_EQ(good(result).merchants.front().token, token);
  EXPECT_EQ(warnings_of(result).size(), 1u) << joined(warnings_of(result));  // public nodes
}

TEST(Settings, NeedNoFileOnceATokenIsNamed) {
  const auto result = load_settings({"", std::nullopt, {{"BEPUSDT_AUTH_TOKEN", "0123456789abcdef"}}, {}});
  EXPECT_EQ(good(result).database, "bepusdt.db");
}

TEST(Precedence, IsFlagThenEnvironmentThenFileThenDefault) {
  EXPECT_EQ(good(load(kToken)).order.timeout, Seconds(1200));
  const std::string file = kToken + "[order]\ntimeout = 300\n";
  EXPECT_EQ(good(load(file)).order.timeout, Seconds(300));
  EXPECT_EQ(good(load(file, {{"BEPUSDT_ORDER_TIMEOUT", "400"}})).order.timeout, Seconds(400));
  EXPECT_EQ(good(load(file, {{"BEPUSDT_ORDER_TIMEOUT", "400"}}, {{"order-timeout", "500"}})).order.timeout, Seconds(500));
  EXPECT_EQ(good(load(file, {}, {{"order-timeout", "500"}})).order.timeout, Seconds(500));
}

TEST(Precedence, AListIsReplacedWhole) {
  const std::string file = kToken + "[chain.ethereum]\nendpoints = [\"https://a.example\", \"https://b.example\"]\n";
  const auto s = good(load(file, {{"BEPUSDT_CHAIN_ETHEREUM_ENDPOINTS", "https://c.example,https://d.example:8545"}}));
  ASSERT_EQ(s.chains.at("ethereum").endpoints.size(), 2u);
  EXPECT_EQ(s.chains.at("ethereum").endpoints[0].host, "c.example");
  EXPECT_EQ(s.chains.at("ethereum").endpoints[1].host, "d.example:8545");
}

TEST(Precedence, TheTokenOfTheEnvironmentReplacesTheFiles) {
  EXPECT_EQ(good(load("auth_token = \"short\"\nallow_weak_token = true\n", {{"BEPUSDT_AUTH_TOKEN", "a-long-enough-token"}}))
                .merchants.front()
                .token,
            Secret("a-long-enough-token"));
}

TEST(Environment, AnEmptyVariableIsNotSet) {
  EXPECT_EQ(good(load(kToken, {{"BEPUSDT_ORDER_TIMEOUT", ""}, {"BEPUSDT_UNKNOWN", ""}})).order.timeout, Seconds(1200));
}

TEST(Environment, ForeignVariablesAreLeftAlone) {
  good(load(kToken, {{"PATH", "/bin"},
                     {"BEPUSDT_CONFIG", "/etc/conf.toml"},
                     {"BEPUSDT_API_URL", "https://pay.example.com"},
                     {"BEPUSDT_PORT", "tcp://10.0.0.1:80"},
                     {"BEPUSDT_PORT_8080_TCP_ADDR", "10.0.0.1"},
                     {"BEPUSDT_SERVICE_HOST", "10.0.0.1"}}));
}

TEST(Errors, AreAllReportedAtOnceEachWithKeyAndPlace) {
  const auto errors =
      errors_of(load("auth_token = \"0123456789abcdef\"\n"
                     "listen = 8080\n"
                     "langage = \"zh\"\n"
                     "[order]\n"
                     "timeout = 30\n"
                     "[chain.ethereum]\n"
                     "poll = \"fast\"\n"
                     "[[wallet]]\n"
                     "address = \"0x1\"\n"
                     "trade_types = [\"usdt.erc20\"]\n",
                     {{"BEPUSDT_LOG_LEVEL", "loud"}}, {{"order-max-steps", "0"}}));
  EXPECT_THAT(
      errors,
      ElementsAre("conf.toml:2: listen: must be text in quotes",
                  "conf.toml:3: langage: there is no such setting; did you mean language?",
                  "conf.toml:5: order.timeout: must be whole seconds, 60..86400, not \"30\"",
                  "conf.toml:7: chain.ethereum.poll: must be seconds with up to three decimals, 0.1..3600, not \"fast\"",
                  "conf.toml:9: wallet.address: \"0x1\" is not an address of Ethereum",
                  "environment BEPUSDT_LOG_LEVEL: log.level: must be one of debug, info, warning, error, not \"loud\"",
                  "flag --order-max-steps: order.max_steps: must be a whole number, 1..1000000, not \"0\""));
}

TEST(Errors, SpeakChinese) {
  const auto result = load(kToken + "[order]\ntimeout = 30\n");
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().errors.front().text(wire::Language::zh),
            "conf.toml:3: order.timeout: 应为整数秒，范围 60..86400，而不是 \"30\"");
}

TEST(Errors, AWrongValueIsReportedEvenWhereAFlagOverridesIt) {
  EXPECT_THAT(only_error(load(kToken + "[order]\ntimeout = 30\n", {}, {{"order-timeout", "600"}})),
              HasSubstr("conf.toml:3: order.timeout"));
}

TEST(UnknownKeys, AreRefusedWithTheNearestKnownOne) {
  const auto error = [](const std::string& text) { return only_error(load(kToken + text)); };
  EXPECT_EQ(error("publik_url = \"x\"\n"), "conf.toml:2: publik_url: there is no such setting; did you mean public_url?");
  EXPECT_EQ(error("timeout = 60\n"), "conf.toml:2: timeout: there is no such setting; did you mean order.timeout?");
  EXPECT_EQ(error("[order]\ntimout = 60\n"),
            "conf.toml:3: order.timout: there is no such setting; did you mean order.timeout?");
  EXPECT_EQ(error("[ordr]\ntimeout = 60\n"), "conf.toml:2: ordr: there is no such setting; did you mean order?");
  EXPECT_EQ(error("[chain.etherium]\npoll = 3\n"),
            "conf.toml:2: chain.etherium: there is no such setting; did you mean chain.ethereum?");
  EXPECT_EQ(error("[chain.ethereum]\nendpoint = []\n"),
            "conf.toml:3: chain.ethereum.endpoint: there is no such setting; did you mean chain.ethereum.endpoints?");
  EXPECT_EQ(error("[order.step]\nUSTD = \"0.01\"\n"),
            "conf.toml:3: order.step.USTD: there is no such setting; did you mean order.step.USDT?");
  EXPECT_EQ(error("[rate.rule]\n\"USDT.yuan\" = \"7\"\n"),
            "conf.toml:3: rate.rule.USDT.yuan: there is no such setting; did you mean rate.rule.\"USDT.CNY\"?");
  EXPECT_EQ(error("zzzzzzzzzzzzzzzz = 1\n"), "conf.toml:2: zzzzzzzzzzzzzzzz: there is no such setting");
  EXPECT_EQ(error("[[walet]]\naddress = \"x\"\n"), "conf.toml:2: walet: there is no such setting; did you mean wallet?");
  EXPECT_EQ(error("[profile]\nevent = [\"paid\"]\n"),
            "conf.toml:3: profile.event: there is no such setting; did you mean profile.events?");
  EXPECT_EQ(only_error(load(kToken, {{"BEPUSDT_ORDER_TIMOUT", "60"}})),
            "environment: BEPUSDT_ORDER_TIMOUT: there is no such setting; did you mean BEPUSDT_ORDER_TIMEOUT?");
  EXPECT_EQ(only_error(load(kToken, {}, {{"order-timout", "60"}})),
            "flag: --order-timout: there is no such setting; did you mean --order-timeout?");
}

TEST(UnknownKeys, ATableWhereAValueBelongsAndTheOtherWayRound) {
  EXPECT_EQ(only_error(load(kToken + "order = 5\n")), "conf.toml:2: order: must be a table");
  EXPECT_EQ(only_error(load(kToken + "[listen]\nport = 1\n")), "conf.toml:2: listen: must be text in quotes");
}

TEST(TomlErrors, NameTheLineAndRepeatNothingOfTheFile) {
  for (const std::string text :
       {"auth_token = hunter2hunter2\n", "auth_token = \"hunter2hunter2\nlisten = \"x\"\n",
        "auth_token = \"hunter2hunter2\"\nauth_token = \"hunter2hunter2\"\n", "[hunter2hunter2\n", "= \"hunter2hunter2\"\n",
        "auth_token = \"\\qhunter2hunter2\"\n", "auth_token = 'hunter2hunter2\n"}) {
    const auto errors = errors_of(load(text));
    EXPECT_THAT(joined(errors), HasSubstr("conf.toml:")) << text;
    EXPECT_THAT(joined(errors), HasSubstr("not valid TOML near column")) << text;
    EXPECT_THAT(joined(errors), Not(HasSubstr("hunter2"))) << text;
  }
}

TEST(TomlErrors, AFileOfAbsurdSizeIsRefusedUnread) {
  EXPECT_THAT(joined(errors_of(load(std::string(2'000'000, '\n')))), HasSubstr("larger than 1 MiB"));
}

TEST(TomlErrors, DoNotHideThoseOfEnvironmentAndFlags) {
  const auto errors = errors_of(load("listen = \n", {{"BEPUSDT_LANGUAGE", "fr"}}, {{"order-grace", "-1"}}));
  EXPECT_EQ(errors.size(), 4u) << joined(errors);  // syntax, language, grace, and the token that is missing
}

TEST(Token, IsRequired) {
  EXPECT_EQ(only_error(load("listen = \":8080\"\n")),
            "auth_token: is missing: set it in the file, as BEPUSDT_AUTH_TOKEN or as --auth-token");
  EXPECT_THAT(only_error(load("auth_token = \"\"\n")), HasSubstr("auth_token: is missing"));
  EXPECT_THAT(only_error(load("auth_token = \"\"\nallow_weak_token = true\n")), HasSubstr("auth_token: is missing"));
}

TEST(Token, BelowSixteenCharactersWarnsBelowEightIsRefused) {
  const auto with = [](const std::string& token, bool allow) {
    return load("auth_token = \"" + token + "\"\n" + (allow ? "allow_weak_token = true\n" : "") +
                "public_nodes = false\n[chain.ethereum]\nendpoints = [\"https://a.example\"]\n");
  };
  EXPECT_THAT(warnings_of(with("0123456789abcdef", false)), IsEmpty());
  EXPECT_THAT(warnings_of(with("0123456789abcde", false)),
              ElementsAre("conf.toml:1: auth_token: is below 16 characters; take a longer random one"));
  EXPECT_THAT(warnings_of(with("x2345678", false)).size(), 1u);
  EXPECT_EQ(only_error(with("x234567", false)),
            "conf.toml:1: auth_token: is below 8 characters and quickly guessed; set allow_weak_token = true if you must");
  EXPECT_THAT(warnings_of(with("x234567", true)),
              ElementsAre("conf.toml:1: auth_token: is below 16 characters; take a longer random one"));
}

TEST(Token, OnesThatStandInDocumentationWarn) {
  EXPECT_THAT(warnings_of(load("auth_token = \"epusdt_password_xasddawqe\"\n")),
              Contains(HasSubstr("public documentation")));
  EXPECT_THAT(warnings_of(load("auth_token = \"123234\"\nallow_weak_token = true\n")),
              Contains(HasSubstr("public documentation")));
}

TEST(Token, MustBeText) {
  EXPECT_THAT(joined(errors_of(load("auth_token = 12345678901234567\n"))),
              HasSubstr("conf.toml:1: auth_token: must be text in quotes"));
}

TEST(Wallets, TakeEveryFamilyIntoItsStoredForm) {
  const auto s = good(load(
      kToken +
      "[[wallet]]\naddress = \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"\ntrade_types = [\"usdt.bep20\", \"usdc.base\"]\n"
      "[[wallet]]\naddress = \"TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC\"\ntrade_types = [\"usdt.trc20\"]\n"
      "[[wallet]]\naddress = \"0xa\"\ntrade_types = [\"usdt.aptos\"]\n"
      "[[wallet]]\naddress = \"11111111111111111111111111111111\"\ntrade_types = [\"solana.sol\"]\n"
      "[[wallet]]\naddress = \"Ef8zMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzMzM0vF\"\ntrade_types = [\"ton.ton\"]\n"));
  ASSERT_EQ(s.wallets.size(), 6u);
  EXPECT_EQ(s.wallets[1].trade_type->name, "usdc.base");
  EXPECT_EQ(s.wallets[1].address.value(), "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
  EXPECT_EQ(s.wallets[3].address.value(), "0x" + std::string(63, '0') + "a");
  EXPECT_EQ(s.wallets[5].trade_type->name, "ton.gram");
}

TEST(Wallets, AreRefusedWhereMoneyWouldBeLost) {
  const auto error = [](const std::string& address, const std::string& types) {
    return only_error(load(kToken + "[[wallet]]\naddress = \"" + address + "\"\ntrade_types = [" + types + "]\n"));
  };
  EXPECT_EQ(error("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "\"usdt.erc20\""),
            "conf.toml:3: wallet.address: the checksum of \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD\" is wrong: some "
            "character was mistyped");
  EXPECT_EQ(error("TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC", "\"usdt.erc20\""),
            "conf.toml:3: wallet.address: \"TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC\" is not an address of Ethereum");
  EXPECT_EQ(error("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "\"usdt.trc20\""),
            "conf.toml:3: wallet.address: this is a token's contract on TRON, not a wallet: what is paid to it is lost");
  EXPECT_EQ(error("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "\"usdt.erc2O\""),
            "conf.toml:4: wallet.trade_types: there is no trade type \"usdt.erc2O\"; did you mean usdt.erc20?");
  EXPECT_EQ(error("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "\"usdt.erc20\", \"usdt.erc20\""),
            "conf.toml:3: wallet.trade_types: usdt.erc20 is named twice for this address");
  EXPECT_EQ(error("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", ""), "conf.toml:4: wallet.trade_types: must not be empty");
}

TEST(Wallets, NeedBothMembersAndNoOther) {
  EXPECT_EQ(only_error(load(kToken + "[[wallet]]\naddress = \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"\n")),
            "conf.toml:2: wallet.trade_types: is missing");
  EXPECT_EQ(only_error(load(kToken + "[[wallet]]\ntrade_types = [\"usdt.erc20\"]\n")),
            "conf.toml:2: wallet.address: is missing");
  EXPECT_EQ(only_error(load(kToken + "[[wallet]]\naddress = \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"\ntrade_type = "
                                     "[\"usdt.erc20\"]\ntrade_types = [\"usdt.erc20\"]\n")),
            "conf.toml:4: wallet.trade_type: there is no such setting; did you mean trade_types?");
  EXPECT_EQ(only_error(load(kToken + "[wallet]\naddress = \"x\"\n")), "conf.toml:2: wallet: must be written [[wallet]]");
  EXPECT_EQ(only_error(load(kToken + "wallet = [\"usdt.erc20:0x\"]\n")), "conf.toml:2: wallet: must be written [[wallet]]");
  EXPECT_THAT(only_error(load(kToken + "[[wallet]]\naddress = 5\ntrade_types = [\"usdt.erc20\"]\n")),
              HasSubstr("conf.toml:3: wallet.address: must be text"));
}

TEST(Merchants, HaveTheirOwnProfile) {
  const auto s = good(load(kToken + "[profile]\nack = \"any_200\"\n"
                                    "[[merchant]]\nid = \"go-shop\"\ntoken = \"second-token-of-someone\"\n"
                                    "[merchant.profile]\nnumber_text = \"go\"\nactual_amount = \"number\"\nevents = "
                                    "[\"paid\", \"expired\"]\nextra_fields = [\"money\", \"buyer\"]\n"
                                    "hash_before_payment = \"trade_id\"\nanswer_amounts = \"number\"\nerrors = "
                                    "\"http\"\nepay_may_set = [\"rate\", \"address\", \"timeout\"]\n"));
  using P = core::MerchantProfile;
  EXPECT_EQ(s.merchants[0].profile.ack, P::Ack::any_200);
  const P& p = s.merchants[1].profile;
  EXPECT_EQ(p.ack, P::Ack::ok);
  EXPECT_EQ(p.number_text, P::NumberText::go);
  EXPECT_EQ(p.actual_amount, P::ActualAmount::number);
  EXPECT_TRUE(p.send_expired);
  EXPECT_FALSE(p.send_waiting);
  EXPECT_TRUE(p.extra_money);
  EXPECT_TRUE(p.extra_buyer);
  EXPECT_EQ(p.hash_before_payment, P::HashBeforePayment::trade_id);
  EXPECT_EQ(p.answer_amounts, P::ActualAmount::number);
  EXPECT_EQ(p.errors, P::Errors::http);
  EXPECT_TRUE(p.epay_may_set_rate && p.epay_may_set_address && p.epay_may_set_timeout);
  EXPECT_EQ(s.merchants[1].pid, "");
}

TEST(Merchants, AreRefusedWhereTheyCouldBeMistakenForOneAnother) {
  const auto error = [](const std::string& body) { return only_error(load(kToken + "[[merchant]]\n" + body)); };
  EXPECT_EQ(error("id = \"default\"\ntoken = \"second-token-of-someone\"\n"),
            "conf.toml:2: merchant.id: is used by another merchant");
  EXPECT_EQ(error("id = \"a\"\ntoken = \"second-token-of-someone\"\npid = \"1000\"\n"),
            "conf.toml:2: merchant.pid: is used by another merchant");
  EXPECT_EQ(error("id = \"a\"\ntoken = \"0123456789abcdef0123456789abcdef\"\n"),
            "conf.toml:2: merchant.token: is the token of another merchant, too");
  EXPECT_EQ(
      error("id = \"a\"\ntoken = \"short\"\n"),
      "conf.toml:2: merchant.token: is below 8 characters and quickly guessed; set allow_weak_token = true if you must");
  EXPECT_EQ(error("id = \"a\"\ntoken = \"\"\n"), "conf.toml:2: merchant.token: must not be empty");
  EXPECT_EQ(error("id = \"a b\"\ntoken = \"second-token-of-someone\"\n"),
            "conf.toml:3: merchant.id: may hold letters, digits and . _ - only, at most 64");
  EXPECT_EQ(error("id = \"a\"\ntoken = \"second-token-of-someone\"\npid = \"x1\"\n"),
            "conf.toml:5: merchant.pid: may hold digits only, at most 20");
  EXPECT_EQ(error("id = \"a\"\n"), "conf.toml:2: merchant.token: is missing");
  EXPECT_EQ(error("token = \"second-token-of-someone\"\n"), "conf.toml:2: merchant.id: is missing");
  EXPECT_EQ(error("id = \"a\"\ntoken = \"second-token-of-someone\"\nprofile = 1\n"),
            "conf.toml:5: merchant.profile: must be a table");
  EXPECT_EQ(error("id = \"a\"\ntoken = \"second-token-of-someone\"\n[merchant.profile]\nakc = \"ok\"\n"),
            "conf.toml:6: merchant.profile.akc: there is no such setting; did you mean profile.ack?");
  EXPECT_EQ(error("id = \"a\"\ntoken = \"second-token-of-someone\"\n[merchant.profile]\nevents = [\"expired\"]\n"),
            "conf.toml:6: merchant.profile.events: must contain paid");
}

TEST(Warnings, NameWalletsThatCannotWorkAndTheDiscontinuedToken) {
  const auto warnings = warnings_of(
      load(kToken + "public_nodes = false\n[chain.base]\nendpoints = [\"https://a.example\"]\n"
                    "[[wallet]]\naddress = \"TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC\"\ntrade_types = [\"usdc.trc20\"]\n"
                    "[[wallet]]\naddress = \"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed\"\ntrade_types = [\"usdt.erc20\", "
                    "\"usdc.base\"]\n"));
  EXPECT_THAT(warnings, ElementsAre("wallet: usdc.trc20: the chain tron is off: the wallet is without effect",
                                    "wallet: usdc.trc20 was discontinued by its issuer: stop offering it",
                                    "wallet: usdt.erc20: the chain ethereum is off: the wallet is without effect"));
}

TEST(Warnings, NameWhatInvitesForgery) {
  EXPECT_THAT(warnings_of(load(kToken + "trusted_proxies = [\"0.0.0.0/0\"]\n")),
              Contains(HasSubstr("trusted_proxies: trusts every address")));
  EXPECT_THAT(warnings_of(load(kToken + "public_url = \"http://pay.example.com\"\n")),
              Contains(HasSubstr("public_url: is not https")));
  EXPECT_THAT(warnings_of(load(kToken + "public_url = \"http://localhost:8080\"\n")),
              Not(Contains(HasSubstr("public_url"))));
}

TEST(CrossChecks, HoldBetweenSettings) {
  EXPECT_EQ(only_error(load(kToken + "[order]\nmin_amount = 5\nmax_amount = 4\n")),
            "conf.toml:3: order.min_amount: is larger than order.max_amount");
  EXPECT_EQ(only_error(load(kToken + "[rate]\nsource = \"fixed\"\n")),
            "conf.toml:3: rate.source: is fixed, but [rate.fixed] holds no price");
  EXPECT_EQ(only_error(load(kToken + "[rate]\nmax_age = 60\npoll = 60\n")),
            "conf.toml:4: rate.poll: must be below rate.max_age");
}

TEST(Database, IsRelativeToTheFilesFolder) {
  const auto path = [](const std::string& file, const std::string& database) {
    return good(load_settings({file, kToken + "database = \"" + database + "\"\n", {}, {}})).database;
  };
  EXPECT_EQ(path("/etc/bepusdt/conf.toml", "sqlite:shop.db"), "/etc/bepusdt/shop.db");
  EXPECT_EQ(path("/etc/bepusdt/conf.toml", "sqlite:../lib/shop.db"), "/etc/lib/shop.db");
  EXPECT_EQ(path("/etc/bepusdt/conf.toml", "sqlite:/var/lib/shop.db"), "/var/lib/shop.db");
  EXPECT_EQ(path("conf.toml", "sqlite:shop.db"), "shop.db");
  EXPECT_EQ(path("sub/conf.toml", "sqlite:shop.db"), "sub/shop.db");
}

TEST(Rates, KeysOfPairsMayBeQuotedOrDotted) {
  const auto s = good(load(kToken + "[rate]\nsource = \"fixed\"\n[rate.fixed]\n\"USDT.CNY\" = \"7.2\"\nETH.USD = "
                                    "4000.5\n[rate.rule]\nUSDT.USD = \"+0.01\"\n",
                           {{"BEPUSDT_RATE_RULE_USDC_EUR", "~1.02"}}, {{"rate-fixed-usdc-cny", "7.1"}}));
  EXPECT_EQ(s.rate.fixed.at({"USDT", "CNY"}), d("7.2"));
  EXPECT_EQ(s.rate.fixed.at({"ETH", "USD"}), d("4000.5"));
  EXPECT_EQ(s.rate.fixed.at({"USDC", "CNY"}), d("7.1"));
  EXPECT_EQ(s.rate.rules.at({"USDT", "USD"}).to_string(), "+0.01");
  EXPECT_EQ(s.rate.rules.at({"USDC", "EUR"}).to_string(), "~1.02");
}

TEST(Numbers, AreTakenAsTheyStandAndNeverAsBinaryFractions) {
  const auto s = good(
      load(kToken +
           "[order]\nmin_amount = 0.1\nmax_amount = 1_000_000.30\n[order.step]\nETH = 0.000000000000000001\nUSDT = 1e-3\n"));
  EXPECT_EQ(s.order.min_amount.to_string(), "0.1");
  EXPECT_EQ(s.order.max_amount.to_string(), "1000000.3");
  EXPECT_EQ(s.order.step.at("ETH").to_string(), "0.000000000000000001");
  EXPECT_EQ(s.order.step.at("USDT").to_string(), "0.001");
}

TEST(OrderStep, MustBePayableOnEveryChainOfTheCurrency) {
  EXPECT_EQ(only_error(load(kToken + "[order.step]\nUSDT = \"0.0000001\"\n")),
            "conf.toml:3: order.step.USDT: has more decimals than usdt.trc20 (6)");
}

// Whatever the file holds, the answer is settings or errors, and what loads can be shown.
TEST(Settings, ADamagedFileIsAnswered) {
  std::mt19937 random(20'261'122);
  int loaded = 0;
  for (int i = 0; i < 800; ++i) {
    std::string text(kContractSample);
    for (auto changes = random() % 4; changes > 0; --changes) {
      const auto at = random() % text.size(), length = random() % 12;
      switch (random() % 4) {
        case 0: text.erase(at, length); break;
        case 1: text.insert(at, text.substr(random() % text.size(), length)); break;
        case 2: text[at] = static_cast<char>(random()); break;
        default: text.insert(at, std::string(1, std::string_view("\"'[]{}=.#\n,0-")[random() % 13])); break;
      }
    }
    const auto result = load(text);
    if (!result) {
      EXPECT_FALSE(result.error().errors.empty());
      continue;
    }
    ++loaded;
    EXPECT_FALSE(show_settings(*result).empty());
  }
  EXPECT_GT(loaded, 100);  // damage within comments
  EXPECT_LT(loaded, 700);
}

TEST(LoadSettings, AProblemIsOnePrintableLineWhateverNamesItRepeats) {
  for (const std::string& said :
       {std::string("A\nB"), std::string("A\x1b[31m"), std::string("A\xff"), std::string("A\xc2\x9b")}) {
    for (const auto& result : {load(kToken, {{"BEPUSDT_" + said, "1"}}), load(kToken, {}, {{said, "1"}}),
                               load(kToken, {{"BEPUSDT_LANGUAGE", said}}), load(kToken, {}, {{"order-timeout", said}})}) {
      const std::string line = only_error(result);
      EXPECT_TRUE(wire::is_valid_utf8(line) && !wire::has_control_character(line)) << line;
    }
  }
  EXPECT_THAT(only_error(load(kToken + "\"a\\nb\" = 1\n")), HasSubstr("conf.toml:2: a?b: there is no such setting"));
}

TEST(LoadSettings, ATextThatIsNoUtf8IsRefused) {
  for (const auto& result :
       {load(kToken, {{"BEPUSDT_TLS_CA_FILE", "\xff.pem"}}), load(kToken, {}, {{"tls-ca-file", "\xff.pem"}})})
    EXPECT_THAT(only_error(result), HasSubstr("tls.ca_file: is not valid UTF-8"));
}

}  // namespace
}  // namespace bepusdt::catalog
