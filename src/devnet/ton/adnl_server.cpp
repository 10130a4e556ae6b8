#include "devnet/ton/adnl_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include "base/aes_ctr.hpp"
#include "base/assert.hpp"
#include "base/key_agreement.hpp"

namespace bepusdt::devnet {
namespace {

const Digest32 kSeed{7, 7, 7};
constexpr std::size_t kMostBytes = std::size_t{1} << 24;

// Constructors of TL as they stand in the bytes.
const std::string kQuery = "\x7a\xf9\x8b\xb4", kAnswer = "\x16\x84\xac\x0f", kLiteQuery = "\xdf\x06\x8c\x79",
                  kPing = "\x9a\x2b\x08\x4d", kPong = "\x03\xfb\x69\xdc", kKey = "\xc6\xb4\x13\x48";

template <std::size_t N>
std::array<std::uint8_t, N> piece(std::string_view bytes, std::size_t at) {
  std::array<std::uint8_t, N> taken{};
  for (std::size_t i = 0; i < N; ++i) taken[i] = static_cast<std::uint8_t>(bytes[at + i]);
  return taken;
}

std::string text(const Digest32& digest) { return {digest.begin(), digest.end()}; }
std::string hash(const std::string& bytes) { return text(sha256(bytes_of(bytes))); }

void apply(AesCtr& cipher, std::string& bytes) {
  cipher.apply({reinterpret_cast<std::uint8_t*>(bytes.data()), bytes.size()});
}

std::string little(std::size_t value, unsigned size) {
  std::string bytes;
  for (unsigned i = 0; i < size; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

std::size_t little_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::size_t value = 0;
  while (size-- > 0) value = value << 8 | static_cast<unsigned char>(bytes[at + size]);
  return value;
}

std::string tl_bytes(const std::string& bytes) {
  std::string out = bytes.size() < 254 ? little(bytes.size(), 1) : "\xfe" + little(bytes.size(), 3);
  out += bytes;
  while (out.size() % 4 != 0) out += '\0';
  return out;
}

// A string of TL that is all of `bytes`.
std::optional<std::string> whole_tl_bytes(std::string_view bytes) {
  if (bytes.size() < 4) return std::nullopt;
  const bool is_long = static_cast<unsigned char>(bytes[0]) == 254;
  const std::size_t head = is_long ? 4 : 1, size = is_long ? little_at(bytes, 1, 3) : little_at(bytes, 0, 1);
  if ((head + size + 3) / 4 * 4 != bytes.size()) return std::nullopt;
  return std::string(bytes.substr(head, size));
}

}  // namespace

class AdnlServer::Connection {
 public:
  Connection(AdnlServer& server, int socket) : server_(server), socket_(socket) {}

  // Until it ends, by either side.
  void serve() {
    if (!handshake()) return;
    while (const auto payload = receive())
      if (!take(*payload)) return;
  }

 private:
  AdnlFaults faults() const {
    const std::lock_guard lock(server_.mutex_);
    return server_.faults_;
  }
  bool complain(const std::string& what) {
    const std::lock_guard lock(server_.mutex_);
    server_.complaints_.push_back(what);
    return false;
  }

  std::optional<std::string> exactly(std::size_t size) {
    std::string bytes(size, '\0');
    for (std::size_t at = 0; at < size;) {
      const ssize_t got = ::recv(socket_, bytes.data() + at, size - at, 0);
      if (got <= 0) return std::nullopt;
      at += static_cast<std::size_t>(got);
    }
    return bytes;
  }
  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }

  bool handshake() {
    if (faults().closes_at_once) return false;
    const auto packet = exactly(256);
    if (!packet || packet->substr(0, 32) != hash(kKey + text(server_.key()))) return false;  // another server is meant
    const auto secret = agreed_secret(kSeed, piece<32>(*packet, 32));
    if (!secret) return complain("a key that is none");
    const std::string agreed = text(*secret), digest = packet->substr(64, 32);
    std::string parameters = packet->substr(96);
    AesCtr cipher(piece<32>(agreed.substr(0, 16) + digest.substr(16), 0),
                  piece<16>(digest.substr(0, 4) + agreed.substr(20, 12), 0));
    apply(cipher, parameters);
    if (hash(parameters) != digest) return complain("a handshake whose parameters have another hash");
    out_.emplace(piece<32>(parameters, 0), piece<16>(parameters, 64));
    in_.emplace(piece<32>(parameters, 32), piece<16>(parameters, 80));
    return faults().welcome_missing || send("");
  }

