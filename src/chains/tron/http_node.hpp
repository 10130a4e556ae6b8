// HttpNode, HttpSolidity: a node over its HTTP API (/wallet/…, /walletsolidity/…). Not thread-safe.
#pragma once

#include "chains/tron/http_api.hpp"

namespace bepusdt::chains::tron {

class HttpNode final : public Node {
 public:
  explicit HttpNode(HttpApi api) : api_(std::move(api)) {}
  [[nodiscard]] Answer<Block> newest(Time deadline) override;
  [[nodiscard]] Answer<std::optional<Block>> block(std::uint64_t height, Time deadline) override;
  [[nodiscard]] Answer<std::vector<Block>> blocks(std::uint64_t first, std::uint64_t last, Time deadline) override;
  [[nodiscard]] Answer<std::vector<Info>> infos(std::uint64_t height, Time deadline) override;
  [[nodiscard]] Answer<std::optional<Info>> info(const Word& hash, Time deadline) override;

 private:
  HttpApi api_;
};

class HttpSolidity final : public Solidity {
 public:
  explicit HttpSolidity(HttpApi api) : api_(std::move(api)) {}
  [[nodiscard]] Answer<Header> newest(Time deadline) override;

 private:
  HttpApi api_;
};

}  // namespace bepusdt::chains::tron
