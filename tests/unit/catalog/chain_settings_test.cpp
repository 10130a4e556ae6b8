// Loading settings: what is set for chains: endpoints, public nodes, finality, cross-checks.
#include <gmock/gmock.h>

#include "unit/catalog/loading.hpp"

namespace bepusdt::catalog {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(Chains, WithoutEndpointsUseThePublicOnesWithOneWarning) {
  const auto result = load(kToken);
  const auto s = good(result);
  for (const Chain& chain : chains()) {
    const auto& settings = s.chains.at(std::string(chain.name));
    EXPECT_EQ(settings.chain, &chain);
    EXPECT_TRUE(settings.uses_public_nodes);
    EXPECT_EQ(settings.endpoints.size(), chain.public_endpoints.size());
    EXPECT_TRUE(settings.on);
  }
  EXPECT_THAT(
      warnings_of(result),
      ElementsAre(HasSubstr(
          "public nodes are used for ethereum, bsc, polygon, arbitrum, base, xlayer, plasma, tron, solana, aptos, ton;")));
  EXPECT_THAT(readable_chains(s), ElementsAre("aptos", "arbitrum", "base", "bsc", "ethereum", "plasma", "polygon", "solana",
                                              "ton", "tron", "xlayer"));
  EXPECT_EQ(s.chains.at("solana").endpoints.front().requests_per_second, core::Decimal(4));
  EXPECT_TRUE(s.chains.at("base").endpoints.front().requests_per_second.is_zero());
}

TEST(Chains, AnEmptyListTurnsOneOffAndPublicNodesFalseAllOfThem) {
  const auto one = good(load(kToken + "[chain.bsc]\nendpoints = []\n"));
  EXPECT_FALSE(one.chains.at("bsc").on);
  EXPECT_TRUE(one.chains.at("base").on);
  const auto by_flag = good(load(kToken, {}, {{"chain-bsc-endpoints", "off"}}));
  EXPECT_FALSE(by_flag.chains.at("bsc").on);
  const auto all = load(kToken + "public_nodes = false\n[chain.base]\nendpoints = [\"https://a.example\"]\n");
  EXPECT_THAT(readable_chains(good(all)), ElementsAre("base"));
  EXPECT_THAT(warnings_of(all), IsEmpty());
  EXPECT_THAT(warnings_of(load(kToken + "public_nodes = false\n")),
              ElementsAre("chain: no chain is on: no order can be accepted"));
}

TEST(Chains, FinalityOfZeroNamesItsRisk) {
  EXPECT_THAT(warnings_of(load(kToken + "[chain.base]\nfinality = 0\n")),
              Contains("conf.toml:3: chain: finality = 0 (base): a payment counts as soon as it is seen; a reorganisation "
                       "can undo it after the goods are delivered"));
}

TEST(Chains, ARequiredCrossCheckTakesTwoHosts) {
  const std::string required = kToken + "[chain.base]\ncross_check = \"required\"\n";
  EXPECT_EQ(only_error(load(required + "endpoints = [\"https://n.example/K\", \"https://n.example/L\"]\n")),
            "conf.toml:3: chain.base.cross_check: required takes nodes at two hosts or more: with one, no payment would "
            "ever count");
  EXPECT_EQ(
      good(load(required + "endpoints = [\"https://n.example\", \"https://m.example\"]\n")).chains.at("base").cross_check,
      CrossCheck::required);
}

TEST(Chains, FinalityIsATagOrANumberOfBlocks) {
  const auto finality = [](const std::string& text) {
    return good(load(kToken + "[chain.base]\nfinality = " + text + "\n")).chains.at("base").finality;
  };
  EXPECT_EQ(finality("\"finalized\""), (Finality{Finality::Kind::finalized, 0}));
  EXPECT_EQ(finality("\"safe\""), (Finality{Finality::Kind::safe, 0}));
  EXPECT_EQ(finality("64"), (Finality{Finality::Kind::blocks, 64}));
  EXPECT_EQ(finality("\"64\""), (Finality{Finality::Kind::blocks, 64}));
  for (const std::string text : {"-1", "1.5", "10001", "\"final\"", "\"\"", "true"})
    EXPECT_THAT(only_error(load(kToken + "[chain.base]\nfinality = " + text + "\n")),
                HasSubstr("chain.base.finality: must be finalized, safe or a number of blocks 0..10000"))
        << text;
}

TEST(Chains, OfSolanaNothingButWhatIsFinalizedIsReadAndAnotherFinalityIsRefused) {
  const auto with = [](const std::string& text) { return load(kToken + "[chain.solana]\nfinality = " + text + "\n"); };
  EXPECT_EQ(good(with("\"finalized\"")).chains.at("solana").finality.kind, Finality::Kind::finalized);
  for (const std::string text : {"0", "32", "\"safe\""})
    EXPECT_EQ(only_error(with(text)),
              "conf.toml:3: chain.solana.finality: can only be finalized: nothing else of Solana is read")
        << text;
  EXPECT_EQ(
      only_error(load(kToken, {{"BEPUSDT_CHAIN_SOLANA_FINALITY", "0"}})),
      "environment BEPUSDT_CHAIN_SOLANA_FINALITY: chain.solana.finality: can only be finalized: nothing else of Solana "
      "is read");
}

TEST(Chains, TracesAndNewsByWebSocketAreOfEvmEndpoints) {
  const auto endpoint = [](const std::string& chain, const std::string& members) {
    return load(kToken + "[chain." + chain + "]\nendpoints = [{ url = \"https://n.example/K\", " + members + " }]\n");
  };
  const Endpoint made =
      good(endpoint("base", "traces = true, websocket = \"wss://n.example/hunter2?x=1\"")).chains.at("base").endpoints.at(0);
  EXPECT_TRUE(made.traces);
  EXPECT_EQ(made.websocket, Secret("wss://n.example/hunter2?x=1"));
  for (const char* url : {"https://n.example/hunter2", "wss://", "hunter2", "wss://n.example/#hunter2"}) {
    const std::string error = only_error(endpoint("base", std::string("websocket = \"") + url + "\""));
    EXPECT_THAT(error, HasSubstr("chain.base.endpoints: endpoint 1: websocket "));
    EXPECT_THAT(error, Not(HasSubstr("hunter2")));
  }
  for (const char* chain : {"tron", "solana", "aptos", "ton"}) {
    EXPECT_THAT(only_error(endpoint(chain, "traces = true")), HasSubstr("only EVM chains have traces"));
    EXPECT_THAT(only_error(endpoint(chain, "websocket = \"ws://n.example\"")), HasSubstr("only EVM chains have websocket"));
  }
}

TEST(Chains, TwoVoicesForWhatOneAloneCanTellAreWarnedOf) {
  const auto with = [](const char* second) {
    return warnings_of(load(kToken +
                            "[chain.base]\ncross_check = \"required\"\nendpoints = [{ url = \"https://n.example\", " +
                            "traces = true }, { url = \"https://m.example\"" + second + " }]\n"));
  };
  EXPECT_THAT(with(""), Contains(HasSubstr("chain.base.cross_check: is required, but nodes at one host only are marked")));
  EXPECT_THAT(with(", traces = true"), Not(Contains(HasSubstr("chain.base.cross_check"))));
}

}  // namespace
}  // namespace bepusdt::catalog