  bool send(const std::string& payload) {
    const AdnlFaults faults = this->faults();
    const bool answers = payload.starts_with(kAnswer);
    const std::string nonce(32, '\x5a');
    std::string packet = little(answers && faults.length_wrong ? kMostBytes + 1 : 64 + payload.size(), 4) + nonce + payload;
    packet += answers && faults.hash_wrong ? std::string(32, '\0') : hash(nonce + payload);
    apply(*out_, packet);
    if (answers && faults.answer_cut) packet.resize(packet.size() / 2);
    return write(packet) && !(answers && faults.answer_cut);
  }

  std::optional<std::string> receive() {
    auto length = exactly(4);
    if (!length) return std::nullopt;
    apply(*in_, *length);
    const std::size_t size = little_at(*length, 0, 4);
    if (size < 64 || size > kMostBytes) {
      complain("a packet of a size that is not allowed");
      return std::nullopt;
    }
    auto packet = exactly(size);
    if (!packet) return std::nullopt;
    apply(*in_, *packet);
    if (hash(packet->substr(0, size - 32)) != packet->substr(size - 32)) {
      complain("a packet with another hash");
      return std::nullopt;
    }
    return packet->substr(32, size - 64);
  }

  bool take(const std::string& payload) {
    const AdnlFaults faults = this->faults();
    if (payload.size() == 12 && payload.starts_with(kPing)) {
      ++server_.pings_;
      return faults.pong_missing || send(kPong + payload.substr(4));
    }
    if (payload.size() == 12 && payload.starts_with(kPong)) {
      if (payload.substr(4) != "12345678") return complain("a pong to another ping");
      ++server_.pongs_;
      return true;
    }
    if (payload.size() < 36 || !payload.starts_with(kQuery)) return complain("a message that no client sends");
    const auto query = whole_tl_bytes(std::string_view(payload).substr(36));
    const auto question =
        query && query->starts_with(kLiteQuery) ? whole_tl_bytes(std::string_view(*query).substr(4)) : std::nullopt;
    if (!question) return complain("a query that is not one for a lite-server");
    if (faults.closes_when_asked) return false;
    if (faults.pings_first && !send(kPing + "12345678")) return false;
    if (faults.message_unknown) return send("\x01\x02\x03\x04");
    if (faults.id_unknown && !send(kAnswer + std::string(32, '\x9') + tl_bytes("nobody asked"))) return false;
    const auto answer = server_.answer_(*question);
    return !answer || send(kAnswer + payload.substr(4, 32) + tl_bytes(*answer));
  }

  AdnlServer& server_;
  int socket_;
  std::optional<AesCtr> out_, in_;
};

AdnlServer::AdnlServer(Answer answer)
    : answer_(std::move(answer)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  const bool listens =
      ::bind(listener_, plain, size) == 0 && ::listen(listener_, 16) == 0 && ::getsockname(listener_, plain, &size) == 0;
  BEPUSDT_ASSERT(listens);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

AdnlServer::~AdnlServer() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  ::shutdown(listener_, SHUT_RDWR);
  drop_connection();
  thread_.join();
  ::close(listener_);
}

Digest32 AdnlServer::key() const { return ed25519_public_key(kSeed); }

void AdnlServer::set_faults(const AdnlFaults& faults) {
  const std::lock_guard lock(mutex_);
  faults_ = faults;
}

void AdnlServer::drop_connection() {
  const std::lock_guard lock(mutex_);
  if (client_ >= 0) ::shutdown(client_, SHUT_RDWR);
}

std::vector<std::string> AdnlServer::complaints() const {
  const std::lock_guard lock(mutex_);
  return complaints_;
}

void AdnlServer::serve() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    {
      const std::lock_guard lock(mutex_);
      client_ = ends_ ? -1 : socket;
    }
    if (socket < 0) return;
    if (client_ >= 0) {
      ++connections_;
      Connection(*this, socket).serve();
    }
    const std::lock_guard lock(mutex_);
    client_ = -1;
    ::close(socket);
    if (ends_) return;
  }
}

}  // namespace bepusdt::devnet
