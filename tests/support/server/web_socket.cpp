#include "support/server/web_socket.hpp"

#include <array>

namespace bepusdt::test {

bool accept_web_socket(Conversation& conversation) {
  conversation.keep_open = false;
  const auto& request = conversation.request;
  if (request["Upgrade"] != "websocket" || request["Sec-WebSocket-Version"] != "13") return false;
  const std::string key = std::string(request["Sec-WebSocket-Key"]) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, 20> digest;
  unsigned size = 0;
  if (EVP_Digest(key.data(), key.size(), digest.data(), &size, EVP_sha1(), nullptr) != 1) return false;
  std::array<unsigned char, 29> text;  // with the zero at its end
  EVP_EncodeBlock(text.data(), digest.data(), digest.size());
  return conversation.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " +
      std::string(reinterpret_cast<const char*>(text.data())) + "\r\n\r\n");
}

std::string text_frame(std::string_view text) {
  std::string frame = "\x81";
  if (text.size() < 126) {
    frame += static_cast<char>(text.size());
  } else if (text.size() < 65'536) {
    frame += '\x7e';
    for (const int shift : {8, 0}) frame += static_cast<char>(text.size() >> shift & 0xff);
  } else {
    frame += '\x7f';
    for (int shift = 56; shift >= 0; shift -= 8) frame += static_cast<char>(text.size() >> shift & 0xff);
  }
  return frame.append(text);
}

std::optional<std::string> read_text_frame(Conversation& conversation) {
  const auto head = conversation.read(2);
  if (!head || (*head)[0] != '\x81') return std::nullopt;
  const auto second = static_cast<unsigned char>((*head)[1]);
  if (second < 128 || second > 128 + 125) return std::nullopt;  // clients mask
  const auto mask = conversation.read(4);
  auto text = mask ? conversation.read(second - 128) : std::nullopt;
  if (!text) return std::nullopt;
  for (std::size_t i = 0; i < text->size(); ++i) (*text)[i] = static_cast<char>((*text)[i] ^ (*mask)[i % 4]);
  return text;
}

}  // namespace bepusdt::test
