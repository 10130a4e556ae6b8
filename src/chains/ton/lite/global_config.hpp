// The lite-servers that a network's global configuration lists: the JSON file that its nodes start from and that the network
// publishes. Foreign bytes; pure, never throws.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bepusdt::chains::ton {

// Each as "lite://HOST:PORT/KEY", in the file's order. nullopt: it is no such file, lists none, or one that cannot be read.
[[nodiscard]] std::optional<std::vector<std::string>> listed_lite_servers(std::string_view json);

}  // namespace bepusdt::chains::ton
