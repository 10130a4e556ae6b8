#include "chains/rpc_meaning.hpp"

#include <algorithm>
#include <array>

namespace bepusdt::chains {
namespace {

struct Row {
  std::int64_t code;       // 0: any
  std::string_view words;  // in lower case; empty: any message
  RpcMeaning meaning;
};

using enum RpcMeaning;

// Codes: JSON-RPC 2.0 §5.1, EIP-1474 (-32005 limit exceeded, -32004 method not supported), the Engine API's -39001.
constexpr std::array kRows{
    Row{429, "", rate_limited},
    Row{0, "rate limit", rate_limited},
    Row{0, "too many requests", rate_limited},
    Row{0, "requests per second", rate_limited},
    Row{0, "request count exceeded", rate_limited},
    Row{0, "compute units", rate_limited},
    Row{0, "quota", rate_limited},
    Row{0, "batch", batch_too_large},
    Row{0, "historical state", other},  // what a node has pruned is no method that it lacks
    Row{-39001, "", block_unknown},
    Row{0, "unknown block", block_unknown},
    Row{0, "block not found", block_unknown},
    Row{0, "header not found", block_unknown},
    Row{-32000, "block 0x", block_unknown},  // geth's "block 0x… not found"
    Row{0, "resource not found", block_unknown},
    Row{0, "cannot find block", block_unknown},
    Row{0, "could not find block", block_unknown},
    Row{0, "blockoutofrange", block_unknown},
    Row{0, "beyond current head", block_unknown},
    Row{0, "after last accepted block", block_unknown},
    Row{0, "invalid block range", block_unknown},
    Row{0, "block range", range_too_large},
    Row{0, "range too", range_too_large},
    Row{0, "range is too", range_too_large},
    Row{0, "too large", range_too_large},
    Row{0, "too wide", range_too_large},
    Row{0, "too many results", range_too_large},
    Row{0, "returned more than", range_too_large},
    Row{0, "response size", range_too_large},
    Row{0, "limited to", range_too_large},
    Row{0, "max range", range_too_large},
    Row{0, "maximum range", range_too_large},
    Row{0, "timeout", range_too_large},
    Row{0, "timed out", range_too_large},
    Row{-32005, "", limit_exceeded},
    Row{0, "limit exceeded", limit_exceeded},
    Row{-32601, "", method_missing},
    Row{-32004, "", method_missing},
    Row{0, "method not found", method_missing},
    Row{0, "method is not", method_missing},
    Row{0, "method not", method_missing},
    Row{0, "does not exist", method_missing},
    Row{0, "not available", method_missing},
    Row{0, "not supported", method_missing},
    Row{0, "unsupported method", method_missing},
    Row{0, "disabled", method_missing},
    Row{0, "not whitelisted", method_missing},
    Row{0, "not allowed", method_missing},
    Row{-32602, "", bad_parameter},
    Row{-32600, "", bad_parameter},
    Row{0, "invalid argument", bad_parameter},
    Row{0, "block tag", bad_parameter},
};

}  // namespace

RpcMeaning meaning_of(const RpcErrorObject& error) {
  std::string text = error.message;
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (const Row& row : kRows)
    if ((row.code == 0 || row.code == error.code) && text.find(row.words) != std::string::npos) return row.meaning;
  return other;
}

}  // namespace bepusdt::chains
