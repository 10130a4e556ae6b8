#include "devnet/ton/lite_node.hpp"

#include <algorithm>

#include "base/hex.hpp"

namespace bepusdt::devnet {
namespace {

// Constructors of lite_api.tl: of questions by their name, and of answers.
const std::map<std::uint32_t, std::string> kMethods{
    {0x89b5e62e, "getMasterchainInfo"}, {0xfac8f71e, "lookupBlock"}, {0x6377cf0d, "getBlock"}};
constexpr std::uint32_t kMasterchainInfo = 0x85832881, kBlockHeader = 0x752d8219, kBlockData = 0xa574ed6c,
                        kError = 0xbba9e148;
constexpr std::size_t kIdBytes = 4 + 8 + 4 + 32 + 32;

std::string little(std::uint64_t value, unsigned size) {
  std::string bytes;
  for (unsigned i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

std::uint64_t little_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  while (size-- > 0) value = value << 8 | static_cast<unsigned char>(bytes[at + size]);
  return value;
}

std::string tl_bytes(const std::string& bytes) {
  std::string out = bytes.size() < 254 ? little(bytes.size(), 1) : little(254, 1) + little(bytes.size(), 3);
  out += bytes;
  while (out.size() % 4 != 0) out += '\0';
  return out;
}

std::string error(int code, const std::string& words) {
  return little(kError, 4) + little(static_cast<std::uint32_t>(code), 4) + tl_bytes(words);
}

std::string not_found() { return error(651, "block is not in db"); }

std::string id_of(const TonBlock& block) {
  return little(static_cast<std::uint32_t>(block.name.workchain), 4) + little(block.name.shard, 8) +
         little(block.name.seqno, 4) + block.hash + block.file_hash;
}

TonName name_at(std::string_view bytes, std::size_t at) {
  TonName name;
  name.workchain = static_cast<std::int32_t>(little_at(bytes, at, 4));
  name.shard = little_at(bytes, at + 4, 8);
  name.seqno = little_at(bytes, at + 12, 4);
  return name;
}

bool is_newest_of_shard(const TonChain& chain, std::uint64_t head, const TonBlock& block) {
  const auto& tops = chain.at(head)->tops;
  return std::ranges::find(tops, block.name) != tops.end();
}

}  // namespace

std::string LiteNode::complain(std::string what) {
  complaints.push_back(what);
  return error(653, what);
}

void LiteNode::draw_trouble(LiteFaults& faults) {
  if (faults.random_trouble <= 0 || std::uniform_real_distribution<>(0, 1)(random_) >= faults.random_trouble) return;
  switch (random_() % 7) {
    case 0: faults.down = true; break;
    case 1: faults.times_out = true; break;
    case 2: faults.html = true; break;
    case 3: faults.truncated_body = true; break;
    case 4: faults.file_changed = true; break;
    case 5: faults.shard_block_lost = true; break;
    default: faults.refused_method = faults.missing_method = "getBlock"; break;
  }
}

LiteNode::Answer LiteNode::answer(const std::string& name, std::string_view question) {
  Host& host = hosts_.at(name);
  LiteFaults faults = host.faults;
  draw_trouble(faults);
  ++host.requests;
  const auto known =
      question.size() < 4 ? kMethods.end() : kMethods.find(static_cast<std::uint32_t>(little_at(question, 0, 4)));
  const std::string method = known == kMethods.end() ? "" : known->second;
  host.methods.push_back(method);
  if (before_answer) before_answer(name, method);
  if (faults.down) return Down{};
  if (faults.times_out) return Silent{};
  if (faults.html) return std::string("<html>busy</html>");
  if (method.empty()) return complain("a question that does not exist");
  std::string body = body_for(host, faults, method, question);
  if (faults.truncated_body) body.resize(body.size() / 2);
  return body;
}

std::string LiteNode::body_for(const Host& host, const LiteFaults& faults, const std::string& method,
                               std::string_view question) {
  if (method == faults.refused_method) return error(faults.error_code, "cannot compute it now");
  if (method == faults.missing_method) return not_found();
  if (method == faults.empty_method) return {};
  const TonChain& chain = *host.chain;
  const std::uint64_t lag = faults.lags.empty() ? 0 : faults.lags[random_() % faults.lags.size()];
  const std::uint64_t head = chain.head() > lag ? chain.head() - lag : 1;
  if (method == "lookupBlock") return header_for(chain, head, question);
  if (method == "getBlock") return block_for(chain, head, faults, question);
  if (question.size() != 4) return complain("getMasterchainInfo has no members");
  return little(kMasterchainInfo, 4) + id_of(*chain.at(head)) + std::string(32, '\7') + little(0xffffffff, 4) +
         std::string(64, '\x8');
}

std::string LiteNode::header_for(const TonChain& chain, std::uint64_t head, std::string_view question) {
  constexpr std::size_t kName = 8, kTime = kName + 16;
  const std::uint64_t mode = question.size() < 8 ? 0 : little_at(question, 4, 4);
  if ((mode != 1 && mode != 2) || question.size() != (mode == 1 ? kTime : kTime + 8)) return complain("no such lookup");
  const TonName name = name_at(question, kName);
  if (mode == 2 && name.seqno != 0) return complain("a lookup by time has no seqno");
  const std::uint64_t lt = mode == 2 ? little_at(question, kTime, 8) : 0;
  for (const auto& [each, block] : chain.blocks()) {
    if (block.master > head || each.workchain != name.workchain) continue;
    const std::uint64_t half = each.shard & (~each.shard + 1);
    const bool holds = name.shard >= each.shard - half && name.shard <= each.shard + (half - 1);
    const bool is_it = mode == 1 ? each == name : holds && lt >= block.start_lt && lt <= block.end_lt;
    if (is_it) return little(kBlockHeader, 4) + id_of(block) + little(0, 4) + tl_bytes("a proof, which is not read");
  }
  return not_found();
}

std::string LiteNode::block_for(const TonChain& chain, std::uint64_t head, const LiteFaults& faults,
                                std::string_view question) {
  if (question.size() != 4 + kIdBytes) return complain("getBlock has one member");
  TonName name = name_at(question, 4);
  const auto found = chain.blocks().find(name);
  if (found == chain.blocks().end() || found->second.master > head) return not_found();
  if (id_of(found->second) != question.substr(4)) return not_found();
  const TonBlock* block = &found->second;
  if (faults.other_block && name.workchain == -1 && name.seqno > 1) block = chain.at(name.seqno - 1);
  if (faults.shard_block_lost && is_newest_of_shard(chain, head, *block)) return not_found();
  std::string file = faults.file_emptied ? "" : block->file;
  if (faults.file_changed) file[file.size() / 2] = static_cast<char>(file[file.size() / 2] ^ 4);
  return little(kBlockData, 4) + id_of(*block) + tl_bytes(file);
}

}  // namespace bepusdt::devnet
