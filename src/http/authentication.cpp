#include "http/authentication.hpp"

#include <array>

#include "catalog/metrics.hpp"
#include "wire/field_names.hpp"

namespace bepusdt::http {
namespace {

using wire::ErrorCode;
using wire::Refusal;

constexpr std::array<std::string_view, 4> kReadableTypes{"application/x-www-form-urlencoded", "application/json",
                                                         "text/json", "text/plain"};

constexpr std::size_t kLoggedValue = 200;

// Foreign text in a log line: its beginning, and nothing that is not printable.
std::string loggable(std::string_view text) {
  std::string shown(text.substr(0, kLoggedValue));
  for (char& c : shown)
    if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f) c = '?';
  return shown;
}

}  // namespace

bool is_readable_body(const Request& request) {
  const std::string_view coding = request.header("Content-Encoding");
  if (!coding.empty() && !equal_ignoring_case(coding, "identity")) return false;
  const std::string& body = request.body();
  const auto first = body.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || body[first] == '{') return true;
  std::string_view type = request.header("Content-Type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type.empty() ||
         std::ranges::any_of(kReadableTypes, [&](std::string_view known) { return equal_ignoring_case(type, known); });
}

Authentication::Authentication(const Context& context)
    : context_(context), failures_(context.settings.bad_requests_per_minute) {}

Result<Authenticated, Refusal> Authentication::identify(const Request& request) const {
  if (!is_readable_body(request)) return fail(Refusal{ErrorCode::unsupported_media, {}, {}});
  auto fields = wire::SignedRequest::parse(request.body());
  if (!fields) return fail(fields.error());
  Authenticated who{std::move(*fields), context_.directory.snapshot(), nullptr, {}};

  const auto merchant_id = who.fields.text_or_number(wire::field::kMerchantId);
  if (!merchant_id) return fail(merchant_id.error());
  if (*merchant_id)
    who.merchant = who.directory->merchant(**merchant_id);
  else if (!who.directory->merchants.empty())
    who.merchant = &who.directory->merchants.front();
  if (who.merchant == nullptr) return fail(Refusal{ErrorCode::unknown_merchant, std::string(wire::field::kMerchantId), {}});

  const auto variant = wire::verify_request(who.fields, who.merchant->token);
  if (!variant) {
    log_refusal(request, who.fields, *who.merchant, variant.error());
    return fail(variant.error());
  }
  who.variant = *variant;
  return who;
}

Result<Authenticated, Refusal> Authentication::verify(const Request& request, Response& response) {
  auto who = identify(request);
  if (who) {
    context_.metrics.add(catalog::metric::kSignatureVariant, 1, {who->merchant->id.value(), name_of(who->variant)});
    return who;
  }
  context_.metrics.add(catalog::metric::kSignatureRefused, 1, {wire::row_of(who.error().code).name});
  const auto wait = failures_.count(request.origin().address, context_.clock.now());
  if (!wait) return who;
  response.retry_after(*wait);
  return fail(Refusal{ErrorCode::rate_limited, {}, {}});
}

void Authentication::log_refusal(const Request& request, const wire::SignedRequest& fields, const core::Merchant& merchant,
                                 const Refusal& refusal) const {
  const wire::Field* const sent = fields.find(wire::field::kSignature);
  const auto traces = wire::trace_variants(fields, merchant.token);
  std::array<std::string, wire::kVariants.size()> hashes;
  for (const wire::VariantTrace& trace : traces) hashes.at(static_cast<std::size_t>(trace.variant) - 1) = trace.hash;
  static_assert(wire::kVariants.size() == 6);
  const std::string_view text = traces.empty() ? std::string_view() : std::string_view(traces.front().text);
  context_.log.warning("http.signature_refused", {{"request", request.id()},
                                                  {"error", wire::row_of(refusal.code).name},
                                                  {"merchant", merchant.id.value()},
                                                  {"address", request.origin().address},
                                                  {"signature", sent ? loggable(sent->value) : std::string()},
                                                  {"text", text},
                                                  {"literal", hashes[0]},
                                                  {"plain_decimal", hashes[1]},
                                                  {"go_float", hashes[2]},
                                                  {"python", hashes[3]},
                                                  {"php", hashes[4]},
                                                  {"url_decoded", hashes[5]}});
  for (const wire::VariantTrace& trace : traces)
    if (trace.text != text)
      context_.log.debug("http.signature_variant",
                         {{"request", request.id()}, {"variant", name_of(trace.variant)}, {"text", trace.text}});
}

}  // namespace bepusdt::http
