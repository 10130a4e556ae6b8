// The reader over gRPC: a real server in this process, which tells of a TronChain by bytes that the chain wrote itself.
#include <chains/tron/tron.grpc.pb.h>

#include <atomic>
#include <thread>

#include "chains/tron/line_maker.hpp"
#include "reader_world.hpp"

namespace bepusdt::chains::tron {
namespace {

using grpc::ServerContext;
using grpc::Status;
using grpc::StatusCode;

// What may go wrong; set between questions, read by the server's threads.
struct GrpcFaults {
  std::atomic<StatusCode> all{StatusCode::OK};
  std::atomic<StatusCode> infos{StatusCode::OK};
  std::atomic<bool> never_answers = false;
  std::atomic<bool> forges_ids = false;
  std::string words = "trouble";
};

void fill(google::protobuf::MessageLite& message, const std::string& bytes) { ASSERT_TRUE(message.ParseFromString(bytes)); }

class Wallet final : public protocol::Wallet::Service {
 public:
  Wallet(const devnet::TronChain& chain, GrpcFaults& faults) : chain_(chain), faults_(faults) {}

  Status GetNowBlock2(ServerContext* context, const protocol::EmptyMessage*, protocol::BlockExtention* out) override {
    return block(context, chain_.head(), out);
  }
  Status GetBlockByNum2(ServerContext* context, const protocol::NumberMessage* in, protocol::BlockExtention* out) override {
    return block(context, static_cast<std::uint64_t>(in->num()), out);
  }
  Status GetBlockByLimitNext2(ServerContext* context, const protocol::BlockLimit* in,
                              protocol::BlockListExtention* out) override {
    for (std::int64_t height = in->startnum(); height < in->endnum(); ++height)
      if (chain_.at(static_cast<std::uint64_t>(height)) != nullptr)
        if (const Status status = block(context, static_cast<std::uint64_t>(height), out->add_block()); !status.ok())
          return status;
    return trouble(context);
  }
  Status GetTransactionInfoByBlockNum(ServerContext* context, const protocol::NumberMessage* in,
                                      protocol::TransactionInfoList* out) override {
    if (faults_.infos != StatusCode::OK) return {faults_.infos, faults_.words};
    if (const devnet::TronBlock* block = chain_.at(static_cast<std::uint64_t>(in->num())))
      for (const devnet::TronTx& tx : block->txs) fill(*out->add_transactioninfo(), devnet::tron_info_message(*block, tx));
    return trouble(context);
  }
  Status GetTransactionInfoById(ServerContext* context, const protocol::BytesMessage* in,
                                protocol::TransactionInfo* out) override {
    if (const auto place = chain_.find(devnet::tron_hex(in->value())))
      fill(*out, devnet::tron_info_message(*place->block, *place->tx));
    return trouble(context);
  }

  std::string key;  // of the last question

 private:
  Status trouble(ServerContext* context) {
    const auto& metadata = context->client_metadata();
    if (const auto at = metadata.find("tron-pro-api-key"); at != metadata.end())
      key = {at->second.data(), at->second.size()};
    while (faults_.never_answers && !context->IsCancelled()) std::this_thread::yield();
    return {faults_.all, faults_.words};
  }
  Status block(ServerContext* context, std::uint64_t height, protocol::BlockExtention* out) {
    if (const devnet::TronBlock* block = chain_.at(height)) fill(*out, devnet::tron_block_message(*block));
    if (faults_.forges_ids && height > 0 && out->transactions_size() > 0)
      out->mutable_transactions(0)->set_txid(std::string(32, 'x'));
    return trouble(context);
  }

  const devnet::TronChain& chain_;
  GrpcFaults& faults_;
};

class WalletSolidity final : public protocol::WalletSolidity::Service {
 public:
  WalletSolidity(const devnet::TronChain& chain, std::uint64_t below) : chain_(chain), below_(below) {}
  Status GetNowBlock2(ServerContext*, const protocol::EmptyMessage*, protocol::BlockExtention* out) override {
    fill(*out, devnet::tron_block_message(*chain_.at(chain_.head() - below_)));
    return Status::OK;
  }

 private:
  const devnet::TronChain& chain_;
  std::uint64_t below_;
};

class TronGrpc : public ReaderWorld {
 protected:
  TronGrpc() : wallet(chain, faults), solidity(chain, 7) {
    watch.native = true;
    for (int i = 0; i < 30; ++i)
      chain.mine({chain.token(kUsdt, kPayer, kWallet, 5 + i, i % 2 == 0), chain.coin(kPayer, kOtherWallet, 9),
                  chain.payout(kUsdt, kPayer, {{kStranger, 1}, {kWallet, 6}})});
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&wallet);
    server = builder.BuildAndStart();
    grpc::ServerBuilder other;
    other.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &solidity_port);
    other.RegisterService(&solidity);
    solidity_server = other.BuildAndStart();
    config.endpoints.clear();
    config.endpoints.push_back({{"127.0.0.1:" + std::to_string(port), Secret("a-pro-key"), 0}, ""});
  }
  ~TronGrpc() override {
    faults.never_answers = false;
    server->Shutdown();
    solidity_server->Shutdown();
  }
  TronReader& grpc_reader() {
    if (!reader_) {
      GrpcLimits limits;
      limits.request_timeout = request_timeout;
      reader_.emplace(config, line_maker({}, limits, node, clock), clock, log, metrics);
    }
    return *reader_;
  }
  ports::Scanned all() {
    const auto answer = grpc_reader().scan({at(0), 100, &watch});
    if (!answer || !std::holds_alternative<ports::Scanned>(*answer)) {
      ADD_FAILURE() << (answer ? "forked" : answer.error().reason);
      return {};
    }
    return std::get<ports::Scanned>(*answer);
  }
  ports::ReadError failure() {
    const auto answer = grpc_reader().scan({at(0), 100, &watch});
    if (!answer) return answer.error();
    ADD_FAILURE() << "it came off";
    return {};
  }

