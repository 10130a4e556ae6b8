#include "chains/evm/node.hpp"

#include "chains/rpc_meaning.hpp"

namespace bepusdt::chains::evm {

Result<Answers, RpcFailure> Node::ask(const Questions& questions, const Sieves& sieves) {
  Answers answers(questions.calls().size());
  auto outcomes =
      desk_.rpc.call(endpoint_, questions.calls(), deadline_, [&](std::size_t i, simdjson::ondemand::value value) {
        return decode_answer(questions.kind(i), value, sieves, answers, i);
      });
  if (!outcomes) return fail(std::move(outcomes.error()));
  answers.set_errors(std::move(*outcomes));
  return answers;
}

Result<void, RpcFailure> Node::verify_chain() {
  if (endpoint_.chain_verified()) return {};
  Questions questions;
  const auto asked = questions.chain_id();
  auto answers = ask(questions);
  if (!answers) return fail(std::move(answers.error()));
  const std::uint64_t* id = answers->get<std::uint64_t>(asked);
  if (id == nullptr) {
    desk_.rpc.reports().failed(endpoint_, "does not tell its chain id");
    return fail(RpcFailure{RpcFailure::Kind::malformed, host() + " does not tell its chain id"});
  }
  if (*id != desk_.config.chain->chain_id) {
    const std::string what =
        "is on chain " + std::to_string(*id) + " instead of " + std::to_string(desk_.config.chain->chain_id);
    desk_.rpc.reports().wrong_chain(endpoint_, what);
    return fail(RpcFailure{RpcFailure::Kind::malformed, host() + " " + what});
  }
  endpoint_.set_chain_verified();
  return {};
}

void Node::logs_refused(std::string_view words) {
  if (!offers().logs_refused_at)
    desk_.log.warning("endpoint.logs_refused", {{"chain", desk_.config.chain->name}, {"host", host()}, {"reason", words}});
  offers().logs_refused_at = desk_.clock.now();
}

void Node::block_receipts_refused(std::string_view words) {
  if (!offers().block_receipts_refused_at)
    desk_.log.warning("endpoint.block_receipts_refused",
                      {{"chain", desk_.config.chain->name}, {"host", host()}, {"reason", words}});
  offers().block_receipts_refused_at = desk_.clock.now();
}

ports::ReadError Node::no_traces(std::string_view words) {
  const std::string what = "has neither debug_traceBlockByHash nor trace_block";
  if (!words.empty())
    desk_.log.error(
        "endpoint.no_traces",
        {{"chain", desk_.config.chain->name}, {"host", host()}, {"reason", endpoint_.without_secrets(std::string(words))}});
  desk_.rpc.reports().failed(endpoint_, what);
  return {ports::ReadError::Kind::unreachable, host() + ": " + what, {}};
}

ports::ReadError Node::malformed(const std::string& what) {
  desk_.rpc.reports().failed(endpoint_, what);
  return {ports::ReadError::Kind::malformed, host() + ": " + what, {}};
}

ports::ReadError Node::refused(std::string_view question, const RpcErrorObject& error) {
  const std::string what = std::string(question) + " refused: " + error.message;
  switch (meaning_of(error)) {
    case RpcMeaning::block_unknown: return lagging(what);
    case RpcMeaning::bad_parameter:
    case RpcMeaning::method_missing: return malformed(what);
    default: break;
  }
  desk_.rpc.reports().failed(endpoint_, what);
  return {ports::ReadError::Kind::unreachable, host() + ": " + what, {}};
}

ports::ReadError Node::lagging(const std::string& what) const {
  return {ports::ReadError::Kind::lagging, host() + ": " + what, {}};
}

ports::ReadError read_error(const RpcFailure& failure) {
  const bool malformed = failure.kind == RpcFailure::Kind::malformed;
  return {malformed ? ports::ReadError::Kind::malformed : ports::ReadError::Kind::unreachable, failure.reason, {}};
}

}  // namespace bepusdt::chains::evm
