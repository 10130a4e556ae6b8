#include "chains/tron/grpc_node.hpp"

#include <chains/tron/tron.grpc.pb.h>

#include "chains/tron/decode.hpp"
#include "chains/tron/grpc_channel.hpp"

namespace bepusdt::chains::tron {
namespace {

using grpc::ClientContext;

std::unexpected<NodeFailure> malformed(DecodeError error) {
  return fail(NodeFailure{NodeFailure::Kind::malformed, std::move(error.reason), {}});
}

Answer<Block> newest_of(const protocol::BlockExtention& message) {
  auto block = decode_block(message);
  if (!block) return malformed(std::move(block.error()));
  if (!*block) return malformed({"it has no newest block"});
  return std::move(**block);
}

class GrpcNode final : public Node {
 public:
  explicit GrpcNode(GrpcChannel channel) : channel_(std::move(channel)), stub_(channel_.channel()) {}

  Answer<Block> newest(Time deadline) override {
    protocol::BlockExtention message;
    auto told = channel_.ask(deadline, [&](ClientContext& context) { return stub_.GetNowBlock2(&context, {}, &message); });
    if (!told) return fail(std::move(told.error()));
    return newest_of(message);
  }

  Answer<std::optional<Block>> block(std::uint64_t height, Time deadline) override {
    protocol::NumberMessage number;
    number.set_num(static_cast<std::int64_t>(height));
    protocol::BlockExtention message;
    auto told =
        channel_.ask(deadline, [&](ClientContext& context) { return stub_.GetBlockByNum2(&context, number, &message); });
    if (!told) return fail(std::move(told.error()));
    auto block = decode_block(message);
    if (!block) return malformed(std::move(block.error()));
    return std::move(*block);
  }

  Answer<std::vector<Block>> blocks(std::uint64_t first, std::uint64_t last, Time deadline) override {
    protocol::BlockLimit limit;
    limit.set_startnum(static_cast<std::int64_t>(first));
    limit.set_endnum(static_cast<std::int64_t>(last + 1));
    protocol::BlockListExtention message;
    auto told = channel_.ask(deadline,
                             [&](ClientContext& context) { return stub_.GetBlockByLimitNext2(&context, limit, &message); });
    if (!told) return fail(std::move(told.error()));
    std::vector<Block> blocks;
    for (const protocol::BlockExtention& each : message.block()) {
      auto block = decode_block(each);
      if (!block) return malformed(std::move(block.error()));
      if (!*block) return malformed({"one of the blocks is empty"});
      blocks.push_back(std::move(**block));
    }
    return blocks;
  }

  Answer<std::vector<Info>> infos(std::uint64_t height, Time deadline) override {
    protocol::NumberMessage number;
    number.set_num(static_cast<std::int64_t>(height));
    protocol::TransactionInfoList message;
    auto told = channel_.ask(
        deadline, [&](ClientContext& context) { return stub_.GetTransactionInfoByBlockNum(&context, number, &message); });
    if (!told) return fail(std::move(told.error()));
    std::vector<Info> infos;
    for (const protocol::TransactionInfo& each : message.transactioninfo()) {
      auto info = decode_info(each);
      if (!info) return malformed(std::move(info.error()));
      infos.push_back(std::move(*info));
    }
    return infos;
  }

  Answer<std::optional<Info>> info(const Word& hash, Time deadline) override {
    protocol::BytesMessage value;
    value.set_value(hash.data(), hash.size());
    protocol::TransactionInfo message;
    auto told = channel_.ask(
        deadline, [&](ClientContext& context) { return stub_.GetTransactionInfoById(&context, value, &message); });
    if (!told) return fail(std::move(told.error()));
    if (message.id().empty()) return std::optional<Info>{};  // the empty message: it knows none
    auto info = decode_info(message);
    if (!info) return malformed(std::move(info.error()));
    return std::optional(std::move(*info));
  }

 private:
  GrpcChannel channel_;
  protocol::Wallet::Stub stub_;
};

class GrpcSolidity final : public Solidity {
 public:
  explicit GrpcSolidity(GrpcChannel channel) : channel_(std::move(channel)), stub_(channel_.channel()) {}

  Answer<Header> newest(Time deadline) override {
    protocol::BlockExtention message;
    auto told = channel_.ask(deadline, [&](ClientContext& context) { return stub_.GetNowBlock2(&context, {}, &message); });
    if (!told) return fail(std::move(told.error()));
    auto block = newest_of(message);
    if (!block) return fail(std::move(block.error()));
    return block->header;
  }

 private:
  GrpcChannel channel_;
  protocol::WalletSolidity::Stub stub_;
};

}  // namespace

std::unique_ptr<Node> make_grpc_node(std::string_view url, Secret key, const GrpcLimits& limits, ports::Clock& clock) {
  return std::make_unique<GrpcNode>(GrpcChannel(url, std::move(key), limits, clock));
}

std::unique_ptr<Solidity> make_grpc_solidity(std::string_view url, Secret key, const GrpcLimits& limits,
                                             ports::Clock& clock) {
  return std::make_unique<GrpcSolidity>(GrpcChannel(url, std::move(key), limits, clock));
}

}  // namespace bepusdt::chains::tron
