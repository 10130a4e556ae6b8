#include "chains/tron/http_node.hpp"

#include "chains/tron/decode_json.hpp"

namespace bepusdt::chains::tron {
namespace {

template <class T, class Decode>
Answer<T> ask(HttpApi& api, std::string_view path, std::string body, Time deadline, Decode&& decode) {
  auto json = api.ask(path, std::move(body), deadline);
  if (!json) return fail(std::move(json.error()));
  Decoded<T> decoded = decode(*json);
  if (!decoded) return fail(NodeFailure{NodeFailure::Kind::malformed, std::move(decoded.error().reason), {}});
  return std::move(*decoded);
}

Decoded<Block> decode_newest(simdjson::dom::element json) {
  auto block = decode_block(json);
  if (!block) return fail(std::move(block.error()));
  if (!*block) return fail(DecodeError{"it has no newest block"});
  return std::move(**block);
}

std::string number(std::uint64_t height) { return "{\"num\":" + std::to_string(height) + "}"; }

}  // namespace

Answer<Block> HttpNode::newest(Time deadline) {
  return ask<Block>(api_, "wallet/getnowblock", "{}", deadline, decode_newest);
}

Answer<std::optional<Block>> HttpNode::block(std::uint64_t height, Time deadline) {
  return ask<std::optional<Block>>(api_, "wallet/getblockbynum", number(height), deadline,
                                   [](simdjson::dom::element json) { return decode_block(json); });
}

Answer<std::vector<Block>> HttpNode::blocks(std::uint64_t first, std::uint64_t last, Time deadline) {
  return ask<std::vector<Block>>(api_, "wallet/getblockbylimitnext",
                                 "{\"startNum\":" + std::to_string(first) + ",\"endNum\":" + std::to_string(last + 1) + "}",
                                 deadline, decode_blocks);
}

Answer<std::vector<Info>> HttpNode::infos(std::uint64_t height, Time deadline) {
  return ask<std::vector<Info>>(api_, "wallet/gettransactioninfobyblocknum", number(height), deadline, decode_infos);
}

Answer<std::optional<Info>> HttpNode::info(const Word& hash, Time deadline) {
  return ask<std::optional<Info>>(api_, "wallet/gettransactioninfobyid", "{\"value\":\"" + hash_text(hash) + "\"}", deadline,
                                  [](simdjson::dom::element json) { return decode_info(json); });
}

Answer<Header> HttpSolidity::newest(Time deadline) {
  auto block = ask<Block>(api_, "walletsolidity/getnowblock", "{}", deadline, decode_newest);
  if (!block) return fail(std::move(block.error()));
  return block->header;
}

}  // namespace bepusdt::chains::tron