  GrpcFaults faults;
  Wallet wallet;
  WalletSolidity solidity;
  int port = 0, solidity_port = 0;
  Millis request_timeout{10'000};
  std::unique_ptr<grpc::Server> server, solidity_server;

 private:
  std::optional<TronReader> reader_;
};

TEST_F(TronGrpc, FindsExactlyWhatTheChainHolds) {
  const ports::Scanned found = all();
  EXPECT_EQ(found.last, tip());
  EXPECT_EQ(plain(found.transfers), expected());
  EXPECT_EQ(found.transfers.size(), 90u);
  EXPECT_EQ(found.final_height, 11u);  // by witnesses
  for (const core::Transfer& transfer : found.transfers)
    EXPECT_EQ(grpc_reader().check(transfer), ports::TransferCheck::present);
  EXPECT_EQ(*grpc_reader().head(), tip());
  EXPECT_EQ(*grpc_reader().block_at(17), std::optional(at(17)));
  EXPECT_EQ(*grpc_reader().block_at(31), std::nullopt);
  EXPECT_EQ(wallet.key, "a-pro-key");
  EXPECT_EQ(grpc_reader().endpoints().at(0).host, "127.0.0.1:" + std::to_string(port));
}

TEST_F(TronGrpc, TheSolidifiedBlockIsAskedAtItsOwnPort) {
  config.endpoints[0].solidity = "grpc://127.0.0.1:" + std::to_string(solidity_port);
  EXPECT_EQ(all().final_height, 23u);
}

TEST_F(TronGrpc, WhatMovedIsFoundByItsHash) {
  const auto transfers = all().transfers;
  const auto txs = chain.fork(3);
  chain.mine();
  chain.mine(txs);
  chain.mine_empty(2);
  EXPECT_EQ(grpc_reader().check(transfers.back()), ports::TransferCheck::moved);
  chain.fork(3);
  EXPECT_FALSE(grpc_reader().check(transfers.back()).has_value());  // too short to tell
  chain.mine_empty(5);
  EXPECT_EQ(grpc_reader().check(transfers.back()), ports::TransferCheck::absent);
}

TEST_F(TronGrpc, AnIdThatIsNotOfItsBytesIsRefused) {
  faults.forges_ids = true;
  EXPECT_EQ(failure().kind, ports::ReadError::Kind::malformed);
}

TEST_F(TronGrpc, AStatusThatIsNotOkIsAnErrorAndNeverAnEmptyBlock) {
  for (const StatusCode code : {StatusCode::UNAVAILABLE, StatusCode::RESOURCE_EXHAUSTED, StatusCode::INTERNAL,
                                StatusCode::PERMISSION_DENIED, StatusCode::UNKNOWN}) {
    faults.all = code;
    EXPECT_EQ(failure().kind, ports::ReadError::Kind::unreachable);
    clock.advance(Millis(600'000));
  }
  faults.all = StatusCode::OK;
  EXPECT_EQ(plain(all().transfers), expected());
}

TEST_F(TronGrpc, WordsOfANodeWithTheKeyInThemAreBlottedOut) {
  config.endpoints[0].endpoint.key = Secret("0000-a-secret-key");
  faults.words = "unknown key 0000-a-secret-key";
  faults.all = StatusCode::PERMISSION_DENIED;
  EXPECT_EQ(failure().reason.find("a-secret-key"), std::string::npos);
}

TEST_F(TronGrpc, WhereTheNodeTellsNoLogsCallDataMustDo) {
  faults.infos = StatusCode::UNIMPLEMENTED;
  EXPECT_EQ(failure().kind, ports::ReadError::Kind::lagging);
  clock.advance(config.limits.refusal_patience);
  EXPECT_EQ(all().transfers.size(), 60u);  // without what contracts paid out
  EXPECT_EQ(log.count("endpoint.infos_refused"), 1);
}

TEST_F(TronGrpc, ANodeThatNeverAnswersIsGivenUpInTime) {
  request_timeout = Millis(150);
  faults.never_answers = true;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(failure().kind, ports::ReadError::Kind::unreachable);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(TronGrpc, NobodyListeningIsUnreachable) {
  server->Shutdown();
  EXPECT_EQ(failure().kind, ports::ReadError::Kind::unreachable);
}

}  // namespace
}  // namespace bepusdt::chains::tron
