// A family's faults as JSON: an object whose members are the members of the struct by their names, all optional. Pure.
#pragma once

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.hpp"

namespace bepusdt::devnet {

template <class F>
struct FaultRow {
  std::string_view name;
  std::variant<bool F::*, int F::*, std::int64_t F::*, std::uint64_t F::*, double F::*, std::string F::*,
               std::vector<std::uint64_t> F::*, std::vector<bool> F::*>
      member;
};

namespace faults_json {

namespace dom = simdjson::dom;

template <class T>
bool read_into(const dom::element& value, T& into) {
  return !value.get(into);
}
inline bool read_into(const dom::element& value, int& into) {  // the one int is a status
  std::uint64_t number = 0;
  if (value.get(number) || number < 200 || number > 599) return false;
  into = static_cast<int>(number);
  return true;
}
inline bool read_into(const dom::element& value, double& into) { return !value.get(into) && into >= 0 && into <= 1; }
inline bool read_into(const dom::element& value, std::string& into) {
  std::string_view text;
  // It goes into answers and header lines as it stands.
  const auto harmless = [](char c) { return c >= ' ' && c < 127 && c != '"' && c != '\\'; };
  if (value.get(text) || text.size() > 100 || !std::ranges::all_of(text, harmless)) return false;
  into = text;
  return true;
}
template <class T>
bool read_into(const dom::element& value, std::vector<T>& into) {
  dom::array list;
  if (value.get(list)) return false;
  into.clear();
  for (const dom::element item : list) {
    T one{};
    if (item.get(one)) return false;
    into.push_back(one);
  }
  return true;
}

}  // namespace faults_json

// The rows of a family: its own, and the troubles of the way and of the transport, which all have.
template <class F>
[[nodiscard]] std::vector<FaultRow<F>> with_common_faults(std::vector<FaultRow<F>> rows) {
  const std::vector<FaultRow<F>> common{{"down", &F::down},
                                        {"times_out", &F::times_out},
                                        {"html", &F::html},
                                        {"http_status", &F::http_status},
                                        {"retry_after", &F::retry_after},
                                        {"truncated_body", &F::truncated_body},
                                        {"lags", &F::lags},
                                        {"random_trouble", &F::random_trouble}};
  rows.insert(rows.end(), common.begin(), common.end());
  return rows;
}

// `none`: what a member is that does not stand there. The error names the member that is unknown or of another type.
template <class F>
[[nodiscard]] Result<F, std::string> read_faults(std::span<const FaultRow<F>> rows, const simdjson::dom::object& object,
                                                 F none) {
  F faults = std::move(none);
  for (const simdjson::dom::key_value_pair member : object) {
    const auto row = std::ranges::find(rows, member.key, &FaultRow<F>::name);
    if (row == rows.end()) return fail("no fault has the name " + std::string(member.key));
    if (!std::visit([&](auto slot) { return faults_json::read_into(member.value, faults.*slot); }, row->member))
      return fail("not what it should be: " + std::string(member.key));
  }
  return faults;
}

}  // namespace bepusdt::devnet
