// The small readers below the settings: TOML values, URLs, flags, the nearest name, and the trade type that is on offer.
#include <gmock/gmock.h>

#include "catalog/chains.hpp"
#include "catalog/endpoint_url.hpp"
#include "catalog/flags.hpp"
#include "catalog/lite_server_url.hpp"
#include "catalog/nearest.hpp"
#include "catalog/offered_trade_type.hpp"
#include "catalog/toml_text.hpp"

namespace bepusdt::catalog {
namespace {

using core::Family;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Toml, KeepsLiteralsLinesAndTheFilesOrder) {
  const auto root = parse_toml(
      "\xEF\xBB\xBFzeta = 0.10\r\nalpha = 1_000.5  # é\n\"名\" = {\"价\" = 1e-3, b = 0x10}\n[t]\nlist = [1, 2.50,\n  "
      "'x']\nd = 1979-05-27\n",
      "f");
  ASSERT_TRUE(root);
  ASSERT_EQ(root->members.size(), 4u);
  EXPECT_EQ(root->members[0].name, "zeta");
  EXPECT_EQ(root->member("zeta")->text, "0.10");
  EXPECT_EQ(root->member("zeta")->place, "f:1");
  EXPECT_EQ(root->member("alpha")->text, "1000.5");
  EXPECT_EQ(root->member("alpha")->place, "f:2");
  EXPECT_EQ(root->member("名")->member("价")->text, "1e-3");
  EXPECT_EQ(root->member("名")->member("b")->text, "16");
  const Value& list = *root->member("t")->member("list");
  EXPECT_EQ(list.place, "f:5");
  EXPECT_EQ(list.items[1].text, "2.50");
  EXPECT_EQ(list.items[2].place, "f:6");
  EXPECT_EQ(root->member("t")->member("d")->kind, Value::Kind::other);
  EXPECT_EQ(root->member("nothing"), nullptr);
}

TEST(Toml, RefusesAbsurdNestingInsteadOfRunningOutOfStack) {
  EXPECT_FALSE(parse_toml("a = " + std::string(100'000, '[') + "\n", "f"));
  EXPECT_FALSE(parse_toml("a = " + std::string(100'000, '[') + std::string(100'000, ']') + "\n", "f"));
}

TEST(Toml, QuotesWhatItPrints) {
  EXPECT_EQ(toml_string("a\"b\\c\nd\x7f"
                        "é"),
            "\"a\\\"b\\\\c\\u000Ad\\u007Fé\"");
  const std::string odd = "\" \\ \n \t \x01 名";
  EXPECT_EQ(toml_value(toml_string(odd)).text, odd);
}

TEST(Toml, CutsExcerptsBetweenCharacters) {
  EXPECT_EQ(excerpt("short"), "\"short\"");
  EXPECT_EQ(excerpt(std::string(59, 'a') + "名字"), "\"" + std::string(59, 'a') + "\"");
  EXPECT_EQ(excerpt(std::string(57, 'a') + "名字"), "\"" + std::string(57, 'a') + "名\"");
  EXPECT_EQ(excerpt(std::string(100, '\x80')), "\"\"");
}

TEST(Lists, StandBetweenCommas) {
  EXPECT_THAT(comma_separated("a, b ,,c "), ElementsAre("a", "b", "c"));
  EXPECT_THAT(comma_separated(""), IsEmpty());
  EXPECT_THAT(comma_separated(" , "), IsEmpty());
  EXPECT_THAT(endpoint_texts("off"), IsEmpty());
  EXPECT_THAT(endpoint_texts("off,x"), ElementsAre("off", "x"));
}

TEST(NodeUrl, IsHttpExceptForTron) {
  for (const std::string_view url :
       {"https://n.example", "http://127.0.0.1:8545/", "https://u:p@n.example:1/a?b=c", "http://[::1]:8545"})
    EXPECT_FALSE(check_node_url(Family::evm, url)) << url;
  for (const std::string_view url : {"", "n.example", "n.example:8545", "ws://n.example", "https://", "https://:80",
                                     "https:/n.example", "https://n.example:0", "https://n.example:65536",
                                     "https://n.example/#x", "https://n example", "javascript:alert(1)"})
    EXPECT_TRUE(check_node_url(Family::evm, url)) << url;
  EXPECT_TRUE(check_node_url(Family::evm, "https://n.example/" + std::string(3000, 'a')));
  for (const std::string_view url : {"18.141.79.38:50051", "grpc://t.example:50051", "grpcs://t.example:443",
                                     "https://api.trongrid.io", "http://127.0.0.1:8090"})
    EXPECT_FALSE(check_node_url(Family::tron, url)) << url;
  for (const std::string_view url : {"t.example", "grpc://t.example", "ws://t.example:1", "", ":50051"})
    EXPECT_TRUE(check_node_url(Family::tron, url)) << url;
}

TEST(NodeUrl, OfTonMayAlsoBeALiteServersWithItsKey) {
  const std::string key = "n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk=";
  for (const std::string& url :
       {"lite://5.9.10.47:19949/" + key, std::string("lite://lite.example:1/n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk"),
        "lite://[2001:db8::1]:65535/" + key, std::string("https://toncenter.com/api/v3")})
    EXPECT_FALSE(check_node_url(Family::ton, url)) << url;
  const auto said = [](const std::string& url) { return check_node_url(Family::ton, url).value_or(wire::Sentence{}).en; };
  EXPECT_EQ(said("ws://n.example"), "must begin with http://, https://, lite:// or lite+config:");
  EXPECT_EQ(said("lite://"), "must be lite://HOST:PORT/KEY");
  EXPECT_EQ(said("lite://:1/" + key), "must be lite://HOST:PORT/KEY");
  EXPECT_EQ(said("lite://u:p@n.example:1/" + key), "must be lite://HOST:PORT/KEY");
  EXPECT_EQ(said("lite://n.example:1/" + key + "?a=b"), "must be lite://HOST:PORT/KEY");
  for (const char* port : {"", ":", ":0", ":65536", ":99999999999999999999"})
    EXPECT_EQ(said("lite://n.example" + std::string(port) + "/" + key), "needs a port: lite://HOST:PORT/KEY") << port;
  for (const std::string& wrong :
       {std::string(), std::string("/"), "/" + key.substr(4), "/" + key + "AAAA", std::string("/x!")})
    EXPECT_EQ(said("lite://n.example:1" + wrong),
              "must have the server's key after the port, base64 of 32 bytes: lite://HOST:PORT/KEY")
        << wrong;
  EXPECT_TRUE(check_node_url(Family::evm, "lite://5.9.10.47:19949/" + key));
  const auto parsed = parse_lite_server_url("lite://[2001:db8::1]:7/n4VDnSCUuSpjnCyUk9e3QOOd6o0ItSWYbTnW3Wnn8wk=");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->host, "2001:db8::1");
  EXPECT_EQ(parsed->port, "7");
  EXPECT_EQ(to_hex(parsed->key), "9f85439d2094b92a639c2c9493d7b740e39dea8d08b525986d39d6dd69e7f309");
  EXPECT_EQ(host_of("lite://5.9.10.47:19949/" + key), "5.9.10.47:19949");
}

TEST(NodeUrl, OfTonMayBeAFileThatListsLiteServers) {
  EXPECT_FALSE(check_node_url(Family::ton, "lite+config:global.config.json"));
  EXPECT_FALSE(check_node_url(Family::ton, "lite+config:/etc/bepusdt/global.config.json"));
  EXPECT_EQ(check_node_url(Family::ton, "lite+config:").value_or(wire::Sentence{}).en, "must be lite+config:FILE");
  EXPECT_TRUE(check_node_url(Family::ton, "lite+config:" + std::string(3000, 'a')));
  EXPECT_TRUE(check_node_url(Family::evm, "lite+config:global.config.json"));
  EXPECT_EQ(host_of("lite+config:/etc/bepusdt/global.config.json"), "global.config.json");
}

TEST(NodeUrl, OnlyItsHostIsShown) {
  EXPECT_EQ(host_of("https://user:secret@n.example/v2/KEY?k=KEY"), "n.example");
  EXPECT_EQ(host_of("http://127.0.0.1:8545/KEY"), "127.0.0.1:8545");
  EXPECT_EQ(host_of("18.141.79.38:50051"), "18.141.79.38:50051");
  EXPECT_EQ(host_of("https://[::1]:8545"), "[::1]:8545");
  EXPECT_EQ(host_of("SECRET with spaces"), "***");
  EXPECT_EQ(host_of(""), "***");
}

TEST(WebUrl, MayBePlain) {
  EXPECT_FALSE(check_web_url("https://x.example/a?b=c", false));
  EXPECT_TRUE(check_web_url("https://x.example/a?b=c", true));
  EXPECT_FALSE(check_web_url("https://x.example/a", true));
  EXPECT_TRUE(check_web_url("mailto:a@x.example", false));
}

TEST(Nearest, FindsTypingErrorsAndRightNamesInTheWrongTable) {
  const std::vector<std::string> known{"order.timeout", "order.grace", "listen", "rate.source"};
  EXPECT_EQ(nearest("order.timout", known), "order.timeout");
  EXPECT_EQ(nearest("timeout", known), "order.timeout");
  EXPECT_EQ(nearest("listne", known), "listen");
  EXPECT_EQ(nearest("completely.different", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest(std::string(1'000'000, 'a'), known), "");
}

TEST(Flags, AreReadInBothSpellings) {
  const std::vector<std::string> arguments{
      "--order-timeout", "600", "--listen=:80", "--test-mode", "--public-nodes", "false", "--callback-allow-http",
      "--unknown-flag",  "x"};
  const auto flags = setting_flags(arguments);
  ASSERT_TRUE(flags);
  EXPECT_EQ(*flags, (std::map<std::string, std::string>{{"order-timeout", "600"},
                                                        {"listen", ":80"},
                                                        {"test-mode", "true"},
                                                        {"public-nodes", "false"},
                                                        {"callback-allow-http", "true"},
                                                        {"unknown-flag", "x"}}));
}

TEST(Flags, RefuseWhatBelongsNowhere) {
  const auto error = [](std::vector<std::string> arguments) {
    const auto flags = setting_flags(arguments);
    return flags ? std::string("accepted") : flags.error().en;
  };
  EXPECT_EQ(error({"hunter2"}), "argument 1 belongs to no flag");
  EXPECT_EQ(error({"--test-mode", "hunter2"}), "argument 2 belongs to no flag");
  EXPECT_EQ(error({"--"}), "argument 1 belongs to no flag");
  EXPECT_EQ(error({"--auth-token"}), "--auth-token needs a value");
  EXPECT_EQ(error({"--auth-token", "--listen", ":80"}), "--auth-token needs a value");
  EXPECT_EQ(error({"--listen", ":80", "--listen=:81"}), "--listen stands twice");
}

TEST(OfferedTradeType, SaysWhyNot) {
  const std::vector<std::string> on{"ethereum", "base"};
  EXPECT_EQ(*offered_trade_type("usdt.erc20", on), find_trade_type("usdt.erc20"));
  EXPECT_EQ(offered_trade_type("usdt.erc2", on).error().en, "there is no such trade type; did you mean usdt.erc20?");
  EXPECT_EQ(offered_trade_type("usdt.erc2", on).error().zh, "没有这个交易类型；是否想写 usdt.erc20？");
  EXPECT_EQ(offered_trade_type("doge", on).error().en, "there is no such trade type");
  EXPECT_EQ(offered_trade_type("<script>alert(1)</script>", on).error().en, "there is no such trade type");
  EXPECT_EQ(offered_trade_type("usdt.bep20", on).error().en, "BNB Smart Chain is switched off at this gateway");
  EXPECT_EQ(offered_trade_type("usdt.bep20", on).error().zh, "此网关已关闭 BNB Smart Chain");
  EXPECT_EQ(offered_trade_type("usdt.trc20", on).error().en, "TRON is switched off at this gateway");
  EXPECT_EQ(offered_trade_type("ton.ton", on).error().zh, "此网关已关闭 TON");
}

}  // namespace
}  // namespace bepusdt::catalog
