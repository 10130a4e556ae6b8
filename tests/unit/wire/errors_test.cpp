// The error table: complete, unambiguous, and the contract's own (part 1 §7), in both directions.
#include "wire/errors.hpp"

#include <gtest/gtest.h>

#include <simdjson.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace bepusdt::wire {
namespace {

struct Promise {
  int status_code;
  bool retry;
  friend bool operator==(const Promise&, const Promise&) = default;
};

const std::map<std::string, Promise> kContract{
    {"invalid_json", {400, false}},
    {"invalid_request", {400, false}},
    {"missing_signature", {400, false}},
    {"bad_signature", {401, false}},
    {"unknown_merchant", {401, false}},
    {"unknown_trade_type", {400, false}},
    {"unsupported_fiat", {400, false}},
    {"unsupported_currency", {400, false}},
    {"amount_out_of_range", {400, false}},
    {"invalid_address", {400, false}},
    {"no_wallet", {400, false}},
    {"no_free_amount", {409, true}},
    {"callback_url_forbidden", {400, false}},
    {"order_not_found", {404, false}},
    {"order_not_cancellable", {409, false}},
    {"order_not_selectable", {409, false}},
    {"rate_unavailable", {503, true}},
    {"unavailable", {503, true}},
    {"internal", {500, true}},
    {"rate_limited", {429, true}},
    {"not_found", {404, false}},
    {"method_not_allowed", {405, false}},
    {"body_too_large", {413, false}},
    {"unsupported_media", {415, false}},
};

std::map<std::string, Promise> table() {
  std::map<std::string, Promise> rows;
  for (const ErrorRow& row : error_table()) rows.emplace(row.name, Promise{row.status_code, row.retry});
  return rows;
}

TEST(ErrorTable, IsTheContracts) {
  EXPECT_EQ(table(), kContract);
  EXPECT_EQ(error_table().size(), kContract.size()) << "a name stands twice";
}

TEST(ErrorTable, IsWhatTheContractsPageSays) {
  const std::string path = BEPUSDT_SOURCE_DIR "/../shared/contract/1-merchant-api.md";
  if (!std::filesystem::exists(path)) {
    std::cout << "not here, not read: ../shared/contract/1-merchant-api.md\n";
    return;
  }
  std::stringstream page;
  page << std::ifstream(path).rdbuf();
  const std::string text = page.str();
  const std::string section = text.substr(text.find("## 7."));
  const std::regex row("`([a-z_]+) ([0-9]{3}) (yes|no)`");
  std::map<std::string, Promise> rows;
  for (std::sregex_iterator match(section.begin(), section.end(), row), end; match != end; ++match)
    rows.emplace((*match)[1], Promise{std::stoi((*match)[2]), (*match)[3] == "yes"});
  EXPECT_EQ(rows, table());
}

TEST(ErrorTable, IsReachedByItsCodeRowForRow) {
  for (std::size_t i = 0; i < error_table().size(); ++i) {
    const ErrorRow& row = error_table()[i];
    EXPECT_EQ(static_cast<std::size_t>(row.code), i) << row.name;
    EXPECT_EQ(&row_of(row.code), &row);
  }
}

TEST(ErrorTable, HasDistinctSentencesInBothLanguages) {
  std::set<std::string_view> zh;
  std::set<std::string_view> en;
  for (const ErrorRow& row : error_table()) {
    EXPECT_TRUE(zh.insert(row.zh).second && !row.zh.empty()) << row.name;
    EXPECT_TRUE(en.insert(row.en).second && !row.en.empty()) << row.name;
    EXPECT_TRUE(simdjson::validate_utf8(row.zh));
    EXPECT_TRUE(std::ranges::all_of(row.en, [](char c) { return c >= ' ' && c <= '~'; })) << row.name;
    EXPECT_TRUE(std::ranges::any_of(row.zh, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) << row.name;
  }
}

// Contract part 1 §2: what is an answer to the request travels in HTTP 200.
TEST(ErrorTable, UsesOtherHttpStatusesOnlyForWhatIsNoAnswer) {
  const std::set<std::string_view> no_answer{"rate_unavailable", "unavailable",      "internal",
                                             "rate_limited",     "not_found",        "method_not_allowed",
                                             "body_too_large",   "unsupported_media"};
  for (const ErrorRow& row : error_table())
    EXPECT_EQ(row.http_status, no_answer.contains(row.name) ? row.status_code : 200) << row.name;
}

TEST(ErrorTable, MasksFourCodesForClientsOfTheFirstGeneration) {
  EXPECT_EQ(status_code_for(ErrorCode::bad_signature, false), 400);
  EXPECT_EQ(status_code_for(ErrorCode::order_not_found, false), 400);
  EXPECT_EQ(status_code_for(ErrorCode::no_free_amount, false), 400);
  EXPECT_EQ(status_code_for(ErrorCode::bad_signature, true), 401);
  EXPECT_EQ(status_code_for(ErrorCode::order_not_found, true), 404);
  EXPECT_EQ(status_code_for(ErrorCode::no_free_amount, true), 409);
  EXPECT_EQ(status_code_for(ErrorCode::rate_unavailable, false), 503);
  EXPECT_EQ(status_code_for(ErrorCode::not_found, false), 404) << "an unknown path is no answer of an endpoint";
}

TEST(Refusal, SaysTheRowsSentenceThenFieldAndDetail) {
  const Sentence detail{"太小", "is too small"};
  EXPECT_EQ((Refusal{ErrorCode::amount_out_of_range, {}, {}}.message(Language::en)), "the amount is out of range");
  EXPECT_EQ((Refusal{ErrorCode::amount_out_of_range, "amount", {}}.message(Language::en)),
            "the amount is out of range: amount");
  EXPECT_EQ((Refusal{ErrorCode::amount_out_of_range, {}, detail}.message(Language::en)),
            "the amount is out of range: is too small");
  EXPECT_EQ((Refusal{ErrorCode::amount_out_of_range, "amount", detail}.message(Language::en)),
            "the amount is out of range: amount is too small");
  EXPECT_EQ((Refusal{ErrorCode::amount_out_of_range, "amount", detail}.message(Language::zh)),
            "金额超出允许范围：amount 太小");
}

}  // namespace
}  // namespace bepusdt::wire
