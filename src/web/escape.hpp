// The one way of foreign text into markup. Everything between two tags or inside a double-quoted attribute goes through
// escape_html; everything that becomes a link goes through web_link first. Pure; nothing here fails.
#pragma once

#include <string>
#include <string_view>

namespace bepusdt::web {

// & < > " ' become entities, bytes that are no UTF-8 become U+FFFD; control characters other than tab and line feed, and the
// marks that turn the direction of text around, are dropped.
[[nodiscard]] std::string escape_html(std::string_view text);

// The address itself when it is http:// or https:// without blanks and controls, else empty: never javascript:, data:, ...
[[nodiscard]] std::string_view web_link(std::string_view url);

// The same for what payment_uri gives: ethereum:, solana: and ton:// only.
[[nodiscard]] std::string_view wallet_link(std::string_view uri);

}  // namespace bepusdt::web
