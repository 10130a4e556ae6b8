// The header X-Bepusdt-Signature of a callback (contract part 2): `t=<unix seconds>,v1=<hex hmac-sha256(token, t + "." + raw body)>`,
// made by the gateway and verified by receivers. It proves the raw body and its age. Pure; the caller brings the time.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/time.hpp"

namespace bepusdt::wire {

[[nodiscard]] std::string callback_hmac_header(BlockTime now, std::string_view body, const Secret& token);

enum class HmacRefusal {
  malformed,  // no t, no v1, two t, or not digits
  too_old,    // further back than the tolerance: perhaps a replay
  too_new,    // further ahead than the tolerance: clocks differ
  mismatch,   // none of the tokens made it
};

[[nodiscard]] std::string_view name_of(HmacRefusal refusal);

// Several tokens serve while one is being replaced; empty ones never match. A header may carry several v1 (at most 8) and
// schemes of later versions, which are ignored. The tolerance is inclusive and holds both ways.
[[nodiscard]] Result<void, HmacRefusal> verify_callback_hmac(std::string_view header, std::string_view body,
                                                             std::span<const Secret> tokens, BlockTime now,
                                                             Seconds tolerance);

}  // namespace bepusdt::wire
