#include "app/commands/record.hpp"

#include <algorithm>
#include <cstdio>

#include "app/commands/shown_text.hpp"
#include "wire/json_writer.hpp"

namespace bepusdt::app {

Record& Record::text(std::string_view name, std::string_view value) {
  std::string json;
  wire::append_json_string(value, json);
  members_.push_back({std::string(name), shown_text(value), std::move(json)});
  return *this;
}

Record& Record::integer(std::string_view name, std::int64_t value) {
  members_.push_back({std::string(name), std::to_string(value), std::to_string(value)});
  return *this;
}

Record& Record::boolean(std::string_view name, bool value) {
  members_.push_back({std::string(name), value ? "yes" : "no", value ? "true" : "false"});
  return *this;
}

Record& Record::json(std::string_view name, std::string json) {
  members_.push_back({std::string(name), {}, std::move(json)});
  return *this;
}

std::string Record::as_lines() const {
  std::size_t width = 0;
  for (const Member& member : members_)
    if (!member.shown.empty()) width = std::max(width, member.name.size());
  std::string out;
  for (const Member& member : members_) {
    if (member.shown.empty()) continue;
    out.append(member.name).append(width - member.name.size() + 2, ' ').append(member.shown).append("\n");
  }
  return out;
}

std::string Record::as_json() const {
  std::string out;
  wire::JsonWriter json(out);
  json.begin_object();
  for (const Member& member : members_) json.key(member.name).raw(member.json);
  json.end_object();
  return out + "\n";
}

void Record::print(bool json) const {
  const std::string text = json ? as_json() : as_lines();
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace bepusdt::app
