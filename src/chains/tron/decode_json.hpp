// Decoding what nodes answer over the HTTP API. Of a transaction only its raw_data_hex is read, by the decoder of the bytes;
// of a block's header the fields, because its bytes are not sent. Otherwise as decode.hpp.
#pragma once

#include <simdjson.h>

#include "chains/tron/decode.hpp"

namespace bepusdt::chains::tron {

// nullopt: the empty object, by which a node says that it has no such block.
[[nodiscard]] Decoded<std::optional<Block>> decode_block(simdjson::dom::element json);
[[nodiscard]] Decoded<std::vector<Block>> decode_blocks(simdjson::dom::element json);
// nullopt: the empty object.
[[nodiscard]] Decoded<std::optional<Info>> decode_info(simdjson::dom::element json);
[[nodiscard]] Decoded<std::vector<Info>> decode_infos(simdjson::dom::element json);

}  // namespace bepusdt::chains::tron
