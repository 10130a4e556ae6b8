#include "web/state_event.hpp"

#include <gtest/gtest.h>

namespace bepusdt::web {
namespace {

TEST(StateEvent, IsOneLineOfJsonWithEverythingThePageShows) {
  StateEvent event;
  event.state = core::OrderState::confirming;
  event.quote_number = 2;
  event.confirmations = 3;
  event.required = 12;
  event.seconds_left = Seconds(840);
  event.received = "4.25";
  event.hash = "0xab";
  event.explorer_url = "https://etherscan.io/tx/0xab";
  EXPECT_EQ(render_state_event(event),
            R"({"state":"confirming","status":1,"quote":2,"confirmations":3,"required":12,"seconds_left":840,)"
            R"("received":"4.25","hash":"0xab","explorer_url":"https://etherscan.io/tx/0xab","return_url":"",)"
            R"("paid_ago":null,"other":null})");
}

TEST(StateEvent, StatusIsOnlyEverOneTwoOrThree) {
  for (const auto& [state, name] : core::kOrderStateNames) {
    StateEvent event;
    event.state = state;
    const int status = state == core::OrderState::paid                                               ? 2
                       : state == core::OrderState::waiting || state == core::OrderState::confirming ? 1
                                                                                                     : 3;
    EXPECT_NE(render_state_event(event).find("\"status\":" + std::to_string(status) + ","), std::string::npos) << name;
    EXPECT_NE(render_state_event(event).find("\"state\":\"" + std::string(name) + "\""), std::string::npos);
  }
}

TEST(StateEvent, NegativeTimeLeftIsZero) {
  StateEvent event;
  event.seconds_left = Seconds(-3);
  EXPECT_NE(render_state_event(event).find("\"seconds_left\":0,"), std::string::npos);
}

TEST(StateEvent, PaidTellsTheWayBackAndHowLongAgo) {
  StateEvent event;
  event.state = core::OrderState::paid;
  event.return_url = "https://shop.example.com/?a=\"b\"";
  event.paid_ago = Seconds(7);
  const auto json = render_state_event(event);
  EXPECT_NE(json.find(R"("return_url":"https://shop.example.com/?a=\"b\"")"), std::string::npos);
  EXPECT_NE(json.find(R"("paid_ago":7)"), std::string::npos);
}

TEST(StateEvent, AnotherPaymentCarriesBothFigures) {
  StateEvent event;
  event.other = OtherPayment{OtherPayment::Kind::amount, "4.25", "4.2", "USDT", "0xcd", "https://x.example/0xcd"};
  EXPECT_NE(
      render_state_event(event).find(
          R"("other":{"kind":"amount","expected":"4.25","received":"4.2","currency":"USDT","hash":"0xcd","explorer_url":"https://x.example/0xcd"})"),
      std::string::npos);
  event.other->kind = OtherPayment::Kind::late;
  EXPECT_NE(render_state_event(event).find(R"("other":{"kind":"late")"), std::string::npos);
  event.other->kind = OtherPayment::Kind::extra;
  EXPECT_NE(render_state_event(event).find(R"("other":{"kind":"extra")"), std::string::npos);
}

TEST(StateEvent, ALineBreakInForeignTextCannotEndTheEvent) {
  StateEvent event;
  event.return_url = "https://x\ndata: {}\r\n\r\n";
  const auto json = render_state_event(event);
  EXPECT_EQ(json.find_first_of("\r\n"), std::string::npos);
}

}  // namespace
}  // namespace bepusdt::web
