// Who may ask for what: nobody gets in by sending our own callback back, by a database that fails, or with an address that
// a typing error made.
#include <gtest/gtest.h>

#include "http/routes.hpp"
#include "unit/http/http_world.hpp"
#include "wire/callback_body.hpp"

namespace bepusdt::test {
namespace {

constexpr const char* kId = "0AbcdeFGHIJKLMNOPQ";

std::vector<std::string> merchants_paths() {
  std::vector<std::string> paths;
  for (const http::Route& route : http::routes())
    if (std::holds_alternative<http::MerchantQuery>(route.handler) ||
        std::holds_alternative<http::MerchantCommand>(route.handler))
      paths.emplace_back(route.pattern);
  return paths;
}

// A waiting event names an order and is signed with the merchant's own token, and a visitor whose shop echoes requests, or
// whose order's notify_url is his own, has it.
TEST(Access, AStatus1CallbackSentBackAsARequestIsRefused) {
  const std::string address(kWalletShown);
  const wire::CallbackFields waiting{.trade_id = kId,
                                     .order_id = "O-1",
                                     .amount = "28.8",
                                     .actual_amount = "4.25",
                                     .address = address,
                                     .block_transaction_id = "",
                                     .status = 1};
  const std::string body = wire::callback_body(waiting, {}, Secret(std::string(kToken)));
  // The empty member is not signed, so that the text is as well signed without it.
  std::string stripped = body;
  const std::string empty_member = R"("block_transaction_id":"",)";
  ASSERT_NE(stripped.find(empty_member), std::string::npos);
  stripped.erase(stripped.find(empty_member), empty_member.size());
  HttpWorld world;
  world.add_order(kId, "O-1");
  for (const std::string& path : merchants_paths())
    for (const std::string& sent : {body, stripped}) {
      const Answer answer = world.post(path, sent);
      EXPECT_NE(answer.json()["status_code"], "200") << path << " " << sent;
      EXPECT_EQ(answer.json()["data"], "null") << path;
    }
  EXPECT_TRUE(world.commands.empty());
  // What the merchant signs himself with the same members is taken: nothing else is wrong with them.
  world.post(kCancel, signed_json({{"trade_id", '"' + std::string(kId) + '"'}, {"amount", "28.8"}}));
  EXPECT_EQ(world.commands.size(), 1U);
}

TEST(Access, DatabaseErrorNeverOpensAuthentication) {
  using Kind = ports::StoreError::Kind;
  for (const auto kind : {Kind::busy, Kind::full, Kind::unknown, Kind::broken}) {
    HttpWorld world;
    world.settings.bad_requests_per_minute = 1'000;
    world.add_order(kId, "O-1");
    world.store.failure = ports::StoreError{kind, "the disk is on fire"};
    const Members members = changed(good_create(), {{"trade_id", '"' + std::string(kId) + '"'}});
    for (const std::string& path : merchants_paths()) {
      for (const std::string& body :
           {signed_json(members, ""), signed_json(members, "null"), json_of(members),
            json_of(changed(members, {{"signature", R"("")"}})), json_of(changed(members, {{"signature", "null"}})),
            signed_json(members, kOtherToken)}) {
        const std::string error = world.post(path, body).json()["error"];
        EXPECT_TRUE(error == "missing_signature" || error == "bad_signature") << path << " " << body << ": " << error;
      }
    }
    EXPECT_TRUE(world.commands.empty());
    // Nor does it hand out what it could not read.
    const std::string query = signed_json({{"trade_id", '"' + std::string(kId) + '"'}});
    EXPECT_EQ(world.post(kQuery, query).json()["data"], "null");
  }
}

TEST(Access, DatabaseErrorNeverOpensAuthenticationEmptyTokenRefuses) {
  for (const bool without_merchants : {false, true}) {
    HttpWorld world;
    if (without_merchants)
      world.directory.now.merchants.clear();
    else
      for (core::Merchant& merchant : world.directory.now.merchants) merchant.token = Secret("");
    for (const std::string& path : merchants_paths()) {
      const Answer answer = world.post(path, signed_json(good_create(), ""));
      EXPECT_EQ(answer.json()["error"], without_merchants ? "unknown_merchant" : "bad_signature") << path;
    }
    EXPECT_TRUE(world.commands.empty());
  }
}

TEST(Access, AddressesCheckedByChecksum) {
  struct Case {
    const char* trade_type;
    const char* good;
    std::vector<const char*> mistyped;  // one character, two that changed places, one letter in the other case
  };
  for (const Case& one :
       {Case{"usdt.erc20",
             "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
             {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee", "0x5Aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
              "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1Beaed"}},
        Case{"usdt.trc20",
             "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
             {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6T",
              "TR7HNqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"}},
        Case{"usdt.ton",
             "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs",
             {"EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDt", "EQCxE6mUtQJKFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_SDs",
              "EQCxE6mUtQKJFnGfaROTKOt1lZbDiiX1kCixRv7Nw2Id_sDs"}}}) {
    HttpWorld world;
    world.accept = [](const payment::Command&) { return payment::Answer(fail(wire::Refusal{})); };
    const auto ask = [&](const char* address) {
      return world
          .post(kCreate, signed_json(changed(good_create(), {{"trade_type", '"' + std::string(one.trade_type) + '"'},
                                                             {"address", '"' + std::string(address) + '"'}})))
          .json();
    };
    for (const char* mistyped : one.mistyped) EXPECT_EQ(ask(mistyped)["error"], "invalid_address") << mistyped;
    EXPECT_TRUE(world.commands.empty());
    (void)ask(one.good);
    EXPECT_EQ(world.commands.size(), 1U) << one.good;
  }
}

}  // namespace
}  // namespace bepusdt::test
