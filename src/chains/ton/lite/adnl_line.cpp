#include "chains/ton/lite/adnl_line.hpp"

#include <algorithm>
#include <map>

#include "base/assert.hpp"
#include "chains/ton/lite/adnl_handshake.hpp"
#include "chains/ton/lite/adnl_messages.hpp"

namespace bepusdt::chains::ton {

using Kind = LiteFailure::Kind;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t kReceivedAtOnce = std::size_t{64} * 1024;

std::unexpected<LiteFailure> malformed(const char* what) { return fail(LiteFailure{Kind::malformed, what}); }
std::unexpected<LiteFailure> unreachable(TcpError error) {
  return fail(LiteFailure{Kind::unreachable, std::move(error.reason)});
}

}  // namespace

Word AdnlLine::random_word() {
  Word word{};
  random_.fill(word);
  return word;
}

Result<std::vector<Bytes>, LiteFailure> AdnlLine::ask(const std::vector<Bytes>& questions, Time deadline) {
  const Time now = clock_.now();
  if (now >= deadline) return fail(LiteFailure{Kind::out_of_time, "no time left"});
  const Until until = steady_clock::now() + std::min(limits_.request_timeout, deadline - now);
  const bool kept = connection_ && is_alive(until);
  if (!kept)
    if (auto connected = connect(until); !connected) return fail(std::move(connected.error()));
  auto answers = exchange(questions, until);
  // Closed by the server since it was last used: what was asked changes nothing, so that it may be asked again.
  if (!answers && kept && answers.error().kind == Kind::unreachable && steady_clock::now() < until) {
    if (auto connected = connect(until); !connected) return fail(std::move(connected.error()));
    answers = exchange(questions, until);
  }
  if (!answers) connection_.reset();
  return answers;
}

Result<void, LiteFailure> AdnlLine::connect(Until until) {
  connection_.reset();
  until = std::min(until, steady_clock::now() + limits_.connect_timeout);
  AdnlRandom random;
  random_.fill(random.seed);
  random_.fill(random.parameters);
  auto session = begin_session(address_.key, random);
  if (!session) return malformed("its key is none that can be spoken to");
  auto stream = TcpStream::connect(address_.host, address_.port, until);
  if (!stream) return unreachable(std::move(stream.error()));
  if (auto sent = stream->send(session->first_packet, until); !sent) return unreachable(std::move(sent.error()));
  connection_.emplace(Connection{
      std::move(*stream), AdnlFrames(std::move(session->outgoing), std::move(session->incoming), limits_.longest_packet),
      steady_clock::now()});
  auto welcome = receive(until);
  if (!welcome) {
    connection_.reset();
    return fail(
        LiteFailure{welcome.error().kind, "the handshake failed, its key may be another: " + welcome.error().reason});
  }
  if (welcome->empty()) return {};
  connection_.reset();
  return malformed("it began with another packet than the one that ends the handshake");
}

bool AdnlLine::is_alive(Until until) {
  if (steady_clock::now() - connection_->heard < limits_.silence) return true;
  until = std::min(until, steady_clock::now() + limits_.ping_timeout);
  std::uint64_t number = 0;
  const Word random = random_word();
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | random[i];
  auto sent = send(ping(number), until);
  while (sent) {
    auto payload = receive(until);
    if (!payload) break;
    const auto message = decode_adnl(*payload);
    const auto* got = message ? std::get_if<Pong>(&*message) : nullptr;
    if (got != nullptr && got->number == number) return true;
  }
  return false;
}

Result<std::vector<Bytes>, LiteFailure> AdnlLine::exchange(const std::vector<Bytes>& questions, Until until) {
  std::map<Word, std::size_t> open;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const Word id = random_word();
    open.emplace(id, i);
    if (auto sent = send(lite_query(id, questions[i]), until); !sent) return fail(std::move(sent.error()));
  }
  BEPUSDT_ASSERT(open.size() == questions.size());
  std::vector<Bytes> answers(questions.size());
  while (!open.empty()) {
    auto payload = receive(until);
    if (!payload) return fail(std::move(payload.error()));
    auto message = decode_adnl(*payload);
    if (!message) return malformed("it sent a message that no lite-server sends");
    if (const auto* asked = std::get_if<Ping>(&*message)) {
      if (auto sent = send(pong(asked->number), until); !sent) return fail(std::move(sent.error()));
    } else if (auto* reply = std::get_if<LiteReply>(&*message)) {
      const auto found = open.find(reply->id);
      if (found == open.end()) continue;  // of a question that was given up
      answers[found->second] = std::move(reply->answer);
      open.erase(found);
    }
  }
  return answers;
}

Result<void, LiteFailure> AdnlLine::send(BytesView payload, Until until) {
  auto sent = connection_->stream.send(connection_->frames.seal(payload, random_word()), until);
  if (!sent) return unreachable(std::move(sent.error()));
  return {};
}

Result<Bytes, LiteFailure> AdnlLine::receive(Until until) {
  Bytes buffer;
  while (true) {
    if (auto payload = connection_->frames.next()) return std::move(*payload);
    if (connection_->frames.malformed()) return malformed("it sent a packet whose length or hash is wrong");
    if (steady_clock::now() >= until) return fail(LiteFailure{Kind::unreachable, "no answer in time"});
    buffer.resize(kReceivedAtOnce);
    const auto size = connection_->stream.receive(buffer, until);
    if (!size) return unreachable(size.error());
    connection_->heard = steady_clock::now();
    connection_->frames.take(BytesView(buffer).first(*size));
  }
}

LiteLineMaker adnl_line_maker(AdnlLimits limits, ports::Random& random, ports::Clock& clock) {
  return [limits, &random, &clock](const EndpointConfig& endpoint) -> std::unique_ptr<LiteLine> {
    auto address = catalog::parse_lite_server_url(endpoint.url);
    BEPUSDT_ASSERT(address);
    return std::make_unique<AdnlLine>(std::move(*address), limits, random, clock);
  };
}

}  // namespace bepusdt::chains::ton
