// The server's half of WebSocket (RFC 6455) by hand over a Conversation, so that a test can also send what no server
// should: whole text frames are made and read here, everything else is the test's own bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "support/server/local_server.hpp"

namespace bepusdt::test {

// Answers the request for an upgrade; false: it is none, or the client has gone.
bool accept_web_socket(Conversation& conversation);
// A whole text frame, unmasked as a server sends it.
std::string text_frame(std::string_view text);
// The next frame of the client, which must be a text of up to 125 bytes, masked; nullopt: it is something else.
std::optional<std::string> read_text_frame(Conversation& conversation);

}  // namespace bepusdt::test
