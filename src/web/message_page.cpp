#include "web/message_page.hpp"

#include "web/page.hpp"
#include "web/texts.hpp"

namespace bepusdt::web {
namespace {

constexpr int kRetryAfter = 10;  // seconds, without JavaScript

std::string render(wire::Language language, std::string_view heading, std::string_view detail, std::string_view request_id,
                   bool reload) {
  Slots slots;
  slots.markup("language_switch", language_switch(language))
      .text("heading", std::string(text_of(heading, language)))
      .text("detail", std::string(text_of(detail, language)))
      .text("request_id", std::string(request_id))
      .flag("reload", reload);
  return render_page({std::string(text_of(heading, language)), language, reload ? kRetryAfter : 0,
                      page_template("message", language).render(slots)});
}

}  // namespace

std::string render_not_found(wire::Language language) {
  return render(language, "not_found_title", "not_found_detail", {}, false);
}

std::string render_error(wire::Language language, std::string_view request_id) {
  return render(language, "error_title", "error_detail", request_id, true);
}

}  // namespace bepusdt::web
