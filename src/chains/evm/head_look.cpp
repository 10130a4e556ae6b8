#include "chains/evm/head_look.hpp"

#include "chains/rpc_meaning.hpp"

namespace bepusdt::chains::evm {
namespace {

struct After {
  std::uint64_t height;
  const Word& hash;
};

Unless<void> judge_anchor(Node& node, const Ancestors& ancestors, const After& after, const Block& head,
                          const Block* anchor) {
  if (anchor != nullptr) {
    if (anchor->number != after.height) return stop(node.malformed("answered with another block than asked for"));
    if (anchor->hash != after.hash) return fork();
    if (head.number == after.height && head.hash != after.hash) return fork();
    if (head.number < after.height) return stop(node.lagging("its newest block is older than one it knows"));
    return {};
  }
  if (head.number >= after.height) return stop(node.lagging("lacks a block below its newest"));
  if (const auto known = ancestors.at(head.number); known && *known != head.hash) return fork();
  return stop(node.lagging("is at height " + std::to_string(head.number) + ", below " + std::to_string(after.height)));
}

Unless<void> judge_tag(Desk& desk, Node& node, const Ancestors& ancestors, const After& after, Answers& answers,
                       std::size_t asked, HeadLook& look) {
  const catalog::Chain& chain = *desk.config.chain;
  const std::string_view tag = desk.config.finality.tag();
  if (const RpcErrorObject* error = answers.error(asked)) {
    const RpcMeaning meaning = meaning_of(*error);
    if (meaning == RpcMeaning::block_unknown) return {};  // the tag is known, such a block not yet: nothing is final
    if (meaning != RpcMeaning::bad_parameter && meaning != RpcMeaning::method_missing)
      return stop(node.refused(tag, *error));
    if (!node.offers().unknown_tag_reported) {
      node.offers().unknown_tag_reported = true;
      desk.log.warning(
          "endpoint.no_finality_tag",
          {{"chain", chain.name}, {"host", node.host()}, {"tag", tag}, {"blocks_instead", chain.finality_fallback_blocks}});
    }
    look.finality = FinalityNow::blocks_on_top(static_cast<std::uint64_t>(chain.finality_fallback_blocks));
    return {};
  }
  const Block* block = answers.get<Block>(asked);
  if (block == nullptr) return {};
  // Two nodes behind one name, or a number that was damaged on its way: either would make everything final that is read.
  if (block->number > look.head.number) return stop(node.lagging("names a final block above its newest"));
  if (block->number == after.height && block->hash != after.hash) return fork();
  if (block->number < after.height)
    if (const auto known = ancestors.at(block->number); known && *known != block->hash) return fork();
  look.finality = FinalityNow::up_to(block->number);
  look.tag_block = *block;
  return {};
}

}  // namespace

Unless<HeadLook> look_at_head(Desk& desk, Node& node, const Ancestors& ancestors, std::uint64_t height, const Word& hash) {
  const After after{height, hash};
  Questions questions;
  const auto latest = questions.block("latest");
  const auto anchor = questions.block(height);
  std::optional<std::size_t> tag;
  if (desk.config.finality.by_tag()) tag = questions.block(desk.config.finality.tag());
  auto answers = node.ask(questions);
  if (!answers) return stop(read_error(answers.error()));
  for (const auto i : {latest, anchor})
    if (const RpcErrorObject* error = answers->error(i)) return stop(node.refused("eth_getBlockByNumber", *error));
  Block* head = answers->get<Block>(latest);
  if (head == nullptr) return stop(node.lagging("has no newest block"));
  HeadLook look;
  look.head = std::move(*head);
  node.endpoint().saw_height(look.head.number, desk.clock.now());

  if (const auto judged = judge_anchor(node, ancestors, after, look.head, answers->get<Block>(anchor)); !judged)
    return fail(judged.error());
  if (!tag) {
    look.finality = FinalityNow::blocks_on_top(desk.config.finality.on_top);
  } else if (const auto judged = judge_tag(desk, node, ancestors, after, *answers, *tag, look); !judged) {
    return fail(judged.error());
  }
  return look;
}

}  // namespace bepusdt::chains::evm
