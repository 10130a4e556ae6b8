// What every part of the reader of TON works with, and the limit of an endpoint, which is kept by waiting.
#pragma once

#include "chains/endpoint_pool.hpp"
#include "chains/endpoint_reports.hpp"
#include "chains/ton/index_api.hpp"
#include "chains/ton/lite/lite_line.hpp"
#include "ports/chain_reader.hpp"

namespace bepusdt::chains::ton {

// How one endpoint is asked, by its kind, and from when on again.
struct Line {
  std::optional<IndexApi> index;
  std::unique_ptr<LiteLine> lite;  // one of the two
  double per_second = 0;           // 0: no limit
  Time next{};
};

struct Desk {  // owned by TonReader
  const TonConfig& config;
  EndpointPool& pool;
  std::vector<Line>& lines;  // by the endpoint's index in the pool
  EndpointReports& reports;
  ports::Clock& clock;
  const Pause& pause;

  [[nodiscard]] Line& line_of(const Endpoint& endpoint) { return lines[pool.index_of(endpoint)]; }

  // Waits until one more question keeps the endpoint's limit. Where that is not before the deadline, the error says so, and the
  // endpoint comes after the others for a while: the call came to its end without what it asked for, though nothing failed.
  [[nodiscard]] Result<void, std::string> wait_for_turn(Endpoint& endpoint, Time deadline);
};

template <class T>
using Told = Result<T, ports::ReadError>;

}  // namespace bepusdt::chains::ton
