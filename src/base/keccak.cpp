// keccak256 of base/digest.hpp, apart from the others so that what needs no Botan does not load it (the SDK).
#include <botan/hash.h>

#include <memory>

#include "base/digest.hpp"

namespace bepusdt {

Digest32 keccak256(BytesView data) {
  thread_local const std::unique_ptr<Botan::HashFunction> hash = Botan::HashFunction::create_or_throw("Keccak-1600(256)");
  Digest32 out{};
  hash->update(data.data(), data.size());
  hash->final(out.data());
  return out;
}

}  // namespace bepusdt
