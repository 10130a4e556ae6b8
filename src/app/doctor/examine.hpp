// examine(): all checks on one integration, in order, each with what the ones before it found out.
#pragma once

#include <string>
#include <vector>

#include "app/doctor/integration.hpp"
#include "app/doctor/probe.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {

struct Examination {
  std::vector<Step> steps;

  [[nodiscard]] bool anything_found() const;
  // The gateway does not answer at all.
  [[nodiscard]] bool nobody_there() const;
  [[nodiscard]] std::string as_text(wire::Language language) const;
  void write_members(wire::JsonWriter& json) const;
};

[[nodiscard]] Examination examine(const Integration& integration, Probe& probe);

}  // namespace bepusdt::app
