// VariantTable: the canonical text and the hash of every variant of contract part 1 §1 for one body, and which of them a
// signature in it is: what `bepusdt sign` shows, and `bepusdt verify` of what did not verify. The hashes are valid
// signatures: for the person who has the token.
#pragma once

#include <optional>
#include <string>

#include "base/secret.hpp"
#include "wire/json_writer.hpp"
#include "wire/signature.hpp"

namespace bepusdt::app {

class VariantTable {
 public:
  VariantTable(const wire::SignedRequest& request, const Secret& token);

  // The variant that the body's own signature is; nullopt: none, or it has no signature.
  [[nodiscard]] std::optional<wire::Variant> matched() const { return matched_; }
  [[nodiscard]] bool has_signature() const { return has_signature_; }
  // A table, then the texts; several variants that are the same are one.
  [[nodiscard]] std::string as_text(wire::Language language) const;
  void write_members(wire::JsonWriter& json) const;

 private:
  std::vector<wire::VariantTrace> traces_;
  std::optional<wire::Variant> matched_;
  bool has_signature_ = false;
};

}  // namespace bepusdt::app
