#include "sdk/cpp/src/signed_body.hpp"

#include <algorithm>

#include "wire/field_names.hpp"
#include "wire/json_writer.hpp"
#include "wire/signature.hpp"

namespace bepusdt::sdk {

std::string SignedBody::signed_with(const Secret& token) && {
  std::ranges::sort(members_, {}, &Member::name);
  std::string canonical;
  canonical.reserve(512);
  for (const Member& member : members_) {
    if (!canonical.empty()) canonical += '&';
    canonical.append(member.name).append("=").append(member.value);
  }
  return body(wire::sign(canonical, token));
}

std::string SignedBody::masked() const { return body("***"); }

std::string SignedBody::body(std::string_view signature) const {
  std::string out;
  out.reserve(768);
  wire::JsonWriter json(out);
  json.begin_object();
  for (const Member& member : members_) {
    json.key(member.name);
    if (member.quoted)
      json.text(member.value);
    else
      json.raw(member.value);
  }
  json.key(wire::field::kSignature).text(signature).end_object();
  return out;
}

}  // namespace bepusdt::sdk
