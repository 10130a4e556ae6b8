#include "app/commands/body_source.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

#include "app/commands/command.hpp"
#include "app/commands/terminal_language.hpp"
#include "wire/signed_request.hpp"

namespace bepusdt::app {
namespace {

constexpr std::size_t kMostRead = wire::kMaxBodySize + 1;

std::optional<std::string> read_all(std::FILE* file) {
  std::string text(kMostRead, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  if (std::ferror(file) != 0) return std::nullopt;
  // The newline with which editors and `echo` end a text would be part of a form's last value; JSON does not mind it.
  const auto first = text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string::npos && text[first] == '{';
  while (!json && (text.ends_with('\n') || text.ends_with('\r'))) text.pop_back();
  return text;
}

std::optional<std::string> no(const wire::Sentence& sentence) {
  say_no(sentence.in(terminal_language()));
  return std::nullopt;
}

}  // namespace

std::optional<std::string> read_body(const std::string& argument) {
  if (argument.empty() || argument == "-") {
    if (isatty(STDIN_FILENO) == 1)
      fmt::print(stderr, "{}\n",
                 wire::Sentence{"从标准输入读取请求体，以 Ctrl-D 结束", "reading the body from here; Ctrl-D ends it"}.in(
                     terminal_language()));
    auto text = read_all(stdin);
    return text ? text : no({"无法读取标准输入", "standard input cannot be read"});
  }
  const bool marked = argument.starts_with('@');
  const std::string name = marked ? argument.substr(1) : argument;
  if (!marked && argument.find_first_not_of(" \t\r\n") != std::string::npos &&
      argument[argument.find_first_not_of(" \t\r\n")] == '{')
    return argument;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(name.c_str(), "rb"), &std::fclose);
  if (file) {
    auto text = read_all(file.get());
    return text ? text : no({fmt::format("无法读取 {}", name), fmt::format("{} cannot be read", name)});
  }
  if (!marked && argument.find('=') != std::string::npos) return argument;
  return no({fmt::format("没有文件 {}，它也不是 JSON 或表单", name),
             fmt::format("there is no file {}, and it is neither JSON nor a form", name)});
}

}  // namespace bepusdt::app
